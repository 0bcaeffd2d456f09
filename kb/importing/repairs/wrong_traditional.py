"""Traditional characters that a conversion from Simplified chose wrongly: a short list.

Each of them is right elsewhere, in a name, a title or another word; only the words listed change.
"""

import re
from collections.abc import Iterator

from kb.importing.repairs.edit import Edit
from kb.language.detection import ScriptCount, count_scripts, has_kana

# Character: what it becomes in which words. The bracketed group is the character itself.
_WORDS: tuple[tuple[str, str], ...] = (
    (
        "於",
        r"(?<=[在源由位屬關對等至基終過便善用處低高大小多少助力立注同趨鑒鑑急勇敢樂忠限陷敗歸始出現見介利居致優劣歸置拘礙濟異忙安寓富異存生服])(于)"
        r"|(于)(?=是[，,否]|此[，,次同]|\s?\d|民國|次[年月日週周]|[今去明昨]年|本[年月週周])",
    ),
    ("後", r"(?<![帝女蜂蟻視球封立廢太皇王母影歌武])(后)(?![妃冠座宮羿土里豐稷髮])"),
    ("採", r"(采)(?=[取用訪購集納樣摘買石礦證信行])|(?<=[開博])(采)(?!邑)"),
    ("併", r"(?<=[合兼吞歸])(并)|(并)(?=[購入吞])"),
    ("並", r"(?<![合兼吞歸州])(并)(?![購入吞發排軌州])"),
    ("範", r"(?<=[規示典模防師風])(范)|(范)(?=[圍例本疇式文])"),
    ("係", r"(?<=關)(系)(?!統)"),
    ("繫", r"(?<=[聯維])(系)(?!統)"),
    (
        "製",
        r"(?<=[研復複錄繪煉印監特仿])(制)(?![定度])|(?<![控限抑強管節遏機體編學法專抵牽壓克])(制)(?=[造作品片藥劑圖衣鞋])",
    ),
    ("裡", r"(?<=[這那哪心家手夜城村眼屋嘴懷])(里)(?![程巷長民昂斯茲])|(里)(?=面(?![包粉積]))"),
    ("藉", r"(?<=憑)(借)|(?<![出外租])(借)(?=[此由故題]|口[，,。稱推])"),
)
# A line without one of these has nothing to find.
_ANY = re.compile("[于后采并范系制里借]")
_NONE = ScriptCount(0, 0)
_RULES = tuple((right, re.compile(pattern)) for right, pattern in _WORDS)
# 三天后 is when, 天后 a singer.
_SINGER = re.compile("(?<![0-9一二三四五六七八九十兩幾半數多今當])天后$")
_NAME = re.compile(
    r"(?:由|與|對|同|在|助|等|至)于(?=[\u4e00-\u9fff]{1,2}(?:先生|女士|小姐|博士|教授|經理|總))"
)


def find(text: str) -> Iterator[Edit]:
    """Yield the wrong characters of the Traditional lines of a text."""
    place = 0
    found: list[Edit] = []
    for line in text.split("\n"):
        scripts = count_scripts(line) if _ANY.search(line) else _NONE
        if scripts.traditional > 3 * scripts.simplified and not has_kana(line):
            found += _in_line(line, place)
        place += len(line) + 1
    return iter(sorted(found, key=lambda edit: edit.start))


def _in_line(line: str, place: int) -> Iterator[Edit]:
    taken: set[int] = set()
    for right, pattern in _RULES:
        for match in pattern.finditer(line):
            if match.start() in taken or _is_right(line, match):
                continue
            taken.add(match.start())
            yield Edit(place + match.start(), place + match.end(), right, "traditional")


def _is_right(line: str, match: re.Match[str]) -> bool:
    """Return whether the character is a title or a surname."""
    if match[0] == "于":
        return _NAME.match(line, max(match.start() - 1, 0)) is not None
    return match[0] == "后" and _SINGER.search(line[: match.end()][-3:]) is not None
