"""Axes of time: where an instant stands between 0 and 100, and what is written below."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.timeline.delay_text import MONTH, YEAR, length_text
from kb.records.spans import days
from kb.templatetags.times import day

DAY = timedelta(days=1)
MOST_TICKS = 6
STEPS = (
    *(("hour", n, timedelta(hours=n)) for n in (1, 3, 6, 12)),
    *(("day", n, n * DAY) for n in (1, 2)),
    *(("week", n, 7 * n * DAY) for n in (1, 2)),
    *(("month", n, 30 * n * DAY) for n in (1, 3, 6)),
    *(("year", n, 365 * n * DAY) for n in (1, 2, 5, 10, 25, 50)),
)
# No label stands nearer to the one before it, in hundredths of the axis.
APART, FIRST_APART = 9.0, 20.0
EDGE = 2.5
# What the distance from day zero is read off by.
LENGTHS = (DAY, 7 * DAY, MONTH, YEAR, 5 * YEAR, 20 * YEAR)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the lanes and the words below it; `place` in hundredths of the axis."""

    place: float
    label: str


class Axis(Protocol):
    """Places instants; the first and last known ones stand a little inside."""

    ticks: list[Tick]

    def place(self, at: datetime) -> float:
        """Return where an instant stands, 0 to 100."""
        ...


class CalendarAxis:
    """Even time from one instant to another, with days, months or years below."""

    def __init__(self, start: datetime, end: datetime) -> None:
        self.start = start
        self.length = max(end - start, timedelta(hours=1))
        self.ticks: list[Tick] = []
        for at, text in _calendar(start, self.length):
            place = self.place(at)
            # The first label names the year too.
            apart = FIRST_APART if len(self.ticks) == 1 else APART
            if not self.ticks or place - self.ticks[-1].place >= apart:
                self.ticks.append(Tick(place, text))

    def place(self, at: datetime) -> float:
        """Return where an instant stands, 0 to 100."""
        return EDGE + (at - self.start) / self.length * (100 - 2 * EDGE)


class DistanceAxis:
    """Time since day zero, drawn closer the further away: a day, a week, a month, a year.

    A logarithm on both sides of zero, so that the first hours and the outcomes a year later are
    both seen.
    """

    # Below this distance time is nearly even.
    KNEE = 6 * 3600.0

    def __init__(self, zero: datetime, least: timedelta, most: timedelta) -> None:
        self.zero = zero
        self._low = self._bent(min(least, timedelta()))
        self._high = self._bent(max(most, DAY))
        self.ticks = self._ticks()

    def place(self, at: datetime) -> float:
        """Return where an instant stands, 0 to 100."""
        return self.place_of(at - self.zero)

    def place_of(self, passed: timedelta) -> float:
        """Return where a time since day zero stands, 0 to 100."""
        share = (self._bent(passed) - self._low) / (self._high - self._low)
        return EDGE + share * (100 - 2 * EDGE)

    def _bent(self, passed: timedelta) -> float:
        seconds = passed.total_seconds()
        return math.copysign(math.log1p(abs(seconds) / self.KNEE), seconds)

    def _ticks(self) -> list[Tick]:
        named = [(timedelta(), _("day 0")), *_distances()]
        named += [(-one, _("%(length)s before") % {"length": length_text(one)}) for one in LENGTHS]
        kept: list[Tick] = []
        for length, text in named:
            place = self.place_of(length)
            if 0 <= place <= 100 and all(abs(place - one.place) >= APART for one in kept):
                kept.append(Tick(place, text))
        return sorted(kept, key=lambda tick: tick.place)


def _distances() -> list[tuple[timedelta, str]]:
    named = [_("+1 day"), _("+1 week"), _("+1 month"), _("+1 year"), _("+5 years"), _("+20 years")]
    return list(zip(LENGTHS, named, strict=True))


def _calendar(start: datetime, length: timedelta) -> list[tuple[datetime, str]]:
    """Return the round moments of a length of time with their labels, not many more than six."""
    unit, every = next(
        ((unit, every) for unit, every, about in STEPS if length / about <= MOST_TICKS),
        ("year", 100),
    )
    found: list[tuple[datetime, str]] = []
    at = _round(timezone.localtime(start), unit, every)
    while at <= start + length:
        if at >= start:
            found.append((at, _label(at, unit, is_first=not found)))
        at = _next(at, unit, every)
    return found


def _round(local: datetime, unit: str, every: int) -> datetime:
    if unit == "hour":
        return local.replace(hour=local.hour // every * every, minute=0, second=0, microsecond=0)
    first = local.date()
    if unit == "week":
        first -= timedelta(days=first.weekday())
    elif unit == "month":
        first = date(first.year, (first.month - 1) // every * every + 1, 1)
    elif unit == "year":
        first = date(max(first.year // every * every, 1), 1, 1)
    return days(first, first)[0]


def _next(at: datetime, unit: str, every: int) -> datetime:
    local = timezone.localtime(at)
    if unit == "hour":
        return local + timedelta(hours=every)
    first = local.date()
    if unit == "month":
        months = first.year * 12 + first.month - 1 + every
        first = date(months // 12, months % 12 + 1, 1)
    elif unit == "year":
        first = date(first.year + every, 1, 1)
    else:
        first += timedelta(days=every * (7 if unit == "week" else 1))
    return days(first, first)[0]


def _label(at: datetime, unit: str, *, is_first: bool) -> str:
    """Return what is written below a tick: the year only where it is needed."""
    local = timezone.localtime(at)
    is_english = (get_language() or "en") == "en"
    if unit == "hour" and local.hour and not is_first:
        return f"{local:%H:%M}"
    if unit in ("hour", "day", "week"):
        hour = f" {local:%H:%M}" if unit == "hour" and local.hour else ""
        if is_first:
            return day(local) + hour
        short = formats.date_format(local, "j M")
        return short if is_english else f"{local.month}月{local.day}日"
    if unit == "month" and (local.month > 1 and not is_first):
        return formats.date_format(local, "M") if is_english else f"{local.month}月"
    if unit == "month":
        return formats.date_format(local, "M Y") if is_english else f"{local:%Y}年{local.month}月"
    return str(local.year) if is_english else f"{local.year}年"
