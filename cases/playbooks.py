"""Playbooks and incidents that fit: what a playbook is meant for, held against what is recorded.

It compares and gives the reasons; it never says that a playbook is the right one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import Q

from cases.models import Incident
from kb.language.reader import current_reader
from kb.language.reading import read
from kb.models import PlaybookPage
from kb.models.vocabulary import CrisisType, Topic
from kb.permissions import User
from kb.records.bilingual import Bilingual
from kb.severity import Severity

# So many of the latest open incidents are held against a playbook.
MOST_LOOKED_AT = 60


class Answer(Enum):
    """What an incident says to one condition; UNSAID also where it names only the cluster."""

    MET = "met"
    UNSAID = "unsaid"
    UNMET = "unmet"


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition of a playbook, the terms it asks for or that agree, and the answer."""

    name: str
    terms: tuple[Any, ...]
    answer: Answer


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a playbook is meant for, as all translations of its page say it together."""

    types: tuple[CrisisType, ...] = ()
    topics: tuple[Topic, ...] = ()
    lowest_severity: int | None = None

    def __bool__(self) -> bool:
        return bool(self.types or self.topics or self.lowest_severity)

    @property
    def lowest(self) -> Any:
        """The lowest severity in words."""
        return Severity(self.lowest_severity).label if self.lowest_severity else ""

    def held_against(self, incident: Incident, topics: Iterable[Topic]) -> list[Reason] | None:
        """Return the answers of an incident with these topics; None when it does not fit.

        It fits when its type or a topic agrees, or when only a severity is asked for, which is
        reached. One that is rated lower never fits; what is not said stands in no way.
        """
        reasons = [
            *self._of_type(incident.crisis_type),
            *self._of_topics(set(topics)),
            *self._of_severity(incident.severity),
        ]
        answers = {reason.name: reason.answer for reason in reasons}
        if answers.get("severity") == Answer.UNMET:
            return None
        kind_of_trouble = {"type", "topic"} & answers.keys() or {"severity"} & answers.keys()
        if not any(answers[name] == Answer.MET for name in kind_of_trouble):
            return None
        return reasons

    def _of_type(self, named: CrisisType | None) -> list[Reason]:
        if not self.types:
            return []
        if named is None:
            return [Reason("type", self.types, Answer.UNSAID)]
        if met := [one for one in self.types if one.pk in (named.pk, named.parent_id)]:
            return [Reason("type", tuple(met), Answer.MET)]
        is_cluster_of_one = any(one.parent_id == named.pk for one in self.types)
        answer = Answer.UNSAID if is_cluster_of_one else Answer.UNMET
        return [Reason("type", self.types, answer)]

    def _of_topics(self, named: set[Topic]) -> list[Reason]:
        if not self.topics:
            return []
        if met := [one for one in self.topics if one in named]:
            return [Reason("topic", tuple(met), Answer.MET)]
        return [Reason("topic", self.topics, Answer.UNMET if named else Answer.UNSAID)]

    def _of_severity(self, rated: int | None) -> list[Reason]:
        if not self.lowest_severity:
            return []
        if rated is None:
            answer = Answer.UNSAID
        else:
            answer = Answer.MET if rated >= self.lowest_severity else Answer.UNMET
        return [Reason("severity", (self.lowest,), answer)]


@dataclass(slots=True)
class Fit:
    """A playbook and an incident, and why they stand beside each other."""

    page: Any
    incident: Any
    reasons: list[Reason] = field(default_factory=list)

    def _with(self, answer: Answer) -> list[Reason]:
        return [reason for reason in self.reasons if reason.answer == answer]

    @property
    def met(self) -> list[Reason]:
        """The conditions that agree."""
        return self._with(Answer.MET)

    @property
    def unsaid(self) -> list[Reason]:
        """The conditions on which nothing is recorded yet."""
        return self._with(Answer.UNSAID)

    @property
    def unmet(self) -> list[Reason]:
        """The conditions that do not agree."""
        return self._with(Answer.UNMET)

    @property
    def rank(self) -> tuple[int, int]:
        """What fits are sorted by: more that agrees first, then less that does not."""
        return -len(self.met), len(self.unmet)


@dataclass(frozen=True, slots=True)
class Playbook:
    """A playbook in all its translations: the page this reader reads, and what it is meant for."""

    page: Any
    conditions: Conditions


def playbooks(user: User, *keys: UUID) -> list[Playbook]:
    """Return the published playbooks this person may see, or those with keys; three queries.

    By title, each in the reader's language where there is a page in it.
    """
    pages = PlaybookPage.objects.visible_to(user)
    return _together(pages.filter(translation_key__in=keys) if keys else pages)


def playbooks_for(incident: Incident, topics: Iterable[Topic], user: User) -> list[Playbook]:
    """Return those of them that may fit an incident; one query when there are none."""
    kind = incident.crisis_type
    types = [key for key in (kind and kind.pk, kind and kind.parent_id) if key]
    about = Q(crisis_types__in=types) | Q(topics__in=[topic.pk for topic in topics])
    if incident.severity:
        about |= Q(crisis_types=None, topics=None, lowest_severity__lte=incident.severity)
    named = PlaybookPage.objects.filter(about).values("translation_key")
    return _together(PlaybookPage.objects.visible_to(user).filter(translation_key__in=named))


def _together(pages: Any) -> list[Playbook]:
    pages = pages.select_related("locale").prefetch_related("crisis_types", "topics")
    together: dict[UUID, list[Any]] = {}
    for page in pages.order_by("path"):
        together.setdefault(page.translation_key, []).append(page)
    content = current_reader().content
    found = []
    for translations in together.values():
        read_first = [one for one in translations if one.locale.language_code == content]
        found.append(Playbook((read_first or translations)[0], _conditions(translations)))
    return sorted(found, key=lambda one: (one.page.title, one.page.pk))


def _conditions(pages: Iterable[Any]) -> Conditions:
    types: dict[int, CrisisType] = {}
    topics: dict[int, Topic] = {}
    lowest = []
    for page in pages:
        types |= {one.pk: one for one in page.crisis_types.all()}
        topics |= {one.pk: one for one in page.topics.all()}
        lowest += [page.lowest_severity] if page.lowest_severity else []
    return Conditions(
        tuple(sorted(types.values(), key=lambda one: (one.order, one.key))),
        tuple(sorted(topics.values(), key=lambda one: (one.order, one.key))),
        min(lowest, default=None),
    )


def fits_of(incident: Incident, topics: Iterable[Topic], known: Iterable[Playbook]) -> list[Fit]:
    """Return which of some playbooks an incident names, what agrees most first."""
    named = list(topics)
    found = []
    for one in known:
        reasons = one.conditions.held_against(incident, named)
        if reasons is not None:
            found.append(Fit(one.page, incident, reasons))
    return sorted(found, key=lambda fit: fit.rank)


def open_incidents_of(one: Playbook, user: User) -> list[Fit]:
    """Return the open incidents this person may see that a playbook fits, what agrees most first.

    Of very many only the latest are looked at; two queries.
    """
    conditions = one.conditions
    if not conditions:
        return []
    types = [term.pk for term in conditions.types]
    about = Q(crisis_type__in=types) | Q(crisis_type__parent__in=types)
    about |= Q(topics__in=[term.pk for term in conditions.topics])
    incidents = Incident.objects.visible_to(user).open()
    if conditions.types or conditions.topics:
        incidents = incidents.filter(pk__in=Incident.objects.filter(about).values("pk"))
    if conditions.lowest_severity:
        grave = Q(severity__gte=conditions.lowest_severity) | Q(severity=None)
        incidents = incidents.filter(grave)
    latest = incidents.latest_first().select_related("crisis_type__parent")
    found = []
    for incident in latest.prefetch_related("topics")[:MOST_LOOKED_AT]:
        reasons = conditions.held_against(incident, incident.topics.all())
        if reasons is not None:
            found.append(Fit(one.page, incident, reasons))
    return sorted(found, key=lambda fit: fit.rank)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure as a checklist takes it over: its words in both writings."""

    key: UUID
    phase: Bilingual
    title: Bilingual
    owner: Bilingual
    due_after: int | None


def measures_of(key: UUID, user: User) -> tuple[Bilingual, list[Measure]]:
    """Return the title and the measures of a published playbook in both writings.

    In the order of the page this reader reads. What is due when, is what that page says, else what
    another says. Nothing of a playbook this person may not see.
    """
    pages = PlaybookPage.objects.visible_to(user).filter(translation_key=key)
    pages = list(pages.select_related("locale").order_by("path"))
    half = current_reader().half
    pages.sort(key=lambda page: _half(page.locale.language_code) != half)
    rows: dict[UUID, dict[str, tuple[Any, Any]]] = {}
    titles: dict[str, str] = {}
    for page in pages:
        in_half = _half(page.locale.language_code)
        titles.setdefault(in_half, page.title)
        for phase in page.phases.all():
            for measure in phase.measures.all():
                rows.setdefault(measure.translation_key, {})[in_half] = (phase, measure)
    found = [_measure(measure_key, halves) for measure_key, halves in rows.items()]
    return Bilingual(titles.get("en", ""), titles.get("zh", "")), found


def _measure(key: UUID, halves: dict[str, tuple[Any, Any]]) -> Measure:
    def both(place: int, name: str) -> Bilingual:
        text = {half: getattr(pair[place], name) for half, pair in halves.items()}
        return Bilingual(text.get("en", ""), text.get("zh", ""))

    due = [measure.due_after for _phase, measure in halves.values() if measure.due_after]
    return Measure(
        key, both(0, "title"), both(1, "title"), both(1, "owner"), due[0] if due else None
    )


def _half(language: str) -> str:
    return "zh" if language.startswith("zh") else "en"


def shown_title(value: Bilingual) -> str:
    """Return a title as plain text for this reader, for forms."""
    return read(value, current_reader()).text
