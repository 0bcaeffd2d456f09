"""From what a date says to the days it means, seen from the day the text was written.

What has no year is the latest not after the reference; 今年 and 后天 may lie ahead. See docs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, datetime, time, timedelta

from django.utils import timezone

from kb.importing.dates.fields import WEEKEND, Fields, ImpossibleDate

PARTS_OF_DAY = {
    "small hours": (0, 5),
    "morning": (5, 7),
    "afternoon": (12, 6),
    "evening": (18, 6),
    "late night": (22, 7),
}
PARTS_OF_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
# How far back a day that not every year has is looked for: 29 February.
_YEARS_BACK = 9
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of local time: `start` inclusive, `end` exclusive."""

    start: datetime
    end: datetime
    precision: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The moment a text is read from; a day alone has no time of day to count hours from."""

    at: datetime
    has_time: bool = False

    @property
    def day(self) -> date:
        """The day of the reference."""
        return self.at.date()


def resolve(given: Fields, reference: Reference | None, after: date | None = None) -> Stretch:
    """Return the time that some fields mean.

    With `after`, what is not fully written is the earliest from that day on: the end of a range.
    Raises ImpossibleDate for what is no time, and for what cannot be told without a reference.
    """
    try:
        stretch = _period(given, reference, after)
        if given.week_of and stretch.precision == "day":
            stretch = _week(stretch.start.date())
        return _at_clock(stretch, given) if given.has_clock else stretch
    except (OverflowError, ValueError) as error:
        raise ImpossibleDate(str(error)) from error


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _days(first: date, last: date, precision: str = "day") -> Stretch:
    return Stretch(_midnight(first), _midnight(last) + _DAY, precision)


def _week(day: date, shift: int = 0) -> Stretch:
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
    return _days(monday, monday + timedelta(days=6), "week")


def _months(year: int, first: int, count: int, precision: str) -> Stretch:
    index = year * 12 + first - 1
    last = index + count
    if not 1 <= index // 12 <= last // 12 < MAXYEAR or not 1 <= first <= 12:
        raise ImpossibleDate(f"{year}-{first}")
    start, end = (date(at // 12, at % 12 + 1, 1) for at in (index, last))
    return Stretch(_midnight(start), _midnight(end), precision)


def _month_shifted(day: date, months: int) -> tuple[int, int]:
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def _period(given: Fields, reference: Reference | None, after: date | None) -> Stretch:
    """Return the period without the time of day."""
    if given.year is not None and given.year_shift is None:
        return _in_year(given.year, given)
    if given.decade is not None and (given.decade > 100 or reference is None):
        return _months(given.decade if given.decade > 100 else 1900 + given.decade, 1, 120, "year")
    if reference is None:
        raise ImpossibleDate("no reference")
    today = reference.day
    if given.decade is not None:
        century = today.year // 100 * 100
        year = century + given.decade
        return _months(year if year <= today.year else year - 100, 1, 120, "year")
    if given.ago is not None:
        return _ago(*given.ago, reference)
    if given.days is not None:
        day = today + timedelta(days=given.days)
        return _days(day, day)
    if given.year_shift is not None:
        return _in_year(today.year + given.year_shift, given)
    if given.quarter_shift is not None:
        year, month = _month_shifted(
            today.replace(month=(today.month - 1) // 3 * 3 + 1), given.quarter_shift * 3
        )
        return _months(year, month, 3, "quarter")
    if given.month_shift is not None:
        year, month = _month_shifted(today, given.month_shift)
        return _in_year(year, replace(given, month=month))
    if given.beside is not None:
        step = 1 if given.beside > 0 else -1
        year, month = _month_shifted(today, step)
        while month != given.month:
            year, month = _month_shifted(date(year, month, 1), step)
        return _in_year(year, given)
    if given.weekday is not None and given.day is None and given.month is None:
        return _weekday(given, today, after)
    if given.week is not None:
        return _week(today, given.week)
    return _nearest(given, today, after)


def _ago(count: int, unit: str, reference: Reference) -> Stretch:
    today = reference.day
    if unit in ("minute", "hour"):
        if not reference.has_time:
            raise ImpossibleDate("no time of day to count from")
        step = timedelta(minutes=1) if unit == "minute" else timedelta(hours=1)
        at = reference.at - count * step
        start = at.replace(second=0, microsecond=0)
        start = start.replace(minute=0) if unit == "hour" else start
        return Stretch(start, start + step, unit)
    if unit == "day":
        day = today - timedelta(days=count)
        return _days(day, day)
    if unit == "week":
        return _week(today, -count)
    if unit == "month":
        return _months(*_month_shifted(today, -count), 1, "month")
    return _months(today.year - count, 1, 12, "year")


def _weekday(given: Fields, today: date, after: date | None) -> Stretch:
    wanted = 5 if given.weekday == WEEKEND else given.weekday or 0
    if given.week is not None:
        day = _week(today, given.week).start.date() + timedelta(days=wanted)
    elif after is not None:
        day = after + timedelta(days=(wanted - after.weekday()) % 7)
    else:
        day = today - timedelta(days=(today.weekday() - wanted) % 7)
    return _days(day, day + _DAY if given.weekday == WEEKEND else day)


def _in_year(year: int, given: Fields) -> Stretch:
    """Return what the fields mean in a year."""
    month = {"start": 1, "end": 12}.get(given.edge or "", given.month)
    if given.half is not None:
        return _months(year, 1 + 6 * (given.half - 1), 6, "year")
    if given.quarter is not None:
        return _months(year, 1 + 3 * (given.quarter - 1), 3, "quarter")
    if month is None:
        return _months(year, 1, 12, "year")
    whole = _months(year, month, 1, "month")
    first = whole.start.date()
    if given.day is not None:
        day = first.replace(day=given.day)
        return _days(day, day)
    if given.thirds is not None:
        start, end = PARTS_OF_MONTH[given.thirds]
        last = (whole.end - _DAY).day if end == 31 else end
        return _days(first.replace(day=start), first.replace(day=last), "part_of_month")
    return whole


def _nearest(given: Fields, today: date, after: date | None) -> Stretch:
    """Return the latest not after today, or the earliest from a day on."""
    impossible: ImpossibleDate | None = None
    for year, fields in _candidates(given, after or today, 1 if after else -1):
        try:
            stretch = _in_year(year, fields)
        except ValueError as error:
            impossible = ImpossibleDate(str(error))
            continue
        start = stretch.start.date()
        if (start <= today) if after is None else (start >= after):
            return stretch
    raise impossible or ImpossibleDate("no such day")


def _candidates(given: Fields, day: date, step: int) -> Iterator[tuple[int, Fields]]:
    """Yield years and fields, from a day on, backwards or forwards."""
    in_some_month = given.day is not None or given.thirds is not None
    if given.month is None and in_some_month:
        for months in range(13):
            year, month = _month_shifted(day, months * step)
            yield year, replace(given, month=month)
    else:
        for years in range(_YEARS_BACK):
            yield day.year + years * step, given


def _at_clock(stretch: Stretch, given: Fields) -> Stretch:
    """Return the time of day on the day that a stretch is."""
    if stretch.precision != "day" or stretch.end - stretch.start != _DAY:
        raise ImpossibleDate("a time of day needs one day")
    start = stretch.start
    if given.hour is None and not given.noon:
        first, hours = PARTS_OF_DAY[given.part or ""]
        start += timedelta(hours=first)
        return Stretch(start, start + timedelta(hours=hours), "part_of_day")
    start += timedelta(hours=_hour(given.hour, given.part, noon=bool(given.noon)))
    if given.minute is None:
        return Stretch(start, start + timedelta(hours=1), "hour")
    if given.minute > 59:
        raise ImpossibleDate(f"minute {given.minute}")
    start += timedelta(minutes=given.minute)
    if given.offset is not None:
        aware = start.replace(tzinfo=timezone.get_fixed_timezone(given.offset))
        start = timezone.localtime(aware, timezone.get_default_timezone()).replace(tzinfo=None)
    return Stretch(start, start + timedelta(minutes=1), "minute")


def _hour(hour: int | None, part: str | None, *, noon: bool) -> int:
    """Return an hour of the day from 0 to 29, since a late night runs into the next day."""
    if hour is None:
        return 12
    if noon:
        hour = hour + 12 if hour <= 2 else hour
    elif part == "small hours":
        hour = 0 if hour == 12 else hour
    elif part == "afternoon":
        hour = hour + 12 if hour < 12 else hour
    elif part == "evening":
        hour = hour + 24 if hour < 5 else hour + 12 if hour <= 12 else hour
    elif part == "late night":
        hour = hour + 24 if hour <= 5 else hour + 12 if hour <= 12 else hour
    within = {"small hours": (0, 6), "morning": (0, 12), "afternoon": (12, 19)}
    first, last = within.get(part or "", (0, 29))
    if not first <= hour <= last or (part is None and hour > 24):
        raise ImpossibleDate(f"hour {hour}")
    return hour
