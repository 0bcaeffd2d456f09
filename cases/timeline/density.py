"""How much happened when: counts by year and month as bars."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.querysets.months import ALL, UNKNOWN
from kb.records.spans import Span

# The height of the highest bar, in pixels.
HIGHEST = 36


@dataclass(frozen=True, slots=True)
class Bar:
    """A year or month, how much is in it, and where that is listed."""

    label: str
    count: int
    url: str
    height: int
    is_chosen: bool

    @property
    def top(self) -> int:
        """Where the bar begins, from above."""
        return HIGHEST - self.height


@dataclass(frozen=True, slots=True)
class Density:
    """All years, and the months of the chosen one."""

    years: list[Bar]
    months: list[Bar]
    year: str
    all: Bar

    def __bool__(self) -> bool:
        return len(self.years) > 1 or bool(self.months)


def density(counts: Mapping[str, int], chosen: str, address: Callable[[str], str]) -> Density:
    """Return bars for counts by month (see `cases/querysets/months.py`).

    `chosen` is the year or month that is looked at, `address(written)` leads to one.
    """
    by_year: dict[str, int] = {}
    for written, n in counts.items():
        year = written[:4] if written != UNKNOWN else UNKNOWN
        by_year[year] = by_year.get(year, 0) + n
    known = sorted(year for year in by_year if year != UNKNOWN)
    years = _every(known) + ([UNKNOWN] if UNKNOWN in by_year else [])
    year = chosen[:4] if chosen not in ("", UNKNOWN, ALL) else ""
    if not year and len(known) == 1:
        year = known[0]
    return Density(
        _bars({one: by_year.get(one, 0) for one in years}, (year, chosen), address),
        _bars(_months(counts, year), (chosen,), address) if year else [],
        _name(year) if year else "",
        Bar(_name(ALL), sum(counts.values()), address(ALL), 0, chosen in ("", ALL)),
    )


def _every(known: list[str]) -> list[str]:
    """Return all years from first to last, unless most of them would be empty."""
    if not known:
        return []
    every = [f"{year}" for year in range(int(known[0]), int(known[-1]) + 1)]
    return every if len(every) <= max(2 * len(known), 12) else known


def _months(counts: Mapping[str, int], year: str) -> dict[str, int]:
    months = {f"{year}-{n:02}": counts.get(f"{year}-{n:02}", 0) for n in range(1, 13)}
    loose = counts.get(f"{year}-00", 0)
    return months | ({f"{year}-00": loose} if loose else {})


def _bars(
    counts: Mapping[str, int], chosen: tuple[str, ...], address: Callable[[str], str]
) -> list[Bar]:
    most = max(counts.values(), default=0)
    return [
        Bar(
            _name(written),
            n,
            address(written) if n else "",
            max(round(n / most * HIGHEST), 2) if n else 0,
            written in chosen,
        )
        for written, n in counts.items()
    ]


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
