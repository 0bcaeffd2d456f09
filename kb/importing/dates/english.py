"""The pieces of English dates: which fields the words at a place of a text say."""

from re import Match

from kb.importing.dates import english_patterns as patterns
from kb.importing.dates.fields import NOTHING, WEEKEND, Fields, ImpossibleDate, Read
from kb.importing.dates.numbers import number


def _shift(word: str | None) -> int:
    """Return how far from the reference a word is; "the year" is that of the reference."""
    return patterns.SHIFTS.get((word or "").lower(), 0)


def _year(match: Match[str]) -> Fields:
    found = match.groupdict()
    if found.get("year"):
        return Fields(year=int(found["year"]))
    if found.get("dashed"):
        return Fields(year=int(found["dashed"]))
    if found.get("short"):
        return Fields(year=2000 + int(found["short"]))
    if found.get("shift"):
        return Fields(year_shift=_shift(found["shift"]))
    return NOTHING


def _is_month(word: str, *, firmly: bool) -> bool:
    """Return whether a word is a month's name, not the verb may or the noun march."""
    if word.islower():
        return firmly or word not in patterns.OTHER_WORDS
    return word.isupper() or word.istitle()


def date(text: str, place: int) -> Read | None:
    """Read 6 January 2026, January 5-7, 5th of March, Christmas Day."""
    for pattern in (patterns.DAY_MONTH, patterns.MONTH_DAY):
        match = pattern.match(text, place)
        if match is None:
            continue
        word = match.groupdict().get("word")
        firmly = bool(match["ordinal"] or word or _year(match).year)
        if not _is_month(match["month"], firmly=firmly):
            continue
        day = patterns.ORDINALS[word.lower()] if word else int(match["day"])
        if not 1 <= day <= 31:
            raise ImpossibleDate(match[0])
        first = Fields(month=_month(match), day=day).over(_year(match))
        last = Fields(day=int(match["to"])) if match["to"] else None
        return match.end(), first, last
    if match := patterns.FIXED_DAY.match(text, place):
        month, day = patterns.FIXED_DAYS[match["word"].lower()]
        return match.end(), Fields(month=month, day=day).over(_year(match)), None
    return None


def _month(match: Match[str], group: str = "month") -> int:
    return patterns.MONTHS[match[group].lower()]


def month(text: str, place: int) -> Read | None:
    """Read January 2026, early January, September-October 2023, in May, last May."""
    if match := patterns.IN_MONTH.match(text, place):
        third = patterns.THIRDS.get(match["third"].split()[0].lower())
        if match["word"]:
            return match.end(), Fields(thirds=third, month_shift=_shift(match["word"])), None
        if _is_month(match["month"], firmly=True):
            said = Fields(month=_month(match), thirds=third).over(_year(match))
            return match.end(), said, None
    match = patterns.MONTHS_RANGE.match(text, place)
    if match and _is_month(match["month"], firmly=False):
        first = Fields(month=_month(match)).over(_year(match))
        return match.end(), first, Fields(month=_month(match, "to"))
    match = patterns.LONE_MONTH.match(text, place)
    if match is None:
        return None
    year = _year(match)
    if year is not NOTHING:
        firmly = year.year is not None
        if not _is_month(match["month"], firmly=firmly):
            return None
        return match.end(), Fields(month=_month(match)).over(year), None
    return _bare_month(text, place, match)


def _bare_month(text: str, place: int, match: Match[str]) -> Read | None:
    name, which = match["month"].lower(), _month(match)
    if not match["month"].istitle() or name in patterns.ABBREVIATED:
        return None
    if match["beside"]:
        shift = _shift(match["beside"])
        said = Fields(beside=shift) if shift else Fields(year_shift=0)
        return match.end(), said.over(Fields(month=which)), None
    if name in patterns.OTHERWISE and (
        patterns.NAME_AFTER.match(text, match.end())
        or not patterns.MONTH_AFTER.search(text[max(0, place - 12) : place])
    ):
        return None
    return match.end(), Fields(month=which), None


def in_year(text: str, place: int) -> Read | None:
    """Read late 2024, Q3 2008, the first half of 2025, the 1990s."""
    if match := patterns.IN_YEAR.match(text, place):
        word = match["edge"].split()[0].lower()
        given = Fields(year=int(match["year"])) if match["year"] else NOTHING
        if match["word"] and match["word"].lower() != "the":
            given = Fields(year_shift=_shift(match["word"]))
        if word in ("mid", "middle"):
            return (match.end(), given, None) if given is not NOTHING else None
        edge = "start" if word in ("early", "beginning", "start", "turn") else "end"
        return match.end(), Fields(edge=edge).over(given), None
    if match := patterns.QUARTER.match(text, place) or patterns.QUARTER_SHORT.match(text, place):
        read = _quarter(match)
        is_label = match["label"] and _year(match) is NOTHING
        return None if is_label and patterns.LABEL.match(text, match.end()) else read
    if match := patterns.HALF.match(text, place):
        half = Fields(half=patterns.ORDER[match["order"].lower()])
        return match.end(), half.over(_year(match)), None
    if match := patterns.HALF_SHORT.match(text, place):
        return match.end(), Fields(half=int(match["half"]), year=int(match["year"])), None
    if match := patterns.DECADE.match(text, place):
        return match.end(), Fields(decade=int(match["decade"])), None
    return None


def _quarter(match: Match[str]) -> Read:
    year = _year(match)
    if match["label"]:
        return match.end(), Fields(quarter=int(match["label"])).over(year), None
    order = match["order"].lower()
    if order in patterns.SHIFTS and year is NOTHING:
        return match.end(), Fields(quarter_shift=_shift(order)), None
    which = 4 if order == "last" else patterns.ORDER.get(order) or int(order[0])
    return match.end(), Fields(quarter=which).over(year), None


def day_word(text: str, place: int) -> Read | None:
    """Read yesterday, tonight, this morning, last Friday, on Monday, last week, three days ago."""
    if match := patterns.AGO.match(text, place):
        count, unit = number(match["count"]) or 0, match["unit"].lower()
        if unit == "fortnight":
            count, unit = 2 * count, "week"
        return match.end(), Fields(ago=(count, "minute" if unit == "min" else unit)), None
    if match := patterns.DAY_WORD.match(text, place):
        return match.end(), Fields(days=patterns.DAY_WORDS[match["word"].lower()]), None
    if match := patterns.SPOKEN_PART.match(text, place):
        if match["part"]:
            return match.end(), Fields(days=0, part=match["part"].lower()), None
        return match.end(), Fields(days=0 if match["tonight"] else -1, part="evening"), None
    if match := patterns.TWICE_SHIFTED.match(text, place):
        shift = -2 if match["shift"].lower() == "before last" else 2
        return match.end(), _shifted(match["unit"].lower(), shift), None
    if match := patterns.UNIT_SHIFT.match(text, place):
        return match.end(), _unit_shift(match), None
    return weekday(text, place)


def _unit_shift(match: Match[str]) -> Fields:
    """Return last week, this month; late last year is its December, earlier this year all of it."""
    shift, unit = _shift(match["shift"]), match["unit"].lower()
    edge, said = (match["edge"] or "").lower(), _shifted(unit, shift)
    if unit == "month":
        return Fields(thirds=patterns.THIRDS.get(edge)).over(said)
    if unit == "year":
        return Fields(edge={"early": "start", "late": "end"}.get(edge)).over(said)
    return said


def _shifted(unit: str, shift: int) -> Fields:
    if unit == "weekend":
        return Fields(week=shift, weekday=WEEKEND)
    if unit == "week":
        return Fields(week=shift)
    if unit == "quarter":
        return Fields(quarter_shift=shift)
    return Fields(month_shift=shift) if unit == "month" else Fields(year_shift=shift)


def weekday(text: str, place: int) -> Read | None:
    """Read Monday, last Friday, Friday last week; not Mondays, every Monday."""
    match = patterns.WEEKDAY.match(text, place) or patterns.WEEKDAY_SHORT.match(text, place)
    if match is None or not match["day"][0].isupper():
        return None
    if patterns.RECURRING.search(text[max(0, place - 8) : place]):
        return None
    word = match["shift"] or match.groupdict().get("of")
    shift = _shift(word) if word else None
    return match.end(), Fields(week=shift, weekday=patterns.WEEKDAYS[match["day"].lower()]), None


def week_of(text: str, place: int) -> int:
    """Return where the day begins that a week is told by: the week of 5 January."""
    match = patterns.WEEK_OF.match(text, place)
    return match.end() if match else place


def lone_year(text: str, place: int) -> Read | None:
    """Read a year without more, where the words before it say that it is one: in 2020."""
    match = patterns.LONE_YEAR.match(text, place)
    if match is None:
        return None
    before = text[max(0, place - 14) : place]
    firmly = patterns.YEAR_AFTER.search(before) is not None
    perhaps = patterns.YEAR_PERHAPS.search(before) and patterns.YEAR_ENDS.match(text, match.end())
    is_all = not text[:place].strip() and not text[match.end() :].strip() if place < 9 else False
    if not (firmly or perhaps or is_all):
        return None
    last = Fields(year=int(match["to"])) if match["to"] else None
    return match.end(), Fields(year=int(match["year"])), last


def lone_day(text: str, place: int) -> Read | None:
    """Read on the 5th."""
    match = patterns.LONE_ORDINAL.match(text, place)
    if match is None or not patterns.DAY_AFTER.search(text[max(0, place - 10) : place]):
        return None
    return match.end(), Fields(day=int(match["day"])), None


def part(text: str, place: int) -> Read | None:
    """Read the part of a day after a day: , evening; afternoon."""
    match = patterns.PART.match(text, place)
    return (
        (match.end(), Fields(part=patterns.PARTS[match["part"].lower()]), None) if match else None
    )


def part_of(text: str, place: int) -> Read | None:
    """Read the part of a day before a day: morning of."""
    match = patterns.PART_OF.match(text, place)
    return (
        (match.end(), Fields(part=patterns.PARTS[match["part"].lower()]), None) if match else None
    )


def time(text: str, place: int) -> Read | None:
    """Read the time after a day: at 3 pm, 15:07."""
    match = patterns.TIME.match(text, place)
    return (match.end(), _clock(match), None) if match else None


def time_on(text: str, place: int) -> Read | None:
    """Read the time before a day: 3 p.m. on."""
    match = patterns.TIME_ON.match(text, place)
    return (match.end(), _clock(match), None) if match else None


def lone_time(text: str, place: int) -> Read | None:
    """Read 3 pm; a time of 24 hours needs a day."""
    match = patterns.LONE_TIME.match(text, place)
    return (match.end(), _clock(match), None) if match and match["half"] else None


def _clock(match: Match[str]) -> Fields:
    if match["noon"]:
        return Fields(noon=True)
    if match["full"]:
        return Fields(hour=int(match["full"]), minute=int(match["past"]))
    hour = int(match["hour"])
    if not 1 <= hour <= 12:
        raise ImpossibleDate(match[0])
    hour = hour % 12 + (12 if match["half"] in "pP" else 0)
    return Fields(hour=hour, minute=int(match["minute"]) if match["minute"] else None)
