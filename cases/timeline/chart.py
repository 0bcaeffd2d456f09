"""Lanes drawn on an axis: points and bands, stacked where they would cover each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from cases.timeline.axis import Axis
from kb.records.spans import Precision, Span

# In hundredths of the axis: what is narrower is drawn as a point, no band is narrower, and so much
# stays free beside a mark before the next in its row.
POINT, NARROWEST, FREE = 1.4, 1.6, 1.0
# In pixels.
ROW, PADDING = 16, 5
MOST_LEVELS = 8
# What may be drawn as a point when the axis is long; a week or a month stays a band.
POINTS = {Precision.MINUTE, Precision.HOUR, Precision.PART_OF_DAY, Precision.DAY}


@dataclass(frozen=True, slots=True)
class Mark:
    """One fact: a point at `x` or a band from `x`; hundredths across, pixels down."""

    fact: Any
    url: str
    is_point: bool
    x: float
    width: float
    y: int

    @property
    def left(self) -> str:
        """Where it stands, as an attribute of SVG."""
        return f"{self.x:.2f}%"

    @property
    def wide(self) -> str:
        """How wide it is, as an attribute of SVG."""
        return f"{self.width:.2f}%"

    @property
    def top(self) -> int:
        """Where a band of ten pixels begins."""
        return self.y - 5


@dataclass(frozen=True, slots=True)
class Row:
    """One lane, or one lane of one incident."""

    key: str
    label: str | Promise
    marks: list[Mark]
    height: int


@dataclass
class Chart:
    """Rows on one axis, and how many facts have no time to be drawn at."""

    axis: Axis
    rows: list[Row] = field(default_factory=list)
    undated: int = 0

    @property
    def ticks(self) -> list[dict[str, str]]:
        """The lines across, with labels that stay inside at both ends."""
        return [
            {
                "x": f"{tick.place:.2f}%",
                "label": tick.label,
                "anchor": "start" if tick.place < 8 else "end" if tick.place > 92 else "middle",
            }
            for tick in self.axis.ticks
        ]

    def add(
        self, key: str, label: str | Promise, facts: Iterable[Any], url: Callable[[Any], str]
    ) -> None:
        """Draw some facts as one row."""
        given = list(facts)
        dated = sorted((one for one in given if one.when), key=lambda one: one.when.start)
        self.undated += len(given) - len(dated)
        ends: list[float] = []
        marks = [self._mark(fact, url(fact), ends) for fact in dated]
        self.rows.append(Row(key, label, marks, PADDING * 2 + ROW * max(len(ends), 1)))

    def _mark(self, fact: Any, url: str, ends: list[float]) -> Mark:
        """Draw one fact; `ends` says how far each level of the row is taken, and grows."""
        start, end = self.axis.place(fact.when.start), self.axis.place(fact.when.end)
        is_point = end - start < POINT and fact.when.precision in POINTS
        if is_point:
            x, width = (start + end) / 2, 0.0
            left, right = x - POINT / 2, x + POINT / 2
        else:
            x, width = start, max(end - start, NARROWEST)
            left, right = x, x + width
        level = next((at for at, taken in enumerate(ends) if taken <= left), len(ends))
        level = min(level, MOST_LEVELS - 1)
        if level == len(ends):
            ends.append(0.0)
        ends[level] = max(ends[level], right + FREE)
        return Mark(fact, url, is_point, x, width, PADDING + ROW * level + ROW // 2)


def extent(spans: Sequence[Span]) -> tuple[datetime, datetime] | None:
    """Return the earliest start and the latest end of some times; None when none is known."""
    starts = [span.start for span in spans if span.start is not None]
    ends = [span.end for span in spans if span.end is not None]
    return (min(starts), max(ends)) if starts and ends else None
