"""Dates in digits alone: 2026-01-06 15:07, 2026/1/6, 20260106, 13/5/2024."""

import re
from datetime import date as calendar_day

from kb.importing.dates.fields import Fields, ImpossibleDate, Read

# What stands before digits that are part of something longer: a version, an address, an amount.
_INSIDE = re.compile(
    r"[0-9A-Za-z_$€£¥#@]\Z|[0-9]\.\Z|[0-9A-Za-z][/-]\Z"
    r"|(?:version|release|build|ver\.?|版本号?|版|page|p\.) \Z",
    re.IGNORECASE,
)
# The thousands of an amount, the minutes of a time.
_REST = re.compile(r"(?<=[0-9],)[0-9]{3}(?![0-9])|(?<=[0-9]:)[0-9]{2}(?![0-9])")
_YEAR_FIRST = re.compile(
    r"(?P<year>1[6-9][0-9]{2}|2[01][0-9]{2}) ?(?P<mark>[-/.]) ?(?P<month>[0-9]{1,2}) ?(?P=mark) ?"
    r"(?P<day>[0-9]{1,2})(?:(?![0-9]|[-/.][0-9])|(?<=[0-9]{2})(?=[0-9]{2}:[0-9]{2}(?![0-9])))"
)
# Month and day alone are one only with a time of day behind.
_BESIDE_TIME = re.compile(
    r"(?P<month>0?[1-9]|1[0-2])[-/](?P<day>0[1-9]|[12][0-9]|3[01])(?= {1,2}[0-9]{1,2}:[0-9]{2})"
)
_COMPACT = re.compile(
    r"(?P<year>19[0-9]{2}|20[0-9]{2})(?P<month>[01][0-9])(?P<day>[0-3][0-9])(?![0-9A-Za-z]|[-/.,][0-9])"
)
_ISO_MONTH = re.compile(
    r"(?P<year>19[0-9]{2}|20[0-9]{2})[-/](?P<month>0[1-9]|1[0-2])(?![0-9]|[-/.:][0-9])"
)
_ISO_WEEK = re.compile(r"(?P<year>(?:19|20)[0-9]{2})-?W(?P<week>[0-5][0-9])(?![0-9])")
_YEAR_LAST = re.compile(
    r"(?P<one>[0-9]{1,2})(?P<mark>[-/.])(?P<two>[0-9]{1,2})(?P=mark)(?P<year>(?:19|20)[0-9]{2})(?![0-9]|[-/.][0-9])"
)
_BESIDE_PART = re.compile(
    r"(?P<month>1[0-2]|[1-9])/(?P<day>3[01]|[12][0-9]|[1-9])"
    r"(?= ?(?:\([一二三四五六日]\)|凌晨|早上|上午|中午|下午|傍晚|晚))"
)
_YEARS = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2}) ?(?:-{1,2}|–|—{1,2}|~|至|到) ?"
    r"(?:(?P<to>(?:19|20)[0-9]{2})|(?P<now>至?今))(?![0-9年]|[-/.,:]?[0-9])"
)
_YEAR_QUARTER = re.compile(r"(?P<year>(?:19|20)[0-9]{2})[- ]?[Qq](?P<quarter>[1-4])(?![0-9A-Za-z])")
_TIME = re.compile(
    r"(?:T| {1,2}|, ?)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?"
    r"(?! ?[APap]\.?[Mm])"
    r"(?: ?(?P<utc>Z|UTC|GMT)(?![A-Za-z])"
    r"| ?(?P<sign>[+-])(?P<hours>[01][0-9]):?(?P<minutes>[0-5][0-9]))?"
    r"(?![0-9:])"
)


# What `date` tries.
BEGINNINGS = (
    *(_YEAR_FIRST, _COMPACT, _BESIDE_PART, _BESIDE_TIME, _YEAR_LAST),
    *(_YEAR_QUARTER, _ISO_WEEK, _ISO_MONTH, _YEARS),
)


def inside_something(text: str, place: int) -> bool:
    """Return whether digits at a place belong to a version, an address, an amount."""
    inside = _INSIDE.search(text[max(0, place - 9) : place]) or _REST.match(text, place)
    return inside is not None


def date(text: str, place: int, language: str = "") -> Read | None:
    """Read a date in digits; None for those that leave open which number is the month.

    `language` "en-us" and "en-gb" decide 3/5/2024, nothing else does.
    """
    if match := (
        _YEAR_FIRST.match(text, place)
        or _COMPACT.match(text, place)
        or _BESIDE_PART.match(text, place)
        or _BESIDE_TIME.match(text, place)
    ):
        found = match.groupdict()
        year = int(found["year"]) if found.get("year") else None
        return (
            match.end(),
            Fields(year=year, month=_month(found["month"]), day=_day(found["day"])),
            None,
        )
    if match := _YEAR_LAST.match(text, place):
        month, day = _in_order(int(match["one"]), int(match["two"]), match["mark"], language)
        return match.end(), Fields(year=int(match["year"]), month=month, day=day), None
    if match := _YEAR_QUARTER.match(text, place):
        return match.end(), Fields(year=int(match["year"]), quarter=int(match["quarter"])), None
    if match := _ISO_WEEK.match(text, place):
        return match.end(), _iso_week(int(match["year"]), int(match["week"])), None
    if match := _ISO_MONTH.match(text, place):
        return match.end(), Fields(year=int(match["year"]), month=int(match["month"])), None
    if match := _YEARS.match(text, place):
        first = Fields(year=int(match["year"]))
        if match["now"]:
            return match.end(), first, Fields(year_shift=0)
        if int(match["to"]) >= int(match["year"]):
            return match.end(), first, Fields(year=int(match["to"]))
    return None


def time(text: str, place: int) -> Read | None:
    """Read the time after a date in digits: 15:07, T15:07:30+08:00."""
    match = _TIME.match(text, place)
    if match is None:
        return None
    offset = 0 if match["utc"] else None
    if match["sign"]:
        offset = int(match["hours"]) * 60 + int(match["minutes"])
        offset = -offset if match["sign"] == "-" else offset
    fields = Fields(hour=int(match["hour"]), minute=int(match["minute"]), offset=offset)
    return match.end(), fields, None


def _month(text: str) -> int:
    if not 1 <= int(text) <= 12:
        raise ImpossibleDate(text)
    return int(text)


def _day(text: str) -> int:
    if not 1 <= int(text) <= 31:
        raise ImpossibleDate(text)
    return int(text)


def _in_order(one: int, two: int, mark: str, language: str) -> tuple[int, int]:
    """Return month and day; raises ImpossibleDate when both orders are possible."""
    if (
        (mark == "." and language.lower() != "en-us")
        or one > 12 >= two
        or language.lower() == "en-gb"
    ):
        month, day = two, one
    elif two > 12 >= one or one == two or language.lower() == "en-us":
        month, day = one, two
    else:
        raise ImpossibleDate("either may be the month")
    return _month(str(month)), _day(str(day))


def _iso_week(year: int, week: int) -> Fields:
    monday = calendar_day.fromisocalendar(year, week, 1)
    return Fields(year=monday.year, month=monday.month, day=monday.day, week_of=True)
