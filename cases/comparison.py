"""Several incidents side by side: the same questions asked of each, and where answers differ."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.dossier import Dossier
from cases.timeline.answers import FirstAnswer, first_answer
from cases.timeline.course import Entry, entries_of
from kb.records.spans import Span

MOST = 4


@dataclass(frozen=True, slots=True)
class Step:
    """One fact on the common axis: on which day after day zero it was, in words."""

    entry: Entry
    day: str


@dataclass(frozen=True, slots=True)
class Column:
    """One of the incidents, with its topics, in time from its own day zero."""

    dossier: Dossier
    topics: tuple[Any, ...]
    answer: FirstAnswer
    steps: tuple[Step, ...]

    @property
    def incident(self) -> Any:
        """The incident itself."""
        return self.dossier.incident

    @property
    def strategies(self) -> list[Any]:
        """The strategies in the order in which they were used, without repeats in a row."""
        used: list[Any] = []
        for response in self.dossier.responses:
            for strategy in response.strategies.all():
                if not used or used[-1] != strategy:
                    used.append(strategy)
        return used

    @property
    def channels(self) -> list[Any]:
        """The channels of its responses, each once, in the order of their first use."""
        found = (one.channel for one in self.dossier.responses if one.channel is not None)
        return list(dict.fromkeys(found))

    @property
    def endings(self) -> list[Any]:
        """The kinds of its outcomes, each once."""
        return list(dict.fromkeys(one.kind for one in self.dossier.outcomes if one.kind))


@dataclass(frozen=True, slots=True)
class Row:
    """One question to all: its label, how an answer is shown, the columns, and if they differ."""

    label: str | Promise
    shown: str
    columns: Sequence[Column]
    differs: bool


@dataclass(frozen=True, slots=True)
class _Question:
    label: str | Promise
    shown: str
    key: Callable[[Column], Hashable]


def _span_key(span: Span) -> Hashable:
    return (span.start, span.end)


def _people(column: Column) -> Hashable:
    return frozenset(
        (one.role, one.person_id, one.organisation_id, one.group_en, one.group_zh)
        for one in column.dossier.involvements
    )


QUESTIONS = (
    _Question(gettext_lazy("Began"), "began", lambda one: _span_key(one.incident.began)),
    _Question(gettext_lazy("Ended"), "ended", lambda one: _span_key(one.incident.ended)),
    _Question(gettext_lazy("Status"), "status", lambda one: one.incident.status),
    _Question(gettext_lazy("Certainty"), "certainty", lambda one: one.incident.certainty),
    _Question(gettext_lazy("Cluster"), "cluster", lambda one: one.incident.crisis_type_id),
    _Question(gettext_lazy("Severity"), "severity", lambda one: one.incident.severity),
    _Question(
        gettext_lazy("Topics"), "topics", lambda one: frozenset(topic.key for topic in one.topics)
    ),
    _Question(gettext_lazy("Who"), "who", _people),
    _Question(gettext_lazy("First public signal"), "zero", lambda one: one.answer.zero.when.start),
    _Question(gettext_lazy("Time to first statement"), "answer", lambda one: one.answer.passed),
    _Question(
        gettext_lazy("Strategies in order"),
        "strategies",
        lambda one: tuple(strategy.pk for strategy in one.strategies),
    ),
    _Question(
        gettext_lazy("Channels"),
        "channels",
        lambda one: frozenset(channel.pk for channel in one.channels),
    ),
    _Question(
        gettext_lazy("How it ended"),
        "endings",
        lambda one: frozenset(kind.pk for kind in one.endings),
    ),
)


def column(dossier: Dossier) -> Column:
    """Return one incident as a column, from what its reader may know of it."""
    answer = first_answer(dossier.events, dossier.responses)
    steps = tuple(
        Step(entry, day_text(days_after(answer.zero.when, entry.fact.when)))
        for entry in entries_of([*dossier.events, *dossier.responses])
    )
    return Column(dossier, tuple(dossier.incident.topics.all()), answer, steps)


def rows(columns: Sequence[Column]) -> tuple[list[Row], list[Row]]:
    """Return the questions whose answers differ, then those on which all agree."""
    asked = [
        Row(one.label, one.shown, columns, len({one.key(column) for column in columns}) > 1)
        for one in QUESTIONS
    ]
    return [row for row in asked if row.differs], [row for row in asked if not row.differs]


def days_after(zero: Span, when: Span) -> tuple[int, int] | None:
    """Return how many local days after day zero something was at least and at most.

    None when either time is unknown. What is known to the day, after a day zero known to the day,
    has twice the same number.
    """
    if zero.start is None or zero.end is None or when.start is None or when.end is None:
        return None
    first, last = _days(zero)
    earliest, latest = _days(when)
    return earliest - last, latest - first


def _days(span: Span) -> tuple[int, int]:
    assert span.start is not None
    assert span.end is not None
    # An end is exclusive: midnight belongs to the day before it.
    last = max(span.start, span.end - timedelta(microseconds=1))
    return timezone.localdate(span.start).toordinal(), timezone.localdate(last).toordinal()


def day_text(days: tuple[int, int] | None) -> str:
    """Return days after day zero in the reader's words."""
    if days is None:
        return _("day not known")
    least, most = days
    if least == most:
        return _("day %(number)s") % {"number": _signed(least)}
    return _("day %(least)s to %(most)s") % {"least": _signed(least), "most": _signed(most)}


def _signed(number: int) -> str:
    return "0" if number == 0 else f"{'+' if number > 0 else '−'}{abs(number)}"
