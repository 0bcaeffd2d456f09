"""Guidance, playbooks and firewall rules that their owner should look at again."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from kb.attention import AttentionItem, AttentionSource, sources
from kb.attention_sources.things import editable_pages, editor_of, kind_of
from kb.language.reader import current_reader
from kb.models import Rule
from kb.models.base import ReviewedPage
from kb.permissions import User, may_edit

# How long before the day somebody is reminded.
AHEAD = timedelta(days=14)


def find(user: User, most: int) -> Iterator[AttentionItem]:
    """Yield the published pages this person answers for whose review is due soon, or past.

    Of a page and its translation only the one in the person's language is named.
    """
    until = timezone.localdate() + AHEAD
    found: dict[Any, Page] = {}
    content = current_reader().content
    for model in apps.get_models():
        if not issubclass(model, ReviewedPage):
            continue
        due = model.objects.visible_to(user).filter(responsible=user, review_date__lte=until)
        for page in due.select_related("locale", "content_type").order_by("review_date")[:most]:
            if page.locale.language_code == content or page.translation_key not in found:
                found[page.translation_key] = page
    yield from _rules(user, until, most)
    editable = set()
    if found:
        keys = [page.pk for page in found.values()]
        editable = set(editable_pages(user).filter(pk__in=keys).values_list("pk", flat=True))
    for page in found.values():
        yield AttentionItem(
            key=f"page-{page.pk}-{page.review_date:%Y%m%d}",
            kind=kind_of(page),
            title=page.title,
            url=editor_of(page) if page.pk in editable else page.get_url(),
            reason=_("You answer for it."),
            due=page.review_date,
        )


def _rules(user: User, until: date, most: int) -> Iterator[AttentionItem]:
    """Yield the firewall rules this person answers for, due by a day."""
    due = Rule.objects.visible_to(user).filter(responsible=user, review_date__lte=until)
    for rule in due.order_by("review_date")[:most]:
        yield AttentionItem(
            key=f"rule-{rule.pk}-{rule.review_date:%Y%m%d}",
            kind=kind_of(rule),
            title=rule.title,
            url=editor_of(rule) if may_edit(user, Rule) else rule.get_absolute_url(),
            reason=_("You answer for it."),
            due=rule.review_date,
        )


def register() -> None:
    """Name pages to look at again."""
    sources.register(
        AttentionSource(
            "review-dates",
            gettext_lazy("To look at again"),
            gettext_lazy("Read it, change what is no longer so, and set the next date."),
            find,
        )
    )
