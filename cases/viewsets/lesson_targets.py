"""What a lesson may name: guidance, playbooks and their measures, in the writer's language."""

from collections.abc import Iterable
from typing import Any, TypeAlias

from django.utils.text import capfirst
from django.utils.translation import get_language
from wagtail.coreutils import get_supported_content_language_variant

from kb.models import GuidancePage, PlaybookMeasure, PlaybookPage
from kb.permissions import User

Choice: TypeAlias = tuple[str, str]


def _one_for_each_key(rows: Iterable[tuple[Any, str, str]]) -> list[Choice]:
    """Return one label for each translation key, preferably in the writer's content language."""
    wanted = get_supported_content_language_variant(get_language() or "en")
    found: dict[str, str] = {}
    for key, title, language in rows:
        if language == wanted or str(key) not in found:
            found[str(key)] = title
    return list(found.items())


def pages(user: User | None) -> list[Choice]:
    """Return the published guidance pages and playbooks this person may see."""
    if user is None:
        return []
    rows: list[tuple[Any, str, str]] = []
    for model in (GuidancePage, PlaybookPage):
        kind = capfirst(str(model._meta.verbose_name))
        rows += [
            (key, f"{kind}: {title}", language)
            for key, title, language in model.objects.visible_to(user)
            .order_by("path")
            .values_list("translation_key", "title", "locale__language_code")
        ]
    return _one_for_each_key(rows)


def measures(user: User | None) -> list[Choice]:
    """Return the measures of the published playbooks this person may see."""
    if user is None:
        return []
    visible = PlaybookPage.objects.visible_to(user).values("pk")
    rows = (
        PlaybookMeasure.objects.filter(phase__page__in=visible)
        .order_by("phase__page__path", "phase__sort_order", "sort_order")
        .values_list("translation_key", "title", "locale__language_code")
    )
    return _one_for_each_key(rows)
