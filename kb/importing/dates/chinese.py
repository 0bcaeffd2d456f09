"""The pieces of Chinese dates, as tables: which words say which fields. Texts are folded before.

Each piece reads at one place and returns where it ends and what it says; a second set of fields is
the end of a range written inside the piece: 5-7日.
"""

import re
from collections.abc import Callable, Iterable
from re import Match

from kb.importing.dates.fields import WEEKEND, Fields, ImpossibleDate
from kb.importing.dates.numbers import SMALL, number

Read = tuple[int, Fields, Fields | None]
Piece = Callable[[str, int], Read | None]

# What joins the ends of a range.
JOIN = r" ?(?:至|到|-{1,2}|–|—{1,2}|~|―{1,2}|─) ?"
# What follows a number of days or months that is a length of time, not a date.
_LENGTH = r"(?! ?(?:之?内|以内|之?间|之?后|以后|以来|来|游|均|线|龄|元|薪|期间?|余|多))"

_DAY_WORDS = {
    -4: "大大前天",
    -3: "大前天 大前日",
    -2: "前天 前日",
    -1: "昨天 昨日 昨儿",
    0: "今天 今日 今儿 本日",
    1: "明天 明日",
    2: "后天 后日",
    3: "大后天",
}
# Words of one character for a day before a time of day: 昨晚.
_SHORT_DAYS = {"昨": -1, "今": 0, "明": 1, "前": -2, "翌": None, "当": None}
_YEAR_WORDS = {-2: "前年", -3: "大前年", -1: "去年 上年 上一年", 0: "今年 本年", 1: "明年 来年", 2: "后年"}
_SHIFTS = {
    -2: "上上个 上上",
    -1: "上个 上一个 上一 上",
    0: "这个 这一 这 本 今 当前这个",
    1: "下个 下一个 下一 下",
    2: "下下个 下下",
}
_PARTS = {
    "small hours": "凌晨",
    "morning": "清晨 早晨 早上 早间 上午 清早 一早 晨间 早 晨",
    "afternoon": "下午 午后",
    "evening": "傍晚 晚上 晚间 夜间 夜里 夜晚 入夜 晚 夜",
    "late night": "深夜 午夜 半夜 子夜",
}
_NOON = "中午 正午 午间 晌午"
_THIRDS = {"early": "上旬 初", "mid": "中旬 中", "late": "下旬 底 末"}
_UNITS = {
    "minute": "分钟 分",
    "hour": "小时 个小时 钟头 个钟头",
    "day": "天 日",
    "week": "周 个星期 星期 个礼拜 礼拜",
    "month": "个月",
    "year": "年",
}
# Single days that bear a name in the solar calendar.
_NAMED_DAYS = {"元旦": (1, 1), "平安夜": (12, 24), "圣诞节": (12, 25), "跨年夜": (12, 31)}


def _table(rows: dict[int, str] | dict[str, str]) -> dict[str, int | str]:
    return {word: value for value, words in rows.items() for word in words.split()}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


DAY_WORDS, YEAR_WORDS, SHIFTS = _table(_DAY_WORDS), _table(_YEAR_WORDS), _table(_SHIFTS)
PARTS, THIRDS, UNITS = _table(_PARTS), _table(_THIRDS), _table(_UNITS)

_WEEKDAYS = {character: place for place, character in enumerate("一二三四五六日")} | {
    "天": 6,
    "末": WEEKEND,
    "1": 0,
    "2": 1,
    "3": 2,
    "4": 3,
    "5": 4,
    "6": 5,
    "7": 6,
}

_PART = re.compile(
    rf" ?(?:(?P<part>{_any(set(PARTS) - set('早晚夜晨'))})|(?P<noon>{_any(_NOON.split())})"
    r"|(?P<short>早(?![期已就些日前在先教餐盘])|晚(?![会宴餐报期年于高点餐])"
    r"|晚(?=点? ?[0-9])|夜(?![市班店宵])|晨(?![报会])))"
)
_CLOCK = re.compile(
    rf"[ ,]{{0,2}}(?P<hour>{SMALL}) ?(?:"
    rf":(?P<colon>[0-5][0-9])(?::[0-5][0-9])?(?![0-9:])"
    rf"|(?:点钟?|时)(?![候代间刻常隔而不])(?: ?(?P<minute>{SMALL}) ?分(?!钟|之)(?: ?{SMALL} ?秒)?"
    r"|(?P<half>半)|(?P<quarter>[一三])刻|(?P<sharp>整)|[许左多])?)"
)
_DAY_WORD = re.compile(
    rf"(?P<word>{_any(DAY_WORDS)})"
)
_NOT_A_DAY = re.compile(
    r"今日(?:头条|说法|美术|关注)|明日(?:方舟|香|之星)|[前明后]天(?:气(?!温|预)|空|下|才|生|性|体)"
    r"|后天(?:免疫|努力|培养)|前日本|后日本|[明后]日本|今日本"
)
_SHORT_DAY = re.compile(rf"(?P<word>{'|'.join(k for k, v in _SHORT_DAYS.items() if v is not None)})(?=早(?!已|就|期)|晚(?!会|期|年|报)|晨|夜|天?凌晨|午夜|深夜)")
_WEEK = re.compile(
    rf"(?P<shift>{_any(SHIFTS)})?(?P<unit>周|星期|礼拜)"
    r"(?:(?P<day>[一二三四五六日天末1-7])(?![0-9季年])(?!个|次|名|位))?"
)
_NOT_A_WEEK = re.compile(r"周(?![一二三四五六日天末1-7])(?:边|围|转|期|全|密|刊|报|年|到|旋|遭|岁|长|折|知|详|波|易|整)")
_YEAR = re.compile(
    r"(?:公元)?(?P<year>[0-9]{4}|[〇零○一二三四五六七八九]{4})"
    rf"(?:{JOIN}(?P<to>[0-9]{{4}}|[〇零○一二三四五六七八九]{{4}}))? ?(?:年度?)(?!历史|之久|前[^一-鿿]?(?:的|就))"
    r"|民国 ?(?P<republic>元|[0-9]{1,3}|[一二三四五六七八九十百〇零]{1,5}) ?年"
    r"|(?P<short>[0-9]{2}) ?年(?= ?[0-9]{1,2} ?月(?! ?内))"
    rf"|(?P<word>{_any(YEAR_WORDS)})"
)
_DECADE = re.compile(
    r"(?:(?P<century>上个?世纪|[12][0-9]世纪|二十世纪|本世纪) ?)?"
    r"(?P<decade>[0-9]0|[一二三四五六七八九]十) ?年代(?P<third>初|末|中期)?"
    r"|(?P<full>(?:19|20)[0-9]0) ?年代"
)
_HALF = re.compile(r" ?(?:的)?(?P<half>[上下])半年")
_QUARTER = re.compile(
    r" ?(?:的)?(?:第? ?(?P<n>[一二三四1-4]) ?季度?|[Qq](?P<q>[1-4])(?![0-9A-Za-z]))"
)
_QUARTER_SHIFT = re.compile(rf"(?P<shift>{_any(set(SHIFTS) - {'今', '当前这个'})})季度?(?![节风军])")
_YEAR_EDGE = re.compile(
    r" ?(?:年?(?P<start>初(?!步|始|期|级|次|心|衷|中|一|二|三|夏|秋|冬|春)|开年|年初)"
    r"|年?(?P<end>底(?!层|线|部|气|盘)|末(?!端|尾|日)|年终))"
)
_LONE_EDGE = re.compile(r"年(?:(?P<start>初(?!步|始|期|级|次))|(?P<end>底(?!层)|末(?!端)))")
_MONTH = re.compile(
    rf" ?(?P<month>元|{SMALL})(?:{JOIN}(?P<to>{SMALL}))? ?月份?(?![饼球亮薪租供嫂子])"
)
_MONTH_SHIFT = re.compile(rf"(?P<shift>{_any(set(SHIFTS) - {'今', '这一', '上一', '下一', '当前这个'})})月(?!球|台|亮|饼|薪|色|光)")
_THIRD = re.compile(
    r" ?(?P<third>[上中下]旬|初(?!步|始|期|级|次|心|衷|中|夏|秋|冬)|底(?!层|线|部|气|盘)|末(?!端|尾|日)"
    r"|中(?=[,。、;:\s)(]|$))"
)
_LONE_THIRD = re.compile(r"(?:月(?P<third>初|底(?!部)|末)|(?P<ten>[上中下]旬))(?!步|始)")
_DAY = re.compile(rf" ?(?P<day>初?{SMALL})(?:(?:{JOIN}|[、,和及])(?P<to>{SMALL}))? ?[日号]")
_HOLIDAY = re.compile(_any(_NAMED_DAYS))
_WEEKDAY_BESIDE = re.compile(r" ?[(,] ?(?:周|星期|礼拜)?[一二三四五六日天] ?\)?|[ ,]?(?:周|星期|礼拜)[一二三四五六日天]")
_WEEKDAY_BRACKETS = re.compile(r" ?\( ?(?:(?:周|星期|礼拜)[一二三四五六日天]|[一二三四五六日]) ?\)|[ ,]?(?:星期|周)[一二三四五六日天](?=[\s,。晚上下凌早中])")
_AGO = re.compile(
    rf"(?P<n>[0-9]{{1,3}}|[一二三四五六七八九十两]{{1,3}})(?P<half>半)? ?(?P<unit>{_any(UNITS)})(?:之|以)?前"
    r"(?![后端往进夕线瞻途辈任面者景台置])"
)
_NOT_AGO = re.compile(r"日前|分前")
_COUNTING = re.compile(r"[每次第近前后连续约达超共逾过隔月年个号满整随到这几数]\Z|[每同翌隔当] ?\Z")


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
    if decade := _DECADE.match(text, place):
        return decade.end(), _decade(decade), None
    match = _YEAR.match(text, place)
    if match is None:
        return None
    if match["word"]:
        return match.end(), Fields(year_shift=int(YEAR_WORDS[match["word"]])), None
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
    if match := _HALF.match(text, place):
        return match.end(), Fields(half="上下".index(match["half"]) + 1), None
    if match := _QUARTER.match(text, place):
        which = match["q"] or match["n"]
        return match.end(), Fields(quarter=_int(which)), None
    if match := _YEAR_EDGE.match(text, place):
        return match.end(), Fields(edge="start" if match["start"] else "end"), None
    return None


def lone_in_year(text: str, place: int) -> Read | None:
    """Read 上半年, 第三季度, 上季度, 年底 without a year."""
    if match := _LONE_EDGE.match(text, place):
        return match.end(), Fields(edge="start" if match["start"] else "end"), None
    if match := _QUARTER_SHIFT.match(text, place):
        return match.end(), Fields(quarter_shift=int(SHIFTS[match["shift"]])), None
    if text[place : place + 1] in "上下第一二三四1234":
        read = in_year(text, place)
        if read and (read[1].half or text[place] == "第" or text[place + 1 : place + 3] == "季度"):
            return read
    return None


def month(text: str, place: int) -> Read | None:
    """Read 9月, 九月份, 元月, 1-3月, 上个月."""
    if match := _MONTH_SHIFT.match(text, place):
        return match.end(), Fields(month_shift=int(SHIFTS[match["shift"]])), None
    match = _MONTH.match(text, place)
    if match is None:
        return None
    first = 1 if match["month"] == "元" else _int(match["month"])
    last = Fields(month=_int(match["to"])) if match["to"] else None
    for which in (first, last.month if last else 1):
        if not 1 <= (which or 0) <= 12:
            raise ImpossibleDate(match[0])
    return match.end(), Fields(month=first), last


def in_month(text: str, place: int) -> Read | None:
    """Read what may follow a month: 5日, 5至7日, 上旬, 底."""
    if match := _DAY.match(text, place):
        first = _int(match["day"].removeprefix("初"))
        last = Fields(day=_int(match["to"])) if match["to"] else None
        if not 1 <= first <= 31:
            raise ImpossibleDate(match[0])
        return match.end(), Fields(day=first), last
    if match := _THIRD.match(text, place):
        return match.end(), Fields(thirds=str(THIRDS[match["third"]])), None
    return None


_LONE_DAY = re.compile(rf"(?P<day>[0-9]{{1,2}}|[一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?)(?:{JOIN}(?P<to>[0-9]{{1,2}}|{SMALL}))? ?(?:日(?![元圆本语])|号(?![楼线院门馆厅机店文令车台站公房井床电桌位选码称召角航])){_LENGTH}(?!前)")


def lone_in_month(text: str, place: int) -> Read | None:
    """Read a day or a part of a month without a month: 5日, 月初, 下旬."""
    if match := _LONE_THIRD.match(text, place):
        third = match["ten"] or match["third"]
        return match.end(), Fields(thirds=str(THIRDS[third])), None
    if (match := _LONE_DAY.match(text, place)) is None:
        return None
    first = _int(match["day"])
    last = Fields(day=_int(match["to"])) if match["to"] else None
    if not 1 <= first <= 31:
        raise ImpossibleDate(match[0])
    return match.end(), Fields(day=first), last


def length_follows(text: str, place: int) -> bool:
    """Return whether a number of days or months before this place is a length of time: 15日内."""
    return re.compile(_LENGTH).match(text, place) is None


def counted(text: str, place: int) -> bool:
    """Return whether what stands before a day or month makes it no date: 每月5日, 连续5日."""
    return _COUNTING.search(text[max(0, place - 3) : place]) is not None


def week(text: str, place: int) -> Read | None:
    """Read 周一, 上周, 上上周五, 本周末; a bare 周 is no date."""
    match = _WEEK.match(text, place)
    if match is None or (not match["shift"] and not match["day"]):
        return None
    if not match["day"] and _NOT_A_WEEK.match(text, match.start("unit")):
        return None
    if not match["shift"] and re.search(r"[一二两三四五六七八九十0-9每几整半]\Z", text[max(0, place - 1) : place]):
        return None
    shift = int(SHIFTS[match["shift"]]) if match["shift"] else None
    return (
        match.end(),
        Fields(week=shift, weekday=_WEEKDAYS[match["day"]] if match["day"] else None),
        None,
    )


def day_word(text: str, place: int) -> Read | None:
    """Read 昨天, 今日, 大前天, and the 昨 of 昨晚."""
    if _NOT_A_DAY.match(text, place):
        return None
    before = text[max(0, place - 1) : place]
    if match := _DAY_WORD.match(text, place):
        if match["word"][0] in "前后" and before and before in "以之从目当眼提日年月周最今先面然":
            return None
        if match["word"][0] == "明" and before and before in "说证表声文光透":
            return None
        return match.end(), Fields(days=int(DAY_WORDS[match["word"]])), None
    if match := _SHORT_DAY.match(text, place):
        word = match["word"]
        if word in "前明" and before and before in "以之从目当眼提日年月周最面说证表声文光透":
            return None
        return match.end(), Fields(days=_SHORT_DAYS[word]), None
    return None


def ago(text: str, place: int) -> Read | None:
    """Read 三天前, 两周前, 3个月前."""
    match = _AGO.match(text, place)
    if match is None or match["half"]:
        return None
    if match["unit"] == "日" and not text[place : match.end()].endswith(("之前", "以前")):
        return None
    if re.search(r"[0-9.,第]\Z", text[max(0, place - 1) : place]):
        return None
    return match.end(), Fields(ago=(_int(match["n"]), str(UNITS[match["unit"]]))), None


def named_day(text: str, place: int) -> Read | None:
    """Read 元旦."""
    match = _HOLIDAY.match(text, place)
    if match is None:
        return None
    month_, day = _NAMED_DAYS[match[0]]
    return match.end(), Fields(month=month_, day=day), None


def weekday_beside(text: str, place: int) -> int:
    """Return where the weekday ends that stands beside a day: (周三)."""
    match = _WEEKDAY_BRACKETS.match(text, place)
    return match.end() if match else place


def part(text: str, place: int) -> Read | None:
    """Read 下午, 晚, 凌晨, 中午."""
    match = _PART.match(text, place)
    if match is None:
        return None
    if match["noon"]:
        return match.end(), Fields(noon=True), None
    return match.end(), Fields(part=str(PARTS[match["part"] or match["short"]])), None


def clock(text: str, place: int) -> Read | None:
    """Read 15时07分, 8点半, 3:07."""
    match = _CLOCK.match(text, place)
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
