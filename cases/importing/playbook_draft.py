"""A draft playbook out of a plan: its measures by section, and its questions with answers."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.coreutils import find_available_slug
from wagtail.models import PageViewRestriction
from wagtail.permission_policies.pages import PagePermissionPolicy

from cases.actions.write_up import shelf
from cases.importing.decisions import PLAN, PLAYBOOK, decide, held_document, standing
from cases.importing.parts import WHOLE, parts_of
from kb.importing.document import Document
from kb.importing.structure.plan import Measure, Plan
from kb.imports.taking_apart import apart
from kb.language import protected_terms
from kb.language.codes import TRADITIONAL, Language
from kb.language.conversion import convert
from kb.models import (
    PlaybookMeasure,
    PlaybookPage,
    PlaybookPhase,
    PlaybookQuestion,
    RawDocument,
    SectionPage,
)
from kb.permissions import User
from kb.records.base import Audience
from kb.records.bilingual import Bilingual
from kb.records.slugs import proposed_slug

_SHELF = "playbooks"
_LONGEST = 200


def may_make_playbook(user: User) -> bool:
    """Return whether somebody may add pages at all, as the buttons ask."""
    return bool(PagePermissionPolicy().user_has_permission(user, "add"))


@transaction.atomic
def make_playbook(document: RawDocument, user: Any) -> PlaybookPage:
    """Make a draft playbook of a plan, for the audience of its import.

    English plans go to an English section, Chinese ones to a Chinese one, in Simplified, which is
    what Chinese pages are kept in. Raises PermissionDenied for those who may not, ValidationError
    when there is no plan, no section for it, or a playbook of it already.
    """
    if not may_make_playbook(user):
        raise PermissionDenied
    now = held_document(document, user)
    found = apart(now)
    if not found.plan.measures:
        raise ValidationError(_("No measures were recognised in this document."))
    if PLAN in standing(now, PLAYBOOK):
        raise ValidationError(_("A playbook was made of it already."))
    is_chinese = bool(found.languages) and found.languages[0].half == "zh"
    parent = shelf(user, "zh-hans" if is_chinese else "en", PlaybookPage, _SHELF)
    if parent is None:
        raise ValidationError(_("There is no section for playbooks in this language."))
    parent.hold()
    page = _page(now, found, parent, is_chinese)
    page.owner = user
    parent.add_child(instance=page)
    batch = now.file.batch
    if batch.audience == Audience.GROUPS:
        restriction = PageViewRestriction.objects.create(
            page=page, restriction_type=PageViewRestriction.GROUPS
        )
        restriction.groups.set(batch.audience_groups.all())
    revision = page.save_revision(user=user, log_action=True)
    decide(now, user, PLAYBOOK, PLAN, page, revision=revision.pk)
    return page


class _Words:
    """Texts of a plan in the writing of its page."""

    def __init__(self, is_chinese: bool, spoken: list[Language]) -> None:
        self._converts = is_chinese and TRADITIONAL in spoken
        self._terms = protected_terms.current()

    def plain(self, text: str) -> str:
        """Return a text, in Simplified if it is Chinese."""
        if not self._converts:
            return text
        return convert(text, "zh-hans", self._terms, otherwise=TRADITIONAL)

    def short(self, text: str) -> str:
        """Return a title."""
        return self.plain(text)[:_LONGEST]

    def rich(self, text: str) -> str:
        """Return lines as paragraphs of rich text."""
        lines = (line for line in self.plain(text).split("\n") if line.strip())
        return "".join(f"<p>{escape(line.strip(), quote=False)}</p>" for line in lines)

    def numbered(self, steps: tuple[str, ...]) -> str:
        """Return steps as a numbered list of rich text."""
        items = "".join(f"<li>{escape(self.plain(step), quote=False)}</li>" for step in steps)
        return f"<ol>{items}</ol>" if items else ""


def _page(
    document: RawDocument, found: Document, parent: SectionPage, is_chinese: bool
) -> PlaybookPage:
    words = _Words(is_chinese, found.languages)
    locale = parent.locale
    with override(locale.language_code):
        unnamed = _("Measures")
        untitled = _("Plan for a crisis")
    title = found.head.title
    if WHOLE in document.mended:
        title = parts_of(document)[0].title
    title = words.short(title) or untitled
    page = PlaybookPage(
        title=title,
        slug=find_available_slug(parent, proposed_slug(Bilingual(zh=title))),
        locale=locale,
        live=False,
    )
    page.phases = [
        PlaybookPhase(
            title=words.short(section) or unnamed,
            locale=locale,
            measures=[_measure(one, words, locale) for one in measures],
        )
        for section, measures in groupby(found.plan.measures, key=lambda one: one.section)
    ]
    page.questions = _questions(found.plan, words, locale)
    return page


def _measure(measure: Measure, words: _Words, locale: Any) -> PlaybookMeasure:
    return PlaybookMeasure(
        title=words.short(measure.title),
        solution=words.rich(measure.solution),
        advantages=words.rich(measure.advantages),
        drawbacks=words.rich(measure.drawbacks),
        steps=words.numbered(measure.steps),
        locale=locale,
    )


def _questions(plan: Plan, words: _Words, locale: Any) -> list[PlaybookQuestion]:
    return [
        PlaybookQuestion(question=words.plain(asked), answer=words.plain(answered), locale=locale)
        for asked, answered in plan.questions
    ]
