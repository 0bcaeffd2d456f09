"""Day zero and the first statement of an incident: the earliest of several honest times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from cases.choices import EventKind
from kb.records.spans import Precision, Span

# What the public, or somebody outside, could notice.
SIGNALS = frozenset({EventKind.TRIGGER.value, EventKind.EXPOSURE.value, EventKind.MEDIA.value})


@dataclass(frozen=True, slots=True)
class First:
    """When the first of some facts was, as far as their times tell.

    `when` is empty when none has a time. `candidates` are the facts that may be it, by their
    earliest start; `undated` is how many have no time and might have come earlier still.
    """

    when: Span
    candidates: tuple[Any, ...] = ()
    undated: int = 0

    def __bool__(self) -> bool:
        return bool(self.when)


def first_of(facts: Iterable[Any]) -> First:
    """Return the first of facts with an honest time `when`.

    The earliest of several times lies between the earliest start and the earliest end.
    """
    given = list(facts)
    dated = [fact for fact in given if fact.when.start is not None and fact.when.end is not None]
    undated = len(given) - len(dated)
    if not dated:
        return First(Span(), (), undated)
    dated.sort(key=lambda fact: (fact.when.start, fact.when.end))
    start, end = dated[0].when.start, min(fact.when.end for fact in dated)
    candidates = tuple(fact for fact in dated if fact.when.start < end)
    return First(_span(start, end, candidates), candidates, undated)


def day_zero(events: Iterable[Any]) -> First:
    """Return the first public signal: the earliest trigger, exposure or media coverage.

    `events` have `kind` and `when`. Without a dated signal there is no day zero: when the incident
    is said to have begun is not asked, as it may have begun long before anybody noticed.
    """
    return first_of(event for event in events if event.kind in SIGNALS)


def first_statement(events: Iterable[Any], responses: Iterable[Any]) -> First:
    """Return the first answer: the earliest of the events of kind statement and all responses."""
    spoken = [event for event in events if event.kind == EventKind.STATEMENT]
    return first_of([*spoken, *responses])


def _span(start: datetime, end: datetime, candidates: tuple[Any, ...]) -> Span:
    for fact in candidates:
        if (fact.when.start, fact.when.end) == (start, end):
            found: Span = fact.when
            return found
    return Span(start, end, _precision(start, end))


def _precision(start: datetime, end: datetime) -> str:
    """Return the coarsest of day, hour and minute at whose edges both instants lie."""
    edges = [timezone.localtime(one) for one in (start, end)]
    if not any(edge.minute for edge in edges):
        is_days = not any(edge.hour for edge in edges)
        return Precision.DAY if is_days else Precision.HOUR
    return Precision.MINUTE
