"""The words of Chinese dates, as tables, and the patterns made of them. Texts are folded before.

What stands in `(?!...)` after a word begins words that are no dates: 月底层, 上月球.
"""

import re
from collections.abc import Iterable, Mapping

from kb.importing.dates.fields import WEEKEND
from kb.importing.dates.numbers import SMALL

# --- Words --------------------------------------------------------------------

DAY_WORDS = {
    **dict.fromkeys(("大前天", "大前日"), -3),
    **dict.fromkeys(("前天", "前日"), -2),
    **dict.fromkeys(("昨天", "昨日", "昨儿"), -1),
    **dict.fromkeys(("今天", "今日", "今儿", "本日"), 0),
    **dict.fromkeys(("明天", "明日"), 1),
    **dict.fromkeys(("后天", "后日"), 2),
    "大后天": 3,
}
# For a day before a time of day: 昨晚.
SHORT_DAYS = {"前": -2, "昨": -1, "今": 0, "明": 1}
YEAR_WORDS = {
    "大前年": -3,
    "前年": -2,
    **dict.fromkeys(("去年", "上年", "上一年"), -1),
    **dict.fromkeys(("今年", "本年", "这一年"), 0),
    **dict.fromkeys(("明年", "来年"), 1),
    "后年": 2,
}
SHIFTS = {
    **dict.fromkeys(("上上个", "上上"), -2),
    **dict.fromkeys(("上个", "上一个", "上一", "上"), -1),
    **dict.fromkeys(("这个", "这一", "这", "本"), 0),
    **dict.fromkeys(("下个", "下一个", "下一", "下"), 1),
    **dict.fromkeys(("下下个", "下下"), 2),
}
_LONG_PARTS = {
    "small hours": "凌晨",
    "morning": "清晨 早晨 早上 早间 上午 清早 一早 晨间",
    "afternoon": "下午 午后",
    "evening": "傍晚 晚上 晚间 夜间 夜里 夜晚 入夜",
    "late night": "深夜 午夜 半夜 子夜",
}
_SHORT_PARTS = {"早": "morning", "晨": "morning", "晚": "evening", "夜": "evening"}
PARTS = {word: part for part, words in _LONG_PARTS.items() for word in words.split()}
PARTS |= _SHORT_PARTS
THIRDS = {
    **dict.fromkeys(("上旬", "初"), "early"),
    **dict.fromkeys(("中旬", "中"), "mid"),
    **dict.fromkeys(("下旬", "底", "末"), "late"),
}
UNITS = {
    **dict.fromkeys(("分钟", "分"), "minute"),
    **dict.fromkeys(("小时", "个小时", "钟头", "个钟头"), "hour"),
    **dict.fromkeys(("天", "日"), "day"),
    **dict.fromkeys(("周", "个星期", "星期", "个礼拜", "礼拜"), "week"),
    "个月": "month",
    "年": "year",
}
WEEKDAYS = dict(zip("一二三四五六日", range(7), strict=True))
WEEKDAYS |= dict(zip("123456", range(6), strict=True)) | {"天": 6, "7": 6, "末": WEEKEND}
# Single days that bear a name in the solar calendar.
NAMED_DAYS = {"元旦": (1, 1), "平安夜": (12, 24), "圣诞节": (12, 25), "跨年夜": (12, 31)}


def _any(words: Iterable[str] | Mapping[str, object]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


# --- Patterns -----------------------------------------------------------------

# What joins the ends of a range.
JOIN = r" ?(?:至|到|-{1,2}|–|—{1,2}|~|―{1,2}|─) ?"
_FULL_YEAR = r"[0-9]{4}|[〇零○一二三四五六七八九]{4}"
# 初, 底, 末 are also the beginnings of other words.
_START = "初(?![步始期级次心衷中一二三夏秋冬春])"
_END = "底(?![层线部气盘])|末(?![端尾日])"

PART = re.compile(
    rf" ?(?:的?(?P<part>{_any(set(PARTS) - set(_SHORT_PARTS))})|(?P<noon>中午|正午|午间|晌午)"
    r"|(?P<short>早(?![期已就些日前在先教餐盘])|晚(?![会宴餐报期年于高])"
    r"|夜(?![市班店宵])|晨(?![报会])))"
)
CLOCK = re.compile(
    rf"[ ,]{{0,2}}(?P<hour>{SMALL}) ?(?:"
    r":(?P<colon>[0-5][0-9])(?::[0-5][0-9])?(?![0-9:]| ?[APap]\.?[Mm])"
    r"|(?:点钟?|时)(?![候代间刻常隔而不])"
    rf"(?: ?(?P<minute>{SMALL}) ?分(?![钟之])(?: ?{SMALL} ?秒)?"
    r"|(?P<half>半)|(?P<quarter>[一三])刻|(?P<sharp>整)|[许左多])?)"
)
DAY_WORD = re.compile(
    rf"(?P<word>{_any(DAY_WORDS)})"
    rf"|(?P<short>[{''.join(SHORT_DAYS)}]) ?\( ?[0-9]{{1,2}} ?\) ?[日天]?"
)
NOT_A_DAY = re.compile(
    r"今日(?:头条|说法|美术|关注)|明日(?:方舟|香|之星)|前日本|后日本|[今明]日本"
    r"|[前明后]天(?:气(?![温预])|空|下|才|生|性|体)|后天(?:免疫|努力|培养)"
)
# The words that end in 前, 后 or 明 before 天: 以前|天气, 说明|天数.
ENDS_A_WORD = {"前": "以之从目当眼提日年月周最面先", "后": "以之今最然", "明": "说证表声文光透"}
SHORT_DAY = re.compile(
    rf"(?P<word>[{''.join(SHORT_DAYS)}])"
    r"(?=早(?![已就期])|晚(?![会期年报])|晨|夜|凌晨|午夜|深夜)"
)
WEEK = re.compile(
    rf"(?P<shift>{_any(SHIFTS)})?(?P<unit>周|星期|礼拜)"
    r"(?:(?P<day>[一二三四五六日天末1-7])(?![0-9季年个次名位]))?"
)
NOT_A_WEEK = re.compile(r"周[边围转期全密刊报年到旋遭岁长折知详波易整]")
YEAR = re.compile(
    rf"(?:公元)?(?P<year>{_FULL_YEAR})(?:{JOIN}(?P<to>{_FULL_YEAR}))? ?年度?(?!历史|之久)"
    r"|民国 ?(?P<republic>元|[0-9]{1,3}|[一二三四五六七八九十百〇零]{1,5}) ?年"
    r"|(?P<short>[0-9]{2}) ?年(?= ?[0-9]{1,2} ?月(?! ?内))"
    rf"|(?P<word>{_any(YEAR_WORDS)})(?:(?<=年)度)?"
)
REPUBLIC_DATE = re.compile(
    r"民国 ?(?P<republic>[0-9]{2,3})(?P<mark>[-/.])"
    r"(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})(?![0-9])"
)
DECADE = re.compile(
    r"(?:(?P<century>上个?世纪|[12][0-9]世纪|二十世纪|本世纪) ?)?"
    r"(?P<decade>[0-9]0|[一二三四五六七八九]十) ?年代"
    r"|(?P<full>(?:19|20)[0-9]0) ?年代"
)
HALF = re.compile(r" ?的?(?P<half>[上下])半年")
QUARTER = re.compile(
    r" ?的?(?:第? ?(?P<word>[一二三四1-4]) ?季度?|[Qq](?P<label>[1-4])(?![0-9A-Za-z]))"
)
FIRST_QUARTERS = re.compile(r" ?的?前(?P<last>[二两三23])个?季度?")
QUARTER_SHIFT = re.compile(rf"(?P<shift>{_any(SHIFTS)})季度?(?![节风军])")
YEAR_EDGE = re.compile(rf" ?年?(?:(?P<start>{_START}|开年)|(?P<end>{_END}|终))")
LONE_EDGE = re.compile(rf"年(?:(?P<start>{_START})|(?P<end>{_END}))")
# Before a month: it is one of the moon.
LUNAR = re.compile(r"[农阴旧]历(?:的|[^,。;\n]{0,4}年)? ?\Z")
MONTH = re.compile(
    rf" ?的?(?P<month>元|{SMALL})(?:{JOIN}(?P<to>{SMALL}))? ?月份?(?![饼球亮薪租供嫂子])"
)
MONTH_SHIFT = re.compile(
    rf"(?P<shift>{_any(set(SHIFTS) - {'这一', '上一', '下一'})})月(?![球台亮饼薪色光])"
)
THIRD = re.compile(rf" ?(?P<third>[上中下]旬|{_START}|{_END}|中(?=[,。、;:\s)(]|\Z))")
# 八月初五 is a day of the moon.
LUNAR_DAY = re.compile(r"初[一二三四五六七八九十]")
LONE_THIRD = re.compile(
    r"(?<![正腊闰冬岁蜜0-9])月"
    r"(?P<third>初(?![步始一二三四五六七八九十])|底(?!部)|末|中(?=[,。、;:\s)(]|\Z))"
    r"|(?P<ten>[上中下]旬)"
)
DAY = re.compile(
    rf" ?初?(?P<day>{SMALL})(?:(?:{JOIN}|[、,和及])(?P<to>{SMALL}))? ?(?P<unit>[日号])"
)
# 一日 to 十日 without a month are more often lengths of time than days.
LONE_DAY = re.compile(
    r"(?P<day>[0-9]{1,2}|[一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?)"
    rf"(?:{JOIN}(?P<to>{SMALL}))? ?"
    r"(?:日(?![元圆本语前])|号(?![楼线院门馆厅机店文令车台站公房井床电桌位选码称召角航前]))"
)
# After a number of days or months: it is a length of time.
LENGTH = re.compile(r" ?(?:[之以]?内|之?间|[之以]?后|以?来|游|均|线|龄|元|薪|期|余|多)")
# Before a number of days or months: it is a length of time, or a day of every month.
COUNTED = re.compile(r"[每次第近前后连续约达超共逾过隔月年个号满整随到这几数同翌当]\Z")
# Before 周一: 一周一次, 每周一.
COUNTED_WEEK = re.compile(r"[一二两三四五六七八九十0-9每几整半]\Z")
NAMED_DAY = re.compile(_any(NAMED_DAYS))
WEEKDAY_BESIDE = re.compile(
    r" ?\( ?(?:周|星期|礼拜)?[一二三四五六日天] ?\)"
    r"|[ ,]?(?:星期|礼拜|周)[一二三四五六日天]"
)
AGO = re.compile(
    r"(?<![0-9.,第一二三四五六七八九十百两几数])(?P<count>[0-9]{1,3}"
    r"|[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九两]) ?"
    rf"(?P<unit>{_any(UNITS)})(?P<firmly>[之以])?前(?![后端往进夕线瞻途辈任面者景台置])"
)

# What is tried where a date may begin.
BEGINNINGS = (
    *(AGO, DAY_WORD, SHORT_DAY, WEEK, NAMED_DAY, REPUBLIC_DATE, DECADE, YEAR, LONE_EDGE),
    *(QUARTER_SHIFT, HALF, FIRST_QUARTERS, QUARTER, YEAR_EDGE, LONE_THIRD, LONE_DAY),
    *(MONTH_SHIFT, MONTH, PART),
)
