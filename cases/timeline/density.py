"""How much happened when: counts by year and month as bars, each of its lanes on the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.querysets.months import ALL, UNKNOWN
from cases.timeline.counting import year_of
from cases.timeline.lanes import Lane
from kb.records.spans import Span

# The height of the highest bar, in pixels.
HIGHEST = 36


@dataclass(frozen=True, slots=True)
class Share:
    """What one lane has of a bar: how much, where it begins from above, and where it is listed."""

    lane: Lane
    count: int
    top: int
    height: int
    url: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A year or month, how much is in it, of each lane, and where that is listed."""

    label: str
    count: int
    url: str
    shares: list[Share]
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Density:
    """All years, the months of the chosen one, and the lanes that anything is in."""

    years: list[Bar]
    months: list[Bar]
    year: str
    all: Bar
    lanes: list[Lane]

    @property
    def counted(self) -> list[Bar]:
        """What is told in numbers: the months of the chosen year, else all years."""
        return [bar for bar in self.months or self.years if bar.count] + [self.all]

    def __bool__(self) -> bool:
        return len(self.years) > 1 or bool(self.months)


def density(
    counts: Mapping[str, Mapping[str, int]], chosen: str, address: Callable[[str, str], str]
) -> Density:
    """Return bars for counts by month and lane (see `cases/timeline/counting.py`).

    `chosen` is the year or month that is looked at, `address(written, lane)` leads to one, and to
    all of its lanes when that is empty.
    """
    by_year: dict[str, dict[str, int]] = {}
    for written, lanes in counts.items():
        year = written[:4] if written != UNKNOWN else UNKNOWN
        there = by_year.setdefault(year, {})
        for lane, n in lanes.items():
            there[lane] = there.get(lane, 0) + n
    known = sorted(year for year in by_year if year != UNKNOWN)
    years = _every(known) + ([UNKNOWN] if UNKNOWN in by_year else [])
    year = year_of(chosen)
    total: dict[str, int] = {}
    for lanes in by_year.values():
        for lane, n in lanes.items():
            total[lane] = total.get(lane, 0) + n
    months = _months(counts, year) if year else {}
    return Density(
        _bars({one: by_year.get(one, {}) for one in years}, (year, chosen), address),
        _bars(months, (chosen,), address),
        _name(year) if year else "",
        _bars({ALL: total}, (chosen or ALL,), address)[0],
        [lane for lane in Lane if lane.value in total],
    )


def _every(known: list[str]) -> list[str]:
    """Return all years from first to last, unless most of them would be empty."""
    if not known:
        return []
    every = [f"{year}" for year in range(int(known[0]), int(known[-1]) + 1)]
    return every if len(every) <= max(2 * len(known), 12) else known


def _months(counts: Mapping[str, Mapping[str, int]], year: str) -> dict[str, Mapping[str, int]]:
    months = {f"{year}-{n:02}": counts.get(f"{year}-{n:02}", {}) for n in range(1, 13)}
    loose = counts.get(f"{year}-00", {})
    return months | ({f"{year}-00": loose} if loose else {})


def _bars(
    counts: Mapping[str, Mapping[str, int]],
    chosen: tuple[str, ...],
    address: Callable[[str, str], str],
) -> list[Bar]:
    sums = {written: sum(lanes.values()) for written, lanes in counts.items()}
    most = max(sums.values(), default=0)
    return [
        Bar(
            _name(written),
            sums[written],
            address(written, "") if sums[written] else "",
            _shares(written, lanes, most, address),
            written in chosen,
        )
        for written, lanes in counts.items()
    ]


def _shares(
    written: str, lanes: Mapping[str, int], most: int, address: Callable[[str, str], str]
) -> list[Share]:
    """Return the lanes of a bar, each on the one before it; a bar is never too low to be seen."""
    total = sum(lanes.values())
    height = max(round(total / most * HIGHEST), 2) if total else 0
    shares, below = [], 0
    for lane in Lane:
        if n := lanes.get(lane.value, 0):
            before, below = below, below + n
            bottom, top = (round(one / total * height) for one in (before, below))
            url = address(written, lane.value)
            shares.append(Share(lane, n, HIGHEST - top, top - bottom, url))
    return shares


def _name(written: str) -> str:
    """Return a year, or a month without its year, in the reader's words."""
    if written == UNKNOWN:
        return _("no time")
    if written == ALL:
        return _("all years")
    is_english = (get_language() or "en") == "en"
    if len(written) == 4:
        return written if is_english else f"{written}年"
    month = int(written[5:])
    if not month:
        return _("no month")
    return formats.date_format(datetime(2000, month, 1), "M") if is_english else f"{month}月"


def month_in_words(written: str) -> str:
    """Return a year or month as a filter says it: "March 2026", "2026, no month"."""
    if len(written) == 4 or written in (UNKNOWN, ALL):
        return _name(written)
    year, month = written[:4], int(written[5:])
    if not month:
        return _("%(year)s, no month") % {"year": _name(year)}
    if (get_language() or "en") == "en":
        return formats.date_format(datetime(int(year), month, 1), "F Y")
    return f"{year}年{month}月"


def month_of(span: Span) -> str:
    """Return the month, or year without a month, that a time lies in, as counts write it."""
    if span.first_day is None or span.last_day is None:
        return UNKNOWN
    first, last = f"{span.first_day:%Y-%m}", f"{span.last_day:%Y-%m}"
    return first if first == last else f"{span.first_day:%Y}-00"
