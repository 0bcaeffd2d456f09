"""What may go out so, but should be read first: neighbours left out, closed records, translations.

Each is a code, by which somebody says that they have read it, and a sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, PageViewRestriction

from cases.bundles.contents import records_on
from cases.models import Incident, WriteUp
from kb.language.codes import language
from kb.models.closed_pages import open_to
from kb.models.reviews import restrictions_on
from kb.permissions import User
from kb.records.base import Audience
from kb.records.neighbours import unpublished_of, workable_among
from kb.records.publish_together import key_of
from kb.translation.ahead import behind_if_published
from kb.translation.steps import CONTENT, Step, step_for

End = tuple[str, str]


def open_ends(thing: Any, draft: Any, things: Collection[Any], user: User) -> Iterator[End]:
    """Yield them for one of several things, while these count as published."""
    if not isinstance(thing, Page):
        yield from _left_out(unpublished_of(draft, user))
        return
    shown = _shown_on(thing, draft, user)
    yield from _left_out([one for one in shown if not one.live and not one.is_archived])
    yield from _closed(thing, [one for one in shown if one.live])
    yield from _translation(thing, things, user)


def _left_out(records: Collection[Any]) -> Iterator[End]:
    for one in records:
        sentence = _("It names “%(name)s”, which nobody reads yet and which does not go out along.")
        yield f"left-out:{key_of(one)}", sentence % {"name": one}


def _shown_on(page: Page, draft: Any, user: User) -> list[Any]:
    """Return the records that a page stands on: on it, and the incidents that it writes up."""
    keys = WriteUp.objects.filter(page_key=page.translation_key).values("incident")
    found = dict.fromkeys([*Incident.objects.filter(pk__in=keys), *records_on(draft)])
    return workable_among(found, user)


def _closed(page: Page, records: Collection[Any]) -> Iterator[End]:
    """Yield the records that not all readers of a page may see."""
    restrictions = list(restrictions_on(page))
    if any(one.restriction_type == PageViewRestriction.PASSWORD for one in restrictions):
        return  # which admits administrators only
    readers = [set(one.groups.values_list("pk", flat=True)) for one in restrictions]
    for one in records:
        if one.audience == Audience.ALL:
            continue
        admitted = set(one.audience_groups.values_list("pk", flat=True))
        if not any(groups <= admitted for groups in readers):
            sentence = _(
                "It writes about “%(name)s”, which not all readers of this page may see: "
                "restrict the page to the same groups, or look at what it says."
            )
            yield f"closed:{key_of(one)}", sentence % {"name": one}


def _translation(page: Page, things: Collection[Any], user: User) -> Iterator[End]:
    """Yield how the other language of a page would stand."""
    step = step_for(page.translation_key)
    if step is None:
        return
    other = step.target if page.pk == step.source.pk else step.source
    drafts = {one.pk for one in things if isinstance(one, Page)}
    if other is None or other.alias_of_id:
        names = [one.label for one in CONTENT if one != language(page.locale.language_code)]
        yield (
            "no-translation",
            _("There is no page of it in this language: %(name)s.") % {"name": names[0]},
        )
    elif not other.live:
        if open_to(Page.objects.filter(pk=other.pk), user).exists():
            name = language(other.locale.language_code).label
            yield (
                "translation-left-out",
                _("Its page in this language does not go out along: %(name)s.") % {"name": name},
            )
    elif step.target and (page.pk == step.target.pk or step.target.pk not in drafts):
        yield from _behind(step, drafts)


def _behind(step: Step, drafts: Collection[int]) -> Iterator[End]:
    if step.row and step.row.detached:
        return
    behind, left = behind_if_published(step, drafts)
    told = {"name": step.target_language.label}
    if behind:
        sentence = ngettext(
            "%(number)s passage has changed that the translation does not have yet: %(name)s.",
            "%(number)s passages have changed that the translation does not have yet: %(name)s.",
            behind,
        )
        yield f"behind:{behind}", sentence % {"number": behind, **told}
    if left:
        sentence = ngettext(
            "%(number)s passage is still in the language of the source: %(name)s.",
            "%(number)s passages are still in the language of the source: %(name)s.",
            left,
        )
        yield f"untranslated:{left}", sentence % {"number": left, **told}
