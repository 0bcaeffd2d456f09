"""Several incidents on one axis: of the calendar, or each counted from its own day zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from cases.models import Event, EventActor, Outcome, Response
from cases.timeline.answers import FirstAnswer, first_answer
from cases.timeline.axis import Axis, CalendarAxis, DistanceAxis
from cases.timeline.chart import Chart, extent
from cases.timeline.course import LANES, Entry, entries_of
from cases.timeline.delay_text import delay_text
from cases.timeline.delays import delay
from kb.permissions import User


@dataclass
class Line:
    """One incident on the axis; `chart` is None when it has no place there."""

    number: int
    incident: Any
    entries: list[Entry]
    answer: FirstAnswer
    chart: Chart | None = None

    def address_of(self, fact: Any) -> str:
        """Return where a fact is told."""
        return f"{self.incident.get_absolute_url()}#{fact.key}"


@dataclass(frozen=True, slots=True)
class Moment:
    """One fact of one incident in the common order; `since` is the time since its day zero."""

    line: Line
    entry: Entry
    since: str


def lines_of(incidents: Sequence[Any], user: User, *, align: bool) -> list[Line]:
    """Return incidents with what a reader may see of each; three queries and the actors'."""
    keys = [incident.pk for incident in incidents]
    actors = Prefetch("actors", EventActor.objects.order_by("sort_order", "pk"))
    events = _by_incident(
        Event.objects.select_related("channel").prefetch_related(actors), keys, user
    )
    responses = _by_incident(Response.objects.all(), keys, user)
    outcomes = _by_incident(Outcome.objects.select_related("kind"), keys, user)
    lines = []
    for number, incident in enumerate(incidents, start=1):
        mine = [one.get(incident.pk, []) for one in (events, responses, outcomes)]
        answer = first_answer(mine[0], mine[1])
        lines.append(Line(number, incident, entries_of(chain.from_iterable(mine)), answer))
    _draw(lines, align=align)
    return lines


def moments(lines: Sequence[Line], *, align: bool) -> list[Moment]:
    """Return the facts of all incidents in one order: of the calendar, or of the time since day 0.

    What has no place in that order stands last.
    """
    found = [Moment(line, entry, _since(line, entry)) for line in lines for entry in line.entries]
    return sorted(found, key=lambda moment: _order(moment, align=align))


def _by_incident(facts: Any, keys: list[int], user: User) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for fact in facts.filter(incident__in=keys).supported_for(user).by_time():
        found.setdefault(fact.incident_id, []).append(fact)
    return found


def _since(line: Line, entry: Entry) -> str:
    zero, when = line.answer.zero, entry.fact.when
    if not zero or not when:
        return ""
    # The fact that day zero is read off is not before or after itself.
    if zero.candidates == (entry.fact,):
        return _("day 0")
    return delay_text(delay(zero.when, when))


def _order(moment: Moment, *, align: bool) -> tuple[bool, float]:
    start, zero = moment.entry.fact.when.start, moment.line.answer.zero.when.start
    if start is None or (align and zero is None):
        return True, 0.0
    return False, (start - zero).total_seconds() if align else start.timestamp()


def _draw(lines: list[Line], *, align: bool) -> None:
    for line, axis in zip(lines, _axes(lines, align=align), strict=True):
        if axis is None:
            continue
        line.chart = Chart(axis)
        for lane in LANES:
            if facts := [entry.fact for entry in line.entries if entry.lane == lane]:
                line.chart.add(lane.value, lane.label, facts, line.address_of)


def _axes(lines: list[Line], *, align: bool) -> list[Axis | None]:
    """Return the axis of each line, all of one scale."""
    ends = [extent([entry.fact.when for entry in line.entries]) for line in lines]
    known = [one for one in ends if one is not None]
    if not align:
        if not known:
            return [None for _line in lines]
        axis = CalendarAxis(min(one[0] for one in known), max(one[1] for one in known))
        return [axis if one else None for one in ends]
    zeros = [line.answer.zero.when.start for line in lines]
    both = [(zero, *one) for zero, one in zip(zeros, ends, strict=True) if zero and one]
    least = min((start - zero for zero, start, _end in both), default=timedelta())
    most = max((end - zero for zero, _start, end in both), default=timedelta())
    return [
        DistanceAxis(zero, least, most) if zero and one else None
        for zero, one in zip(zeros, ends, strict=True)
    ]
