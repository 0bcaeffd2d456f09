"""The pieces of Chinese dates: which fields the words at a place of a folded text say.

Each piece returns where it ends and what it says; a second set of fields is the end of a range
written inside the piece: 5-7日.
"""

from re import Match

from kb.importing.dates import chinese_patterns as patterns
from kb.importing.dates.fields import Fields, ImpossibleDate, Read
from kb.importing.dates.numbers import number


def _before(text: str, place: int) -> str:
    return text[max(0, place - 1) : place]


def _int(text: str) -> int:
    found = number(text)
    if found is None:
        raise ImpossibleDate(text)
    return found


def _republic(text: str) -> int:
    if text == "元":
        return 1
    hundred, found, rest = text.partition("百")
    if found:
        return _int(hundred or "一") * 100 + (_int(rest.lstrip("〇零")) if rest else 0)
    return _int(text)


def _short_year(text: str) -> int:
    year = int(text)
    return 2000 + year if year < 60 else 1900 + year


def year(text: str, place: int) -> Read | None:
    """Read 2008年, 二〇〇八年, 民国97年, 去年, 2019-2021年, 90年代."""
    if match := patterns.REPUBLIC_DATE.match(text, place):
        month, day = int(match["month"]), int(match["day"])
        return match.end(), Fields(year=int(match["republic"]) + 1911, month=month, day=day), None
    if decade := patterns.DECADE.match(text, place):
        return decade.end(), _decade(decade), None
    match = patterns.YEAR.match(text, place)
    if match is None:
        return None
    if match["word"]:
        return match.end(), Fields(year_shift=patterns.YEAR_WORDS[match["word"]]), None
    if match["republic"]:
        return match.end(), Fields(year=_republic(match["republic"]) + 1911), None
    if match["short"]:
        return match.end(), Fields(year=_short_year(match["short"])), None
    first = _int(match["year"])
    last = Fields(year=_int(match["to"])) if match["to"] else None
    if not 1600 <= first < 2200:
        raise ImpossibleDate(match[0])
    return match.end(), Fields(year=first), last


def _decade(match: Match[str]) -> Fields:
    if match["full"]:
        return Fields(decade=int(match["full"]))
    tens = _int(match["decade"])
    century = match["century"] or ""
    if not century:
        return Fields(decade=tens) if tens < 50 else Fields(decade=1900 + tens)
    if century[0] in "上二" or century[:2] == "20":
        return Fields(decade=1900 + tens)
    if century[0] == "本":
        return Fields(decade=2000 + tens)
    return Fields(decade=(int(century[:2]) - 1) * 100 + tens)


def in_year(text: str, place: int) -> Read | None:
    """Read what may follow a year: 上半年, 第三季度, 底, 初."""
    if match := patterns.HALF.match(text, place):
        return match.end(), Fields(half="上下".index(match["half"]) + 1), None
    if match := patterns.FIRST_QUARTERS.match(text, place):
        return match.end(), Fields(quarter=1), Fields(quarter=_int(match["last"]))
    if match := patterns.QUARTER.match(text, place):
        which = match["label"] or match["word"]
        return match.end(), Fields(quarter=_int(which)), None
    if match := patterns.YEAR_EDGE.match(text, place):
        return match.end(), Fields(edge="start" if match["start"] else "end"), None
    return None


def lone_in_year(text: str, place: int) -> Read | None:
    """Read 上半年, 第三季度, 上季度, 年底 without a year."""
    if match := patterns.LONE_EDGE.match(text, place):
        return match.end(), Fields(edge="start" if match["start"] else "end"), None
    if match := patterns.QUARTER_SHIFT.match(text, place):
        return match.end(), Fields(quarter_shift=patterns.SHIFTS[match["shift"]]), None
    if text[place : place + 1] in "上下第前一二三四1234":
        read = in_year(text, place)
        if read and (
            read[1].half or text[place] in "第前" or text[place + 1 : place + 3] == "季度"
        ):
            return read
    return None


def month(text: str, place: int) -> Read | None:
    """Read 9月, 九月份, 元月, 1-3月, 上个月."""
    if patterns.LUNAR.search(text[max(0, place - 12) : place]):
        raise ImpossibleDate("a month of the moon")
    if match := patterns.MONTH_SHIFT.match(text, place):
        return match.end(), Fields(month_shift=patterns.SHIFTS[match["shift"]]), None
    match = patterns.MONTH.match(text, place)
    if match is None:
        return None
    if not match["month"].isascii() and patterns.LUNAR_DAY.match(text, match.end()):
        raise ImpossibleDate("a day of the moon")
    first = 1 if match["month"] == "元" else _int(match["month"])
    last = Fields(month=_int(match["to"])) if match["to"] else None
    for which in (first, last.month if last else 1):
        if not 1 <= (which or 0) <= 12:
            raise ImpossibleDate(match[0])
    return match.end(), Fields(month=first), last


def in_month(text: str, place: int) -> Read | None:
    """Read what may follow a month: 5日, 5至7日, 上旬, 底."""
    if match := patterns.DAY.match(text, place):
        return _days(match)
    if match := patterns.THIRD.match(text, place):
        return match.end(), Fields(thirds=patterns.THIRDS[match["third"]]), None
    return None


def _days(match: Match[str]) -> Read:
    first = _int(match["day"])
    if not 1 <= first <= 31:
        raise ImpossibleDate(match[0])
    return match.end(), Fields(day=first), Fields(day=_int(match["to"])) if match["to"] else None


def lone_in_month(text: str, place: int) -> Read | None:
    """Read a day or a part of a month without a month: 5日, 月初, 下旬."""
    if match := patterns.LONE_THIRD.match(text, place):
        third = match["ten"] or match["third"]
        return match.end(), Fields(thirds=patterns.THIRDS[third]), None
    match = patterns.LONE_DAY.match(text, place)
    if match is None or length_follows(text, match.end()):
        return None
    return _days(match)


def length_follows(text: str, place: int) -> bool:
    """Return whether a number of days or months before this place is a length of time: 15日内."""
    return patterns.LENGTH.match(text, place) is not None


def counted(text: str, place: int) -> bool:
    """Return whether what stands before a day or month makes it no date: 每月5日, 连续5日."""
    return patterns.COUNTED.search(_before(text, place)) is not None


def week(text: str, place: int) -> Read | None:
    """Read 周一, 上周, 上上周五, 本周末; a bare 周 is no date."""
    match = patterns.WEEK.match(text, place)
    if match is None or not (match["shift"] or match["day"]):
        return None
    if not match["day"] and patterns.NOT_A_WEEK.match(text, match.start("unit")):
        return None
    if not match["shift"] and patterns.COUNTED_WEEK.search(_before(text, place)):
        return None
    shift = patterns.SHIFTS[match["shift"]] if match["shift"] else None
    weekday = patterns.WEEKDAYS[match["day"]] if match["day"] else None
    return match.end(), Fields(week=shift, weekday=weekday), None


def day_word(text: str, place: int) -> Read | None:
    """Read 昨天, 今日, 大前天, and the 昨 of 昨晚."""
    if patterns.NOT_A_DAY.match(text, place):
        return None
    before = _before(text, place)
    if before and before in patterns.ENDS_A_WORD.get(text[place : place + 1], ""):
        return None
    if match := patterns.DAY_WORD.match(text, place):
        days = patterns.SHORT_DAYS[match["short"]] if match["short"] else None
        days = patterns.DAY_WORDS[match["word"]] if days is None else days
        return match.end(), Fields(days=days), None
    if match := patterns.SHORT_DAY.match(text, place):
        return match.end(), Fields(days=patterns.SHORT_DAYS[match["word"]]), None
    return None


def ago(text: str, place: int) -> Read | None:
    """Read 三天前, 两周前, 3个月前; 日前 is no number of days."""
    match = patterns.AGO.match(text, place)
    if match is None or (match["unit"] == "日" and not match["firmly"]):
        return None
    said = Fields(ago=(_int(match["count"]), patterns.UNITS[match["unit"]]))
    return match.end(), said, None


def named_day(text: str, place: int) -> Read | None:
    """Read 元旦."""
    match = patterns.NAMED_DAY.match(text, place)
    if match is None:
        return None
    month_, day = patterns.NAMED_DAYS[match[0]]
    return match.end(), Fields(month=month_, day=day), None


def weekday_beside(text: str, place: int) -> int:
    """Return where the weekday ends that stands beside a day: (周三)."""
    match = patterns.WEEKDAY_BESIDE.match(text, place)
    return match.end() if match else place


def part(text: str, place: int) -> Read | None:
    """Read 下午, 晚, 凌晨, 中午."""
    match = patterns.PART.match(text, place)
    if match is None:
        return None
    if match["noon"]:
        return match.end(), Fields(noon=True), None
    return match.end(), Fields(part=patterns.PARTS[match["part"] or match["short"]]), None


def clock(text: str, place: int) -> Read | None:
    """Read 15时07分, 8点半, 3:07."""
    match = patterns.CLOCK.match(text, place)
    if match is None:
        return None
    hour = _int(match["hour"])
    minute = match["colon"] or match["minute"]
    if minute is not None:
        return match.end(), Fields(hour=hour, minute=_int(minute)), None
    if match["half"]:
        return match.end(), Fields(hour=hour, minute=30), None
    if match["quarter"]:
        return match.end(), Fields(hour=hour, minute=15 * _int(match["quarter"])), None
    return match.end(), Fields(hour=hour, minute=0 if match["sharp"] else None), None
