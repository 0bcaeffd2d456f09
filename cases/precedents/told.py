"""What happened in a few incidents: what was tried, how soon, how it ended, what refers to it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from cases.choices import EventKind
from cases.guidance import ShownLesson, shown_lessons
from cases.models import Event, Incident, Lesson, Outcome, Response
from cases.precedents.permission import only_supported
from cases.timeline.delay_text import delay_text
from cases.timeline.delays import Delay, delay
from cases.timeline.firsts import SIGNALS, day_zero, first_statement
from kb.permissions import User


@dataclass
class Told:
    """One incident as a precedent: responses and outcomes in order, lessons with their targets.

    `first_statement` is the time from the first public signal, None where it is not known.
    """

    incident: Any
    responses: list[Any] = field(default_factory=list)
    outcomes: list[Any] = field(default_factory=list)
    lessons: list[ShownLesson] = field(default_factory=list)
    first_statement: Delay | None = None

    @property
    def first_statement_text(self) -> str:
        """The time to the first statement in the reader's words."""
        return delay_text(self.first_statement)


def told(pks: Sequence[int], request: Any) -> dict[int, Told]:
    """Return incidents that the person of the request may see, as far as they may know of each.

    As many queries for many incidents as for one.
    """
    user = request.user
    rows = Incident.objects.filter(pk__in=pks).select_related("crisis_type")
    found = {incident.pk: Told(incident) for incident in rows.order_by()}
    keys = list(found)
    for response in _responses(keys, user):
        found[response.incident_id].responses.append(response)
    for outcome in _outcomes(keys, user):
        found[outcome.incident_id].outcomes.append(outcome)
    lessons = Lesson.objects.filter(incident__in=keys).order_by("sort_order", "pk")
    for lesson in shown_lessons(lessons, request):
        found[lesson.lesson.incident_id].lessons.append(lesson)
    events = _events(keys, user)
    for pk, one in found.items():
        one.first_statement = delay(
            day_zero(events[pk]).when, first_statement(events[pk], one.responses).when
        )
    return found


def _responses(keys: Iterable[int], user: User) -> Any:
    rows = only_supported(Response.objects.filter(incident__in=keys), user).by_time()
    return rows.select_related("channel").prefetch_related("strategies")


def _outcomes(keys: Iterable[int], user: User) -> Any:
    rows = only_supported(Outcome.objects.filter(incident__in=keys), user).by_time()
    return rows.select_related("kind")


def _events(keys: Iterable[int], user: User) -> dict[int, list[Any]]:
    """Return the events that a day zero or a first statement may be, by incident."""
    found: dict[int, list[Any]] = defaultdict(list)
    kinds = [*SIGNALS, EventKind.STATEMENT]
    rows = only_supported(Event.objects.filter(incident__in=keys, kind__in=kinds), user)
    for event in rows.order_by():
        found[event.incident_id].append(event)
    return found
