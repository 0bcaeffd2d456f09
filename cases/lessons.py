"""What cases say for and against our guidance: lessons by what they name, as a reader may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, F, Q, TextChoices, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cases.choices import LessonStance
from cases.models import Incident, Lesson, Outcome
from cases.precedents.permission import only_supported
from kb.models import PlaybookMeasure, PlaybookPage, Rule
from kb.models.closed_pages import open_to
from kb.permissions import User

# So many cases for, and as many against, stand beside what they are about; a link leads to all.
MOST_SHOWN = 5


class TargetKind(TextChoices):
    """What a lesson names."""

    RULE = "rule", _("Firewall rule")
    PAGE = "page", _("Guidance or playbook")
    MEASURE = "measure", _("Playbook measure")


# The column of a lesson that names each kind.
COLUMNS = {TargetKind.RULE: "rule", TargetKind.PAGE: "page_key", TargetKind.MEASURE: "measure_key"}


@dataclass
class CasesOf:
    """The lessons that name one thing: the newest of each stance, and how many there are."""

    kind: TargetKind
    address: str
    supports: list[Any] = field(default_factory=list)
    contradicts: list[Any] = field(default_factory=list)
    number_for: int = 0
    number_against: int = 0

    def __bool__(self) -> bool:
        return bool(self.number)

    @property
    def number(self) -> int:
        """How many lessons name it."""
        return self.number_for + self.number_against

    @property
    def lessons(self) -> list[Any]:
        """Those shown, first what speaks against it."""
        return [*self.contradicts, *self.supports]

    def url(self, stance: str = "") -> str:
        """Return the address of the list of all lessons that name it."""
        asked = {"about": f"{self.kind}:{self.address}"} | ({"stance": stance} if stance else {})
        return f"{reverse('lesson_list')}?{urlencode(asked, safe=':')}"

    @property
    def all_url(self) -> str:
        """The list of all."""
        return self.url()

    @property
    def against_url(self) -> str:
        """The list of those against it."""
        return self.url(LessonStance.CONTRADICTS)

    @property
    def for_url(self) -> str:
        """The list of those for it."""
        return self.url(LessonStance.SUPPORTS)


def visible_lessons(user: User) -> Any:
    """Return the lessons of incidents that this person may see."""
    return Lesson.objects.filter(incident__in=Incident.objects.visible_to(user))


def about(kind: str, user: User) -> Q:
    """Return the condition that a lesson names something of a kind that this person may see."""
    if kind == TargetKind.RULE:
        return Q(rule__in=Rule.objects.visible_to(user).values("pk"))
    if kind == TargetKind.PAGE:
        pages = open_to(Page.objects.live(), user)
        return Q(page_key__in=pages.values("translation_key"))
    playbooks = PlaybookPage.objects.visible_to(user).values("pk")
    measures = PlaybookMeasure.objects.filter(phase__page__in=playbooks)
    return Q(measure_key__in=measures.values("translation_key"))


def cases_of_rules(rules: Iterable[Rule], user: User) -> dict[Any, CasesOf]:
    """Return what cases say of rules, by primary key; two queries for all of them."""
    found = {rule.pk: CasesOf(TargetKind.RULE, rule.slug) for rule in rules}
    return _filled(found, "rule_id", Q(rule__in=list(found)), user)


def cases_of_page(key: UUID, user: User) -> CasesOf:
    """Return what cases say of a page of guidance, in whichever language; two queries."""
    found: dict[Any, CasesOf] = {key: CasesOf(TargetKind.PAGE, str(key))}
    return _filled(found, "page_key", Q(page_key=key), user)[key]


def cases_of_measures(keys: Iterable[UUID], user: User) -> dict[Any, CasesOf]:
    """Return what cases say of measures, by translation key; two queries for all of them."""
    found = {key: CasesOf(TargetKind.MEASURE, str(key)) for key in keys}
    return _filled(found, "measure_key", Q(measure_key__in=list(found)), user)


def _filled(found: dict[Any, CasesOf], column: str, named: Q, user: User) -> dict[Any, CasesOf]:
    """Give each thing the newest lessons of each stance, with how their incidents ended."""
    alike = [F(column), F("stance")]
    newest = (F("incident__began_start").desc(nulls_last=True), F("pk").asc())
    ranked = (
        visible_lessons(user)
        .filter(named)
        .annotate(
            place=Window(RowNumber(), partition_by=alike, order_by=newest),
            number=Window(Count("pk"), partition_by=alike),
        )
    )
    shown = ranked.filter(place__lte=MOST_SHOWN).select_related("incident").order_by("place")
    lessons = list(shown)
    attach_outcomes(lessons, user)
    for lesson in lessons:
        of_one = found[getattr(lesson, column)]
        if lesson.stance == LessonStance.CONTRADICTS:
            of_one.contradicts.append(lesson)
            of_one.number_against = lesson.number
        else:
            of_one.supports.append(lesson)
            of_one.number_for = lesson.number
    return found


def attach_outcomes(lessons: Iterable[Any], user: User) -> None:
    """Set `outcomes` on lessons: how their incidents ended, as this person may know; one query."""
    by_incident: dict[int, list[Any]] = {lesson.incident_id: [] for lesson in lessons}
    if not by_incident:
        return
    ended = only_supported(Outcome.objects.filter(incident__in=list(by_incident)), user)
    for outcome in ended.by_time().select_related("kind"):
        by_incident[outcome.incident_id].append(outcome)
    for lesson in lessons:
        lesson.outcomes = by_incident[lesson.incident_id]
