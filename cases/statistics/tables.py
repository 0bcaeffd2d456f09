"""Counts as tables: lines by one question, or crossed by two; each number leads to its rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from cases.statistics.few import is_few, percent
from cases.statistics.tallies import NOTHING, Count

# Returns the address of the rows under some choices, such as (("channel", "forum"),).
Address = Callable[[Iterable[tuple[str, str]]], str]


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a question: `below` says that it belongs to the choice above it."""

    value: str
    label: str | Promise
    below: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One choice with its count and the address of what it counts."""

    choice: Choice
    count: Count
    address: str

    @property
    def is_few(self) -> bool:
        """Whether there are too few to compare."""
        return is_few(self.count)


@dataclass(frozen=True, slots=True)
class Cell:
    """What two choices have in common; `percent` is its share of the line, None for too few."""

    column: Choice
    count: Count
    percent: int | None
    address: str


@dataclass(frozen=True, slots=True)
class CrossedLine:
    """One line of a crossed table: the whole of it, and its cells in the order of the columns."""

    whole: Line
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """Counts by one question; `base` is what they are counted of."""

    name: str
    base: Line
    lines: list[Line]

    @property
    def is_few(self) -> bool:
        """Whether there are too few in all to compare."""
        return self.base.is_few

    @property
    def has_few(self) -> bool:
        """Whether there are too few in one of the lines, though not in all."""
        return not self.is_few and any(line.is_few for line in self.lines)


@dataclass(frozen=True, slots=True)
class CrossedTable:
    """Counts by two questions; `base` is what they are counted of."""

    name: str
    base: Line
    columns: list[Choice]
    lines: list[CrossedLine]

    @property
    def is_few(self) -> bool:
        """Whether there are too few in all to compare."""
        return self.base.is_few

    @property
    def has_few(self) -> bool:
        """Whether there are too few in one of the lines, though not in all."""
        return not self.is_few and any(line.whole.is_few for line in self.lines)


def table(
    name: str,
    base: Line,
    choices: Sequence[Choice],
    counts: dict[tuple[str, ...], Count],
    address: Address,
) -> Table:
    """Return the choices that anything stands under, in their own order, never by size."""
    return Table(name, base, _lines(name, choices, counts, address))


def crossed(
    across: tuple[str, Sequence[Choice]],
    down: tuple[str, Sequence[Choice]],
    base: Line,
    whole: dict[tuple[str, ...], Count],
    counts: dict[tuple[str, ...], Count],
    address: Address,
) -> CrossedTable:
    """Return one line for each choice `down`, with a cell for each choice `across`.

    `across` and `down` are a question each with its choices; `whole` counts those down alone,
    `counts` the pairs (across, down). Columns with nothing in any line are left out.
    """
    (column_name, all_columns), (line_name, choices) = across, down
    lines = _lines(line_name, choices, whole, address)
    shown = {line.choice.value for line in lines}
    there = {pair[0] for pair in counts if pair[1] in shown}
    columns = [one for one in all_columns if one.value in there]

    def cell(line: Line, column: Choice) -> Cell:
        count = counts.get((column.value, line.choice.value), NOTHING)
        pair = ((column_name, column.value), (line_name, line.choice.value))
        return Cell(column, count, percent(count, line.count), address(pair))

    rows = [CrossedLine(line, [cell(line, column) for column in columns]) for line in lines]
    return CrossedTable(f"{column_name}-{line_name}", base, columns, rows)


def _lines(
    name: str,
    choices: Sequence[Choice],
    counts: dict[tuple[str, ...], Count],
    address: Address,
) -> list[Line]:
    return [
        Line(choice, count, address(((name, choice.value),)))
        for choice in choices
        if (count := counts.get((choice.value,), NOTHING)).responses
    ]


def choices_of(rows: Iterable[Any], *, value: str = "key", nested: bool = True) -> list[Choice]:
    """Return the terms of a vocabulary as choices, those with a parent below it."""
    every = list(rows)
    below: dict[int | None, list[Any]] = {}
    for row in every:
        below.setdefault(row.parent_id if nested else None, []).append(row)
    found = []
    for row in below.get(None, []):
        found.append(Choice(getattr(row, value), row.label))
        found += [Choice(getattr(one, value), one.label, True) for one in below.get(row.pk, [])]
    return found
