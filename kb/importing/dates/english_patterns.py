"""The words of English dates, as tables, and the patterns made of them."""

import calendar
import re
from collections.abc import Iterable

from kb.importing.dates.numbers import COUNT

# --- Words --------------------------------------------------------------------

_LONG_MONTHS = {name.lower(): place for place, name in enumerate(calendar.month_name) if place}
_SHORT_MONTHS = {name.lower(): place for place, name in enumerate(calendar.month_abbr) if place}
_SHORT_MONTHS = {name: at for name, at in _SHORT_MONTHS.items() if name != "may"} | {"sept": 9}
MONTHS = _LONG_MONTHS | _SHORT_MONTHS
ABBREVIATED = frozenset(_SHORT_MONTHS)
# Words and first names besides: these need more than their capital to be a month.
OTHERWISE = frozenset({"may", "march", "april", "june", "august"})
# In small letters these are other words.
OTHER_WORDS = frozenset({"may", "march", "mar", "sep", "dec", "jan"})
LONG_WEEKDAYS = {name.lower(): place for place, name in enumerate(calendar.day_name)}
_SHORT_WEEKDAYS = {name.lower(): place for place, name in enumerate(calendar.day_abbr)}
_SHORT_WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
WEEKDAYS = LONG_WEEKDAYS | _SHORT_WEEKDAYS
SHIFTS = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
THIRDS = {
    **dict.fromkeys(("early", "beginning", "start"), "early"),
    **dict.fromkeys(("mid", "middle"), "mid"),
    **dict.fromkeys(("late", "end", "close"), "late"),
}
ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4} | {"1st": 1, "2nd": 2}
ORDINALS = {
    word: place
    for place, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
        ],
        start=1,
    )
}
_PARTS = {
    "small hours": ("small hours", "early hours"),
    "morning": ("early morning", "late morning", "mid-morning", "morning"),
    "afternoon": ("early afternoon", "late afternoon", "mid-afternoon", "afternoon"),
    "late night": ("late at night", "late night"),
    "evening": ("early evening", "late evening", "evening", "night"),
}
PARTS = {word: part for part, words in _PARTS.items() for word in words}
DAY_WORDS = {
    **dict.fromkeys(("the day before yesterday", "day before yesterday"), -2),
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    **dict.fromkeys(("the day after tomorrow", "day after tomorrow"), 2),
}
FIXED_DAYS = {
    "new year's day": (1, 1),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "new year's eve": (12, 31),
}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _pattern(*pieces: str) -> re.Pattern[str]:
    return re.compile("".join(pieces), re.IGNORECASE)


# --- Pieces of patterns ---------------------------------------------------------

_END = "(?![A-Za-z])"
_ORDINAL = "(?:st|nd|rd|th)"
_MONTH = (
    rf"(?P<month>(?:{_any(_LONG_MONTHS)}){_END}|(?:{_any(_SHORT_MONTHS)}){_END}(?:(?=[^.]|\Z)|(?=\.)))"
    r"(?:(?<=[a-z]{3})\.(?= ?[0-9,]))?"
)
_BESIDE = rf"(?:(?:{_any(WEEKDAYS)})\.?,? (?:the )?)?"
# Not 2,024 nor 2024.5, no code such as 2024A, and no share: 2024%.
_YEAR = r"(?P<year>1[6-9][0-9]{2}|2[01][0-9]{2})(?![0-9]|[.,][0-9]|[A-Za-z%]|-[0-9A-Za-z])"
_SHIFTED_YEAR = rf"(?P<shift>last|this|next) year{_END}"
_OF_YEAR = rf"(?:,? ?(?:of |in )?(?:{_YEAR}|{_SHIFTED_YEAR}))?"
_JOIN = r" ?(?:-|–|—|to|till|until|through|and|&) ?"
_EDGE = "early|mid|late|(?:beginning|start|middle|end|close|turn) of"
# A day's number is not the beginning of a time, an amount or a share.
_NO_MORE = r"(?![0-9]|:[0-9]|[.,][0-9]|%)"

# --- Patterns -----------------------------------------------------------------

DAY_MONTH = _pattern(
    rf"{_BESIDE}(?:(?P<day>[0-9]{{1,2}})(?P<ordinal>{_ORDINAL})?",
    rf"|(?P<word>{_any(ORDINALS)})(?= of))",
    rf"(?:(?:{_JOIN}|/)(?:the )?(?P<to>[0-9]{{1,2}}){_ORDINAL}?)?",
    rf"(?: of|-)? ?{_MONTH}(?:-(?P<dashed>(?:19|20)[0-9]{{2}})(?![0-9-])|{_OF_YEAR})",
)
MONTH_DAY = _pattern(
    rf"{_BESIDE}{_MONTH} ?(?:the )?(?P<day>[0-9]{{1,2}})(?P<ordinal>{_ORDINAL})?{_NO_MORE}",
    rf"(?:{_JOIN}(?:the )?(?P<to>[0-9]{{1,2}}){_ORDINAL}?{_NO_MORE}",
    rf"(?! ?[ap]\.?m| (?:{_any(MONTHS)})))?",
    _OF_YEAR,
)
IN_MONTH = _pattern(
    rf"(?P<third>{_EDGE})(?: in)?[ -]",
    rf"(?:{_MONTH}{_OF_YEAR}|(?P<word>last|this|next|the) month{_END})",
)
IN_YEAR = _pattern(
    rf"(?P<edge>{_EDGE})(?: in)?[ -](?:{_YEAR}|(?P<word>last|this|next|the) year{_END})"
)
LONE_MONTH = _pattern(
    rf"(?:(?P<beside>last|this|next) )?{_MONTH}(?:,? (?:of )?{_YEAR}|(?: of)? {_SHIFTED_YEAR})?"
)
MONTHS_RANGE = _pattern(
    rf"{_MONTH}(?:{_JOIN}|/)(?P<to>{_any(MONTHS)}){_END}(?! ?[0-9]{{1,2}}(?![0-9])){_OF_YEAR}"
)
QUARTER = _pattern(
    rf"(?:Q(?P<label>[1-4])|(?P<order>{_any(ORDER)}|[34]{_ORDINAL}|last|this|next)[ -]quarter)",
    r"(?![0-9A-Za-z])(?:[' ,]{0,2}(?:of )?",
    rf"(?:{_YEAR}|'(?P<short>[0-9]{{2}})(?![0-9])|{_SHIFTED_YEAR}))?",
)
QUARTER_SHORT = _pattern(rf"(?P<label>[1-4])Q ?(?:{_YEAR}|'?(?P<short>[0-9]{{2}})(?![0-9]))")
# After Q1 without a year: a question, not a quarter.
LABEL = re.compile(r" ?[:.、)]")
HALF = _pattern(
    rf"(?P<order>first|second|1st|2nd) half of (?:{_YEAR}|(?P<shift>last|this|next|the) year{_END})"
)
HALF_SHORT = _pattern(rf"H(?P<half>[12])[ ,]{{1,2}}{_YEAR}")
DECADE = _pattern(rf"(?:(?:early|mid|late)[ -])?(?P<decade>(?:1[6-9]|20)[0-9]0)'?s{_END}")
DAY_WORD = _pattern(rf"(?P<word>{_any(DAY_WORDS)}){_END}")
FIXED_DAY = _pattern(rf"(?P<word>{_any(FIXED_DAYS)}){_END}(?:,? {_YEAR})?")
SPOKEN_PART = _pattern(
    rf"(?P<tonight>tonight){_END}|(?P<last>last night){_END}",
    rf"|(?:earlier |later )?this (?P<part>morning|afternoon|evening){_END}",
)
WEEKDAY = _pattern(
    rf"(?:(?P<shift>last|this|next|coming) )?(?P<day>{_any(LONG_WEEKDAYS)}){_END}",
    rf"(?: (?P<of>last|next|this) week{_END})?",
)
WEEKDAY_SHORT = _pattern(
    r"(?:(?P<shift>last|this|next) |(?<=\bon ))",
    rf"(?P<day>{_any(_SHORT_WEEKDAYS)}){_END}",
)
# Not after "the": the last year is a length of time.
UNIT_SHIFT = _pattern(
    r"(?<!the )(?:(?P<edge>earlier|later|early|late|mid)[ -])?(?P<shift>last|this|next) ",
    rf"(?P<unit>week|weekend|month|quarter|year){_END}",
)
TWICE_SHIFTED = _pattern(
    rf"(?P<unit>week|weekend|month|quarter|year) (?P<shift>before last|after next){_END}"
)
WEEK_OF = _pattern(r"week (?:of|beginning|starting|commencing) (?:the )?")
AGO = _pattern(
    rf"(?<!half )(?P<count>{COUNT})[ -]",
    rf"(?P<unit>minute|min|hour|day|week|fortnight|month|year)s? ago{_END}",
)
LONE_YEAR = _pattern(_YEAR, r"(?:(?:-|–| to | and | through )(?P<to>(?:19|20)[0-9]{2})(?![0-9]))?")
LONE_ORDINAL = _pattern(rf"(?P<day>[0-9]{{1,2}}){_ORDINAL}(?=[.,;:)\]!?\n]|\Z| and | but )")

# Before a number of four digits: it is a year.
YEAR_AFTER = _pattern(
    r"(?:\A|[\s(\"“])(?:in|since|during|until|till|throughout|year",
    r"|summer|spring|autumn|fall|winter)(?: of)? \Z",
)
# Before one that is a year when nothing is counted: by 2020, but not by 2020 people.
YEAR_PERHAPS = _pattern(
    r"(?:\A|[\s(\"“])(?:by|from|before|after|of|between|around|for|to|and|through|circa) \Z|[(]\Z"
)
YEAR_ENDS = _pattern(
    r"[.,;:)\]!?\n\"”]|\Z| (?:to|and|until|when|as|after|by|but|with|or|was|were|is|has|had|on)",
    _END,
)
MONTH_AFTER = _pattern(
    r"(?:\A|[\s(\"“])(?:in|since|until|till|by|during|from|of|through|to|before|after|and|or",
    r"|between|throughout|for|around) \Z",
)
# After May: a person of that name, a day's number.
NAME_AFTER = re.compile(r" [A-Z0-9]|'s")
DAY_AFTER = _pattern(r"(?:on|since|until|by|from) the \Z")
RECURRING = _pattern(r"(?:every|each|per|most|good|black|cyber|any) \Z")

PART = _pattern(rf",? (?:in the |during the |at |that )?(?P<part>{_any(PARTS)}){_END}")
PART_OF = _pattern(rf"(?P<part>{_any(PARTS)}) (?:of|on) (?:the )?")
_CLOCK = (
    r"(?:(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-5][0-9]))? ?(?P<half>[ap])"
    rf"(?:\.m\.|\.?m{_END})"
    r"|(?P<full>[0-9]{1,2}):(?P<past>[0-5][0-9])(?::[0-5][0-9])?(?![0-9:])"
    rf"|(?P<noon>noon|midday){_END})"
)
TIME = _pattern(
    rf",?(?: at| around| by| from| shortly (?:before|after))?(?: about| around)? {_CLOCK}"
)
TIME_ON = _pattern(rf"{_CLOCK},?(?: local time)?(?: on| of)? (?:the )?")
LONE_TIME = _pattern(_CLOCK)

# What is tried where a date may begin.
DAYS = (
    *(DAY_MONTH, MONTH_DAY, FIXED_DAY, IN_YEAR, QUARTER, QUARTER_SHORT, HALF, HALF_SHORT, DECADE),
    *(AGO, DAY_WORD, SPOKEN_PART, TWICE_SHIFTED, UNIT_SHIFT, WEEKDAY, WEEKDAY_SHORT),
    *(IN_MONTH, MONTHS_RANGE, LONE_MONTH, LONE_ORDINAL, WEEK_OF),
)
BEGINNINGS = (*DAYS, LONE_YEAR, LONE_TIME, PART_OF)
