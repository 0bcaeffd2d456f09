"""The course of one incident: its facts in order and in lanes, and how soon it was answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cases.timeline.answers import FirstAnswer, first_answer
from cases.timeline.axis import Axis, CalendarAxis, DistanceAxis
from cases.timeline.chart import Chart, extent
from cases.timeline.lanes import Lane, lane_of, narrower_kind, text_of

LANES = (Lane.SIGNAL, Lane.STATEMENT, Lane.ACTION, Lane.MEDIA, Lane.OUTCOME)
# A longer incident is drawn by its distance from day zero, so that the first days can be seen.
EVEN_UP_TO = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact in the order of time, with its lane."""

    fact: Any
    lane: Lane
    kind: Any

    @property
    def name(self) -> str:
        """What the fact is: event, response, outcome, milestone or role."""
        return str(self.fact._meta.model_name)

    @property
    def text(self) -> Any:
        """The fact in words, in both writings."""
        return text_of(self.fact)


@dataclass(frozen=True, slots=True)
class Course:
    """An incident in time; `chart` is None when fewer than two facts have a time."""

    entries: list[Entry]
    chart: Chart | None
    answer: FirstAnswer
    by_distance: bool


def entries_of(facts: Iterable[Any]) -> list[Entry]:
    """Return facts in order of time, unknown times last; equal ones as they came."""
    ordered = sorted(facts, key=lambda fact: _place(fact.when.start))
    return [Entry(fact, lane_of(fact), narrower_kind(fact)) for fact in ordered]


def course(events: Sequence[Any], responses: Sequence[Any], outcomes: Sequence[Any]) -> Course:
    """Return the course of an incident from the facts a reader may see."""
    answer = first_answer(events, responses)
    entries = entries_of([*events, *responses, *outcomes])
    axis = _axis(entries, answer)
    chart = None if axis is None else _drawn(axis, entries)
    return Course(entries, chart, answer, isinstance(axis, DistanceAxis))


def _place(start: datetime | None) -> tuple[bool, float]:
    return (True, 0.0) if start is None else (False, start.timestamp())


def _axis(entries: list[Entry], answer: FirstAnswer) -> Axis | None:
    dated = [entry.fact.when for entry in entries if entry.fact.when]
    ends = extent(dated)
    if ends is None or len(dated) < 2:
        return None
    zero = answer.zero.when.start
    if zero is not None and ends[1] - ends[0] > EVEN_UP_TO:
        return DistanceAxis(zero, ends[0] - zero, ends[1] - zero)
    return CalendarAxis(*ends)


def _drawn(axis: Axis, entries: list[Entry]) -> Chart:
    chart = Chart(axis)
    for lane in LANES:
        facts = [entry.fact for entry in entries if entry.lane == lane]
        chart.add(lane.value, lane.label, facts, lambda fact: f"#{fact.key}")
    chart.undated = sum(not entry.fact.when for entry in entries)
    return chart
