"""What was chosen in a drill beside what was done: differences first, and no score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.comparison import Column, day_text, days_after
from cases.drills.shown import ShownChoice
from cases.drills.story import Moment, Story
from cases.timeline.delay_text import delay_text
from cases.timeline.delays import delay


@dataclass(frozen=True, slots=True)
class Item:
    """One strategy or channel on one side: how often it was used there, and if on both sides."""

    row: Any
    times: int
    in_both: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One question to both sides; a side is a sentence or a list of items."""

    label: str | Promise
    yours: Any
    done: Any
    differs: bool

    @property
    def is_list(self) -> bool:
        """Whether the sides are lists of items."""
        return isinstance(self.yours, list)


@dataclass(frozen=True, slots=True)
class Beside:
    """A moment, what was chosen at it, and what was done from then until the next one.

    Without a moment: responses from before the first, or without a time, as `label` says.
    """

    moment: Moment | None
    label: str
    choices: Sequence[ShownChoice]
    responses: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Compared:
    """The whole comparison; the numbers are those of the reader's own view."""

    rows: Sequence[Row]
    moments: Sequence[Beside]
    people: int
    answers: int
    responses: int

    @property
    def differing(self) -> list[Row]:
        """The questions with different answers."""
        return [one for one in self.rows if one.differs]

    @property
    def same(self) -> list[Row]:
        """The questions with the same answers."""
        return [one for one in self.rows if not one.differs]


def compared(story: Story, column: Column, choices: Mapping[int, list[ShownChoice]]) -> Compared:
    """Compare answers, by the key of their step, with the responses on record of the same case."""
    given = [one for moment in story.moments for one in choices.get(moment.step.pk, ())]
    said = [one for one in given if not one.choice.waits]
    responses = column.dossier.responses
    rows = [
        _first(story, column, choices),
        _listed(
            gettext_lazy("Strategies"),
            [strategy for one in said for strategy in one.strategies],
            [strategy for one in responses for strategy in one.strategies.all()],
            lambda row: row.code,
        ),
        _listed(
            gettext_lazy("Channels"),
            [one.channel for one in said if one.channel],
            [one.channel for one in responses if one.channel],
            lambda row: row.key,
        ),
    ]
    people = {one.choice.person_id for one in given}
    moments = _beside(story.moments, responses, column, choices)
    return Compared(rows, moments, len(people), len(given), len(responses))


def _first(story: Story, column: Column, choices: Mapping[int, list[ShownChoice]]) -> Row:
    """Compare how long it took until somebody answered; no delay is better by itself."""
    spoke = next(
        (
            moment
            for moment in story.moments
            if any(not one.choice.waits for one in choices.get(moment.step.pk, ()))
        ),
        None,
    )
    yours = _("no answer was given")
    passed = None
    if spoke:
        passed = delay(column.answer.zero.when, spoke.event.when)
        yours = _("%(delay)s, at moment %(number)s") % {
            "delay": delay_text(passed),
            "number": spoke.number,
        }
    done = column.answer.text
    differs = spoke is None or passed is None or passed != column.answer.passed
    return Row(gettext_lazy("Time to first statement"), yours, done, differs)


def _listed(
    label: str | Promise, yours: list[Any], done: list[Any], key: Callable[[Any], Hashable]
) -> Row:
    both = {key(row) for row in yours} & {key(row) for row in done}

    def items(rows: Iterable[Any]) -> list[Item]:
        found = list(rows)
        times = Counter(key(row) for row in found)
        each = {key(row): row for row in found}
        return [Item(row, times[name], name in both) for name, row in each.items()]

    differs = {key(row) for row in yours} != {key(row) for row in done}
    return Row(label, items(yours), items(done), differs)


def _beside(
    moments: Sequence[Moment],
    responses: Sequence[Any],
    column: Column,
    choices: Mapping[int, list[ShownChoice]],
) -> list[Beside]:
    placed: dict[int | None, list[Any]] = {}
    for response in responses:
        placed.setdefault(_place(moments, response), []).append(response)
    found = []
    if early := placed.get(-1):
        found.append(Beside(None, _("Before the first moment"), (), early))
    for index, moment in enumerate(moments):
        day = day_text(days_after(column.answer.zero.when, moment.event.when))
        given = choices.get(moment.step.pk, ())
        found.append(Beside(moment, day, given, placed.get(index, ())))
    if undated := placed.get(None):
        found.append(Beside(None, _("Time not known"), (), undated))
    return found


def _place(moments: Sequence[Moment], response: Any) -> int | None:
    """Return the index of the last moment that had begun, -1 for none, None without a time."""
    start = response.when.start
    if start is None:
        return None
    begun = [
        index
        for index, one in enumerate(moments)
        if one.event.when.start is not None and one.event.when.start <= start
    ]
    return begun[-1] if begun else -1
