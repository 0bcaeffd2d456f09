"""Translations that their source has left behind, or that are still partly in its language."""

from collections.abc import Iterator

from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from kb.attention import AttentionItem, AttentionSource, sources
from kb.attention_sources.things import editable_pages, kind_of, title_of, works_at_the_desk
from kb.models import TranslationStep
from kb.permissions import User


def find(user: User, most: int) -> Iterator[AttentionItem]:
    """Yield the published translations this person may work on that are behind, the most first."""
    if not works_at_the_desk(user):
        return
    unfinished = TranslationStep.objects.filter(
        Q(behind__gt=0) | Q(untranslated__gt=0), detached=False
    )
    own = unfinished.filter(translation_key=OuterRef("translation_key"))
    columns = ("edits", "untranslated", "version", "source_locale")
    named = {f"step_{name}": Subquery(own.values(name)[:1]) for name in columns}
    pages = editable_pages(user).filter(live=True, alias_of=None).annotate(**named)
    behind = pages.filter(step_source_locale__isnull=False).exclude(locale=F("step_source_locale"))
    for page in behind.order_by("-step_edits", "-step_untranslated", "pk")[:most]:
        yield AttentionItem(
            key=f"page-{page.pk}-{page.step_version}-{page.step_untranslated}",
            kind=kind_of(page),
            title=title_of(page),
            url=reverse("translation_step", args=[page.pk]),
            reason=_reason(page.step_edits, page.step_untranslated),
            since=page.last_published_at,
            weight=page.step_edits,
        )


def _reason(edits: int, untranslated: int) -> str:
    if not edits:
        return ngettext(
            "%(number)s passage is still in the language of the source.",
            "%(number)s passages are still in the language of the source.",
            untranslated,
        ) % {"number": untranslated}
    return ngettext(
        "It is %(number)s edit behind its source.",
        "It is %(number)s edits behind its source.",
        edits,
    ) % {"number": edits}


def register() -> None:
    """Name translations that are behind."""
    sources.register(
        AttentionSource(
            "translations",
            gettext_lazy("Translations behind"),
            gettext_lazy("See what changed, translate it, or mark the edit as minor."),
            find,
        )
    )
