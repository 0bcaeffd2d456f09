"""Honest time in plain Python: a range of instants and how precisely it is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Precision(TextChoices):
    """How precisely a time is known, finest first."""

    MINUTE = "minute", _("minute")
    HOUR = "hour", _("hour")
    PART_OF_DAY = "part_of_day", _("part of a day")
    DAY = "day", _("day")
    WEEK = "week", _("week")
    PART_OF_MONTH = "part_of_month", _("part of a month")
    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    YEAR = "year", _("year")
    UNKNOWN = "unknown", _("unknown")


# Parts of a day by their first hour and length; late night runs into the next day.
PARTS_OF_DAY = {
    "small hours": (0, 5),
    "morning": (5, 7),
    "afternoon": (12, 6),
    "evening": (18, 6),
    "late night": (22, 7),
}
# Parts of a month by their first and last day; 31 stands for the last there is.
PARTS_OF_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}

_CHINESE_PARTS = {
    "凌晨": "small hours",
    "早": "morning",
    "早上": "morning",
    "上午": "morning",
    "下午": "afternoon",
    "晚": "evening",
    "晚上": "evening",
    "晚間": "evening",
    "晚间": "evening",
    "深夜": "late night",
    "上旬": "early",
    "中旬": "mid",
    "下旬": "late",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A time as it is known: `start` inclusive, `end` exclusive, both aware; None only if unknown.

    A span longer than one unit of its precision ("5 to 7 January") keeps the precision of its
    ends. `inferred` gives the reason when no source states the time.
    """

    start: datetime | None = None
    end: datetime | None = None
    precision: str = Precision.UNKNOWN
    inferred: str = ""

    def __bool__(self) -> bool:
        return self.start is not None

    @property
    def first_day(self) -> date | None:
        """The first local day of the span."""
        return None if self.start is None else timezone.localtime(self.start).date()

    @property
    def last_day(self) -> date | None:
        """The last local day of the span, inclusive."""
        if self.end is None:
            return None
        return timezone.localtime(self.end - timedelta(microseconds=1)).date()


def _zone() -> ZoneInfo:
    zone = timezone.get_default_timezone()
    assert isinstance(zone, ZoneInfo)
    return zone


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=_zone())


def days(first: date, last: date) -> tuple[datetime, datetime]:
    """Return the start of a local day and the end (exclusive) of another."""
    return _midnight(first), _midnight(last + timedelta(days=1))


def _month_after(day: date, months: int = 1) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def unit(at: datetime, precision: str) -> tuple[datetime, datetime]:
    """Return the start and end of the unit of this precision that holds an instant.

    For parts of a day the instant must be the start of the part ("evening" and "late night"
    overlap); raises ValueError when no part starts then.
    """
    local = timezone.localtime(at, _zone())
    day = local.date()
    if precision == Precision.MINUTE:
        start = local.replace(second=0, microsecond=0)
        return start, start + timedelta(minutes=1)
    if precision == Precision.HOUR:
        start = local.replace(minute=0, second=0, microsecond=0)
        return start, start + timedelta(hours=1)
    if precision == Precision.PART_OF_DAY:
        for first, hours in PARTS_OF_DAY.values():
            if local.hour == first:
                start = _midnight(day) + timedelta(hours=first)
                return start, start + timedelta(hours=hours)
        raise ValueError(f"No part of a day starts at {local:%H:%M}.")
    if precision == Precision.PART_OF_MONTH:
        first, last = next(
            ends for ends in PARTS_OF_MONTH.values() if ends[0] <= day.day <= ends[1]
        )
        end_day = _month_after(day) if last == 31 else day.replace(day=last) + timedelta(days=1)
        return _midnight(day.replace(day=first)), _midnight(end_day)
    if precision == Precision.WEEK:
        monday = day - timedelta(days=day.weekday())
        return _midnight(monday), _midnight(monday + timedelta(days=7))
    if precision == Precision.MONTH:
        return _midnight(day.replace(day=1)), _midnight(_month_after(day))
    if precision == Precision.QUARTER:
        first_month = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        return _midnight(first_month), _midnight(_month_after(first_month, 3))
    if precision == Precision.YEAR:
        return _midnight(date(day.year, 1, 1)), _midnight(date(day.year + 1, 1, 1))
    return _midnight(day), _midnight(day + timedelta(days=1))


def part_of_day(start: datetime, end: datetime) -> str | None:
    """Return the name of the part of a day with these ends, None when there is none."""
    local = timezone.localtime(start, _zone())
    hours = (end - start) / timedelta(hours=1)
    return next((name for name, ends in PARTS_OF_DAY.items() if ends == (local.hour, hours)), None)


def part_of_month(start: datetime) -> str:
    """Return "early", "mid" or "late" for the part of a month that starts here."""
    day = timezone.localtime(start, _zone()).day
    return next(name for name, (first, last) in PARTS_OF_MONTH.items() if first <= day <= last)


def units(span: Span) -> tuple[tuple[datetime, datetime], tuple[datetime, datetime]] | None:
    """Return the first and the last unit of a span (equal for a single one), None if unknown."""
    if span.start is None or span.end is None:
        return None
    if span.precision == Precision.PART_OF_DAY:
        if part_of_day(span.start, span.end):
            return (span.start, span.end), (span.start, span.end)
        last = max(
            (
                (start, start + timedelta(hours=hours))
                for first, hours in PARTS_OF_DAY.values()
                for start in [span.end - timedelta(hours=hours)]
                if timezone.localtime(start, _zone()).hour == first
            ),
            default=(span.start, span.end),
        )
        return unit(span.start, Precision.PART_OF_DAY), last
    return unit(span.start, span.precision), unit(
        span.end - timedelta(microseconds=1), span.precision
    )


_TYPED = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-?Q(?P<quarter>[1-4])|-?W(?P<week>\d{1,2})"
    r"|-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?"
    r"(?:[ T](?P<hour>\d{1,2})(?::(?P<minute>\d{2})|h)| ?(?P<part>[a-z一-鿿][a-z 一-鿿]*))?",
    re.IGNORECASE,
)


def _typed_unit(text: str) -> tuple[datetime, datetime, str]:
    match = _TYPED.fullmatch(text)
    if not match:
        raise ValueError(text)
    found = match.groupdict()
    year, month, day = int(found["year"]), found["month"], found["day"]
    part = (found["part"] or "").strip().lower()
    part = _CHINESE_PARTS.get(part, part)
    if found["hour"] and not day:
        raise ValueError(text)
    if found["quarter"]:
        at, precision = date(year, int(found["quarter"]) * 3 - 2, 1), Precision.QUARTER
    elif found["week"]:
        at, precision = date.fromisocalendar(year, int(found["week"]), 1), Precision.WEEK
    elif not month:
        at, precision = date(year, 1, 1), Precision.YEAR
    elif not day:
        at, precision = date(year, int(month), 1), Precision.MONTH
    else:
        at, precision = date(year, int(month), int(day)), Precision.DAY
    if found["hour"]:
        precision = Precision.MINUTE if found["minute"] else Precision.HOUR
        moment = datetime(
            at.year, at.month, at.day, int(found["hour"]), int(found["minute"] or 0), tzinfo=_zone()
        )
        return *unit(moment, precision), precision
    if part:
        if precision == Precision.DAY and part in PARTS_OF_DAY:
            first, hours = PARTS_OF_DAY[part]
            start = _midnight(at) + timedelta(hours=first)
            return start, start + timedelta(hours=hours), Precision.PART_OF_DAY
        if precision == Precision.MONTH and part in PARTS_OF_MONTH:
            start = _midnight(at.replace(day=PARTS_OF_MONTH[part][0]))
            return *unit(start, Precision.PART_OF_MONTH), Precision.PART_OF_MONTH
        raise ValueError(text)
    return *unit(_midnight(at), precision), precision


def parse_typed(text: str, inferred: str = "") -> Span:
    """Read a time as editors type it; an empty text is an unknown time.

    Forms: `2026`, `2026-Q1`, `2026-01`, `2026-01 early` (mid, late, 上旬 ...), `2026-W02`,
    `2026-01-07`, `2026-01-07 evening` (small hours, morning, afternoon, late night, 晚 ...),
    `2026-01-07 21h`, `2026-01-07 21:30`, and two of one kind with `..` between them.
    Raises ValueError with a sentence for the editor.
    """
    text = text.strip()
    if not text:
        return Span(inferred=inferred)
    first, _dots, last = text.partition("..")
    try:
        start, end, precision = _typed_unit(first.strip())
        if last:
            last_start, end, last_precision = _typed_unit(last.strip())
            if last_precision != precision or last_start < start:
                raise ValueError(text)
    except (ValueError, OverflowError) as error:
        raise ValueError(
            _(
                "“%(text)s” is not a time. Write 2026, 2026-Q1, 2026-01, 2026-01 early, "
                "2026-01-07, 2026-01-07 evening, 2026-01-07 21:30, or a range such as "
                "2026-01-05..2026-01-07."
            )
            % {"text": text}
        ) from error
    return Span(start, end, precision, inferred)


def _as_typed_unit(start: datetime, end: datetime, precision: str) -> str:
    local = timezone.localtime(start, _zone())
    match precision:
        case Precision.MINUTE:
            return f"{local:%Y-%m-%d %H:%M}"
        case Precision.HOUR:
            return f"{local:%Y-%m-%d %H}h"
        case Precision.PART_OF_DAY:
            return f"{local:%Y-%m-%d} {part_of_day(start, end)}"
        case Precision.WEEK:
            year, week, _weekday = local.isocalendar()
            return f"{year}-W{week:02}"
        case Precision.PART_OF_MONTH:
            return f"{local:%Y-%m} {part_of_month(start)}"
        case Precision.MONTH:
            return f"{local:%Y-%m}"
        case Precision.QUARTER:
            return f"{local.year}-Q{(local.month + 2) // 3}"
        case Precision.YEAR:
            return f"{local.year}"
    return f"{local:%Y-%m-%d}"


def as_typed(span: Span) -> str:
    """Return the text that `parse_typed` reads back into this span."""
    ends = units(span)
    if ends is None:
        return ""
    first, last = (_as_typed_unit(*pair, span.precision) for pair in ends)
    return first if first == last else f"{first}..{last}"


def now() -> Span:
    """Return this minute."""
    return Span(*unit(timezone.now(), Precision.MINUTE), Precision.MINUTE)
