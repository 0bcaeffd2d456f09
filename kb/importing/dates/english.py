"""The pieces of English dates, as tables: which words say which fields."""

import calendar
import re
from re import Match

from kb.importing.dates.fields import WEEKEND, Fields, ImpossibleDate
from kb.importing.dates.numbers import COUNT, number

Read = tuple[int, Fields, Fields | None]

JOIN = r" ?(?:-|–|—|to|till|until|through|and|&) ?"

_MONTHS = {name: place for place, name in enumerate(calendar.month_name) if place}
_MONTHS |= {name: place for place, name in enumerate(calendar.month_abbr) if place} | {"Sept": 9}
_MONTHS = {name.lower(): place for name, place in _MONTHS.items()}
_FULL = "|".join(sorted((name for name in _MONTHS if len(name) > 4 or name in ("may", "june", "july")), key=len))
_SHORT = "|".join(sorted((name for name in _MONTHS if len(name) < 5), key=len, reverse=True))
_MONTH = rf"(?P<month>(?:{_FULL})(?![A-Za-z])|(?:{_SHORT})(?![A-Za-z])(?=\.?))(?:(?<![a-z]{{5}})(?<!may)(?<!june)(?<!july)(?<!march)(?<!april)\.(?= ?[0-9,]))?"
# Words and names besides: these need more than their capital to be a month.
_OTHERWISE = {"may", "march", "april", "june", "august"}
_WEEKDAYS = {name.lower(): place for place, name in enumerate(calendar.day_name)}
_WEEKDAYS_SHORT = {name.lower(): place for place, name in enumerate(calendar.day_abbr)}
_WEEKDAYS_SHORT |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_ALL_WEEKDAYS = _WEEKDAYS | _WEEKDAYS_SHORT
_BESIDE = rf"(?:(?:{'|'.join(sorted(_ALL_WEEKDAYS, key=len, reverse=True))})\.?,? (?:the )?)?"
_YEAR = r"(?P<year>1[6-9][0-9]{2}|2[01][0-9]{2})(?![0-9]|[.,][0-9]|[A-Za-z%-])"
_OF_YEAR = rf"(?:,? ?(?:of |in )?(?:{_YEAR}|(?P<shift>last|this|next) year(?![A-Za-z])))?"
_ORDINAL = r"(?:st|nd|rd|th)"
_SHIFTS = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_THIRDS = {"early": "early", "mid": "mid", "late": "late"} | {
    "beginning": "early",
    "start": "early",
    "middle": "mid",
    "end": "late",
    "close": "late",
}
_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4}
_PARTS = {
    "small hours": "small hours|early hours",
    "morning": "early morning|late morning|mid-morning|morning",
    "afternoon": "early afternoon|late afternoon|mid-afternoon|afternoon",
    "late night": "late at night|late night",
    "evening": "early evening|late evening|evening|night",
}


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_DAY_MONTH = _pattern(
    rf"{_BESIDE}(?P<day>[0-9]{{1,2}})(?P<ordinal>{_ORDINAL})?"
    rf"(?:{JOIN}(?:the )?(?P<to>[0-9]{{1,2}}){_ORDINAL}?)?(?P<of> of|-)? ?{_MONTH}{_OF_YEAR}"
)
_MONTH_DAY = _pattern(
    rf"{_BESIDE}{_MONTH} ?(?:the )?(?P<day>[0-9]{{1,2}})(?P<ordinal>{_ORDINAL})?(?![0-9]|:[0-9]|[.,][0-9]|%)"
    rf"(?:{JOIN}(?:the )?(?P<to>[0-9]{{1,2}}){_ORDINAL}?(?![0-9]|:[0-9]| ?[ap]\.?m| (?:{'|'.join(_MONTHS)})))?{_OF_YEAR}"
)
_IN_MONTH = _pattern(
    rf"(?P<third>early|mid|late|(?:beginning|start|middle|end|close) of)(?: in)?[ -]"
    rf"(?:{_MONTH}{_OF_YEAR}|(?P<word>last|this|next|the) month(?![A-Za-z]))"
)
_IN_YEAR = _pattern(
    r"(?P<edge>early|mid|late|(?:beginning|start|middle|end|close|turn) of)(?: in)?[ -]"
    rf"(?:{_YEAR}|(?P<word>last|this|next|the) year(?![A-Za-z]))"
)
_LONE_MONTH = _pattern(rf"(?:(?P<beside>last|this|next) )?{_MONTH}(?:,? (?:of )?{_YEAR}|(?: of)? (?P<shift>last|this|next) year)?")
_MONTHS_RANGE = _pattern(
    rf"{_MONTH}{JOIN}(?P<to>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})(?![A-Za-z])\.?(?! ?[0-9]{{1,2}}(?![0-9])){_OF_YEAR}"
)
_QUARTER = _pattern(
    rf"(?:Q(?P<q>[1-4])|(?P<order>first|second|third|fourth|final|[1-4]{_ORDINAL}|last|this|next)[ -]quarter)"
    rf"(?![0-9A-Za-z])(?:['’ ,]{{0,2}}(?:of )?(?:{_YEAR}|'(?P<short>[0-9]{{2}})(?![0-9])|(?P<shift>last|this|next) year))?"
)
_QUARTER_SHORT = _pattern(rf"(?P<q>[1-4])Q ?(?:{_YEAR}|'?(?P<short>[0-9]{{2}})(?![0-9]))")
# After Q1 without a year: a question, not a quarter.
_LABEL = re.compile(r" ?[:.、)]")
_HALF = _pattern(
    rf"(?:(?P<order>first|second) half of (?:{_YEAR}|(?P<shift>last|this|next|the) year)|H(?P<h>[12])[ ,]{{1,2}}{_YEAR.replace('year>', 'of>')})(?![A-Za-z])"
)
_DECADE = _pattern(r"(?:(?:early|mid|late)[ -])?(?P<decade>(?:1[6-9]|20)[0-9]0)'?s(?![A-Za-z])")
_DAY_WORDS = {
    "the day before yesterday": -2,
    "day before yesterday": -2,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
}
_DAY_WORD = _pattern(rf"(?P<word>{'|'.join(_DAY_WORDS)})(?![A-Za-z]|'s? (?:world|society|children))")
_SPOKEN_PART = _pattern(
    r"(?P<tonight>tonight)(?![A-Za-z])|(?P<last>last night)(?![A-Za-z])"
    r"|(?:earlier |later )?this (?P<part>morning|afternoon|evening)(?![A-Za-z])"
)
_WEEKDAY = _pattern(
    rf"(?:(?P<shift>last|this|next|coming) )?(?P<day>{'|'.join(_WEEKDAYS)})(?![A-Za-z])(?: (?P<of>last|next) week)?"
)
_WEEKDAY_SHORT = _pattern(
    rf"(?P<shift>last|this|next) (?P<day>{'|'.join(sorted(_WEEKDAYS_SHORT, key=len, reverse=True))})(?![A-Za-z])\.?"
)
_UNIT_SHIFT = _pattern(
    r"(?:(?:earlier|later|early|late) )?(?P<shift>last|this|next) (?P<unit>week|weekend|month|quarter|year)(?![A-Za-z])"
)
_WEEK_OF = _pattern(r"week (?:of|beginning|starting|commencing) ")
_AGO = _pattern(rf"(?P<n>{COUNT})[ -](?P<unit>minute|min|hour|day|week|fortnight|month|year)s? (?:ago|earlier today)(?![A-Za-z])")
_LONE_YEAR = _pattern(_YEAR + r"(?:(?:-|–| to | and | through )(?P<to>(?:19|20)[0-9]{2})(?![0-9]))?")
_LONE_ORDINAL = _pattern(rf"(?P<day>[0-9]{{1,2}}){_ORDINAL}(?=[.,;:)\]!?]|$| and | but )")
# After these a number of four digits is a year; after the second kind, when nothing is counted.
_YEAR_AFTER = re.compile(r"(?:^|[\s(\"“])(?:in|since|during|until|till|throughout|year|summer|spring|autumn|fall|winter)(?: of)? \Z", re.I)
_YEAR_PERHAPS = re.compile(r"(?:^|[\s(\"“])(?:by|from|before|after|of|between|around|for|to|and|through|circa) \Z|[(]\Z", re.I)
_YEAR_ENDS = re.compile(r"[.,;:)\]!?\n\"”]|$| (?:to|and|until|when|as|after|by|but|with|or|was|were|is|has|had|on)(?![a-z])", re.I)
_MONTH_AFTER = re.compile(
    r"(?:^|[\s(\"“])(?:in|since|until|till|by|during|from|of|through|to|before|after|and|or|between|throughout|for|around) \Z",
    re.I,
)
_PART = _pattern(rf",? (?:in the |during the |at |that )?(?P<part>{'|'.join(_PARTS.values())})(?![A-Za-z])")
_PART_OF = _pattern(
    rf"(?P<part>{'|'.join(_PARTS.values())}) (?:of|on) (?:the )?"
)
_CLOCK = (
    r"(?:(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-5][0-9]))? ?(?P<half>[ap])\.?m(?:\.|(?![A-Za-z]))"
    r"|(?P<full>[0-9]{1,2}):(?P<past>[0-5][0-9])(?::[0-5][0-9])?(?![0-9:])|(?P<noon>noon|midday)(?![A-Za-z]))"
)
_TIME = _pattern(rf",?(?: at| around| by| from| shortly (?:before|after))?(?: about| around)? {_CLOCK}")
_TIME_ON = _pattern(rf"{_CLOCK},?(?: local time)?(?: on| of)? (?:the )?")
_LONE_TIME = _pattern(_CLOCK)
_RECURRING = re.compile(r"(?:every|each|per|most|good|black|cyber|any) \Z", re.I)


def _shift(match: Match[str], group: str = "shift") -> int | None:
    word = match[group]
    return None if word is None or word.lower() == "the" else _SHIFTS[word.lower()]


def _year(match: Match[str]) -> dict[str, int]:
    if match["year"]:
        return {"year": int(match["year"])}
    shift = _shift(match)
    return {} if shift is None else {"year_shift": shift}


def _is_month(match: Match[str], *, firmly: bool) -> bool:
    """Return whether a word is a month's name, not the verb may or the noun march."""
    word = match["month"]
    if word.islower():
        return firmly or word not in {"may", "march", "mar", "sep", "dec", "jan"}
    return word.isupper() or word.istitle()


def date(text: str, place: int) -> Read | None:
    """Read 6 January 2026, January 5-7, 5th of March."""
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        match = pattern.match(text, place)
        if match is None:
            continue
        firmly = bool(match["ordinal"] or match["year"])
        if not _is_month(match, firmly=firmly):
            continue
        day = int(match["day"])
        if not 1 <= day <= 31:
            raise ImpossibleDate(match[0])
        month = _MONTHS[match["month"].lower()]
        first = Fields(month=month, day=day, **_year(match))
        last = Fields(day=int(match["to"])) if match["to"] else None
        return match.end(), first, last
    return None


def month(text: str, place: int) -> Read | None:
    """Read January 2026, early January, September-October 2023, in May."""
    if match := _IN_MONTH.match(text, place):
        third = _THIRDS[match["third"].split()[0].lower()]
        if match["word"]:
            return match.end(), Fields(thirds=third, month_shift=_shift(match, "word") or 0), None
        if _is_month(match, firmly=True):
            which = _MONTHS[match["month"].lower()]
            return match.end(), Fields(month=which, thirds=third, **_year(match)), None
    if (match := _MONTHS_RANGE.match(text, place)) and _is_month(match, firmly=False):
        first = Fields(month=_MONTHS[match["month"].lower()], **_year(match))
        return match.end(), first, Fields(month=_MONTHS[match["to"].lower()])
    match = _LONE_MONTH.match(text, place)
    if match is None:
        return None
    which = _MONTHS[match["month"].lower()]
    if match["year"] or match["shift"]:
        if _is_month(match, firmly=bool(match["year"])):
            return match.end(), Fields(month=which, **_year(match)), None
        return None
    return _bare_month(text, place, match, which)


def _bare_month(text: str, place: int, match: Match[str], which: int) -> Read | None:
    name = match["month"].lower()
    if not match["month"].istitle() or (len(name) < 4 and name != "may"):
        return None
    if match["beside"]:
        word = match["beside"].lower()
        if word == "this":
            return match.end(), Fields(month=which, year_shift=0), None
        return match.end(), Fields(month=which, beside=_SHIFTS[word]), None
    if name in _OTHERWISE:
        follows = re.match(r" [A-Z]| [0-9]|['’]s", text[match.end() : match.end() + 2])
        if follows or not _MONTH_AFTER.search(text[max(0, place - 12) : place]):
            return None
    return match.end(), Fields(month=which), None


def in_year(text: str, place: int) -> Read | None:
    """Read late 2024, Q3 2008, the first half of 2025, the 1990s."""
    if match := _IN_YEAR.match(text, place):
        word = match["edge"].split()[0].lower()
        given = {"year": int(match["year"])} if match["year"] else {}
        if match["word"] and match["word"].lower() != "the":
            given = {"year_shift": _shift(match, "word") or 0}
        if word in ("mid", "middle"):
            return (match.end(), Fields(**given), None) if given else None
        edge = "start" if word in ("early", "beginning", "start", "turn") else "end"
        return match.end(), Fields(edge=edge, **given), None  # type: ignore[arg-type]
    if match := _QUARTER.match(text, place) or _QUARTER_SHORT.match(text, place):
        read = _quarter(match)
        is_label = match["q"] and len(read[1].given()) == 1 and _LABEL.match(text, read[0])
        return None if is_label else read
    if match := _HALF.match(text, place):
        half = _ORDER[match["order"].lower()] if match["order"] else int(match["h"])
        if match["of"]:
            return match.end(), Fields(half=half, year=int(match["of"])), None
        shift = 0 if match["shift"] and match["shift"].lower() == "the" else _shift(match)
        given = {"year": int(match["year"])} if match["year"] else {"year_shift": shift or 0}
        return match.end(), Fields(half=half, **given), None
    if match := _DECADE.match(text, place):
        return match.end(), Fields(decade=int(match["decade"])), None
    return None


def _quarter(match: Match[str]) -> Read:
    found = match.groupdict()
    given: dict[str, int] = {}
    if found["year"]:
        given = {"year": int(found["year"])}
    elif found.get("short"):
        given = {"year": 2000 + int(found["short"])}
    elif found.get("shift"):
        given = {"year_shift": _SHIFTS[found["shift"].lower()]}
    if found["q"]:
        return match.end(), Fields(quarter=int(found["q"]), **given), None
    order = found["order"].lower()
    if order in _SHIFTS:
        if given and order == "last":
            return match.end(), Fields(quarter=4, **given), None
        return match.end(), Fields(quarter_shift=_SHIFTS[order]), None
    which = _ORDER.get(order) or int(order[0])
    return match.end(), Fields(quarter=which, **given), None


def day_word(text: str, place: int) -> Read | None:
    """Read yesterday, tonight, this morning, last Friday, on Monday, last week, three days ago."""
    if match := _AGO.match(text, place):
        count, unit = number(match["n"]) or 0, match["unit"].lower()
        count, unit = (2 * count, "week") if unit == "fortnight" else (count, unit)
        unit = "minute" if unit == "min" else unit
        return match.end(), Fields(ago=(count, unit)), None
    if match := _DAY_WORD.match(text, place):
        return match.end(), Fields(days=_DAY_WORDS[match["word"].lower()]), None
    if match := _SPOKEN_PART.match(text, place):
        if match["part"]:
            return match.end(), Fields(days=0, part=match["part"].lower()), None
        return match.end(), Fields(days=0 if match["tonight"] else -1, part="evening"), None
    if match := _UNIT_SHIFT.match(text, place):
        shift, unit = _SHIFTS[match["shift"].lower()], match["unit"].lower()
        if unit == "weekend":
            return match.end(), Fields(week=shift, weekday=WEEKEND), None
        if unit == "year" and (edge := re.match(r"(?:early|late) ", match[0], re.I)):
            which = "start" if edge[0][0] in "eE" else "end"
            return match.end(), Fields(year_shift=shift, edge=which), None
        if unit == "month" and (edge := re.match(r"(?:early|late) ", match[0], re.I)):
            which = "early" if edge[0][0] in "eE" else "late"
            return match.end(), Fields(month_shift=shift, thirds=which), None
        name = {"week": "week", "month": "month_shift", "year": "year_shift"}.get(unit, "quarter_shift")
        return match.end(), Fields(**{name: shift}), None  # type: ignore[arg-type]
    return weekday(text, place)


def weekday(text: str, place: int) -> Read | None:
    """Read Monday, last Friday, Friday last week; not Mondays, every Monday."""
    if match := _WEEKDAY.match(text, place) or _WEEKDAY_SHORT.match(text, place):
        if not match["day"][0].isupper() or _RECURRING.search(text[max(0, place - 8) : place]):
            return None
        word = match["shift"] or match.groupdict().get("of")
        shift = _SHIFTS[word.lower()] if word else None
        return match.end(), Fields(week=shift, weekday=_ALL_WEEKDAYS[match["day"].lower()]), None
    return None


def week_of(text: str, place: int) -> int:
    """Return where the day begins that a week is told by: the week of 5 January."""
    match = _WEEK_OF.match(text, place)
    return match.end() if match else place


def lone_year(text: str, place: int) -> Read | None:
    """Read a year without more, where the words before it say that it is one: in 2020."""
    match = _LONE_YEAR.match(text, place)
    if match is None:
        return None
    before = text[max(0, place - 14) : place]
    firmly = _YEAR_AFTER.search(before) is not None
    perhaps = _YEAR_PERHAPS.search(before) and _YEAR_ENDS.match(text, match.end())
    if not firmly and not perhaps:
        return None
    last = Fields(year=int(match["to"])) if match["to"] else None
    return match.end(), Fields(year=int(match["year"])), last


def lone_day(text: str, place: int) -> Read | None:
    """Read on the 5th."""
    match = _LONE_ORDINAL.match(text, place)
    if match is None or not re.search(r"(?:on|since|until|by|from) the \Z", text[max(0, place - 10) : place], re.I):
        return None
    return match.end(), Fields(day=int(match["day"])), None


def part(text: str, place: int) -> Read | None:
    """Read the part of a day after a day: , evening; afternoon."""
    match = _PART.match(text, place)
    return (match.end(), Fields(part=_part(match["part"])), None) if match else None


def part_of(text: str, place: int) -> Read | None:
    """Read the part of a day before a day: morning of."""
    match = _PART_OF.match(text, place)
    return (match.end(), Fields(part=_part(match["part"])), None) if match else None


def _part(words: str) -> str:
    words = words.lower()
    return next(part for part, listed in _PARTS.items() if words in listed.split("|"))


def time(text: str, place: int) -> Read | None:
    """Read the time after a day: at 3 pm, 15:07."""
    match = _TIME.match(text, place)
    return (match.end(), _clock(match), None) if match else None


def time_on(text: str, place: int) -> Read | None:
    """Read the time before a day: 3 p.m. on."""
    match = _TIME_ON.match(text, place)
    return (match.end(), _clock(match), None) if match else None


def lone_time(text: str, place: int) -> Read | None:
    """Read 3 pm; a time of 24 hours needs a day."""
    match = _LONE_TIME.match(text, place)
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
