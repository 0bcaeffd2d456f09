"""Lines that say who published a text and when: `Outlet · 2024-06-03 09:44`."""

# ruff: noqa: E501

import re
from dataclasses import dataclass

from kb.language.detection import width

_MONTH = (
    "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|January|February|March|April|June|July"
    "|August|September|October|November|December)"
)
_CLOCK = (
    r"(?:[ T]*(?:上午|下午|晚上|凌晨|早上)?\s?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
    r"(?:Z|[+-]\d\d:?\d\d)?)?"
)
# Only what a date looks like: what it means is for the grammar of dates.
DATE = re.compile(
    rf"(?:\d{{4}}\s?[-/.年]\s?\d{{1,2}}\s?[-/.月]\s?\d{{1,2}}\s?日?|\d{{1,2}}月\d{{1,2}}日"
    rf"|{_MONTH}\.? \d{{1,2}},? \d{{4}}|\d{{1,2}} {_MONTH}\.? \d{{4}}){_CLOCK}"
)
_LABEL = re.compile(
    r"(?:发布时间|发布日期|发表时间|更新时间|时间|日期|發布時間|發佈時間|發布日期|更新時間|時間|published|updated|posted|date)"
    r"(?: on| at)?\s*[:：]?\s*",
    re.I,
)
_SOURCE = re.compile(
    r"(?:来源|來源|出处|出處|信息来源|source)\s*[:：]\s*(?!https?:)([^\s|｜·,，;；]{2,20})", re.I
)
_AUTHOR = re.compile(
    r"(?:作者|记者|記者|撰文|编辑|編輯|责编|文|author|(?<![a-z])by)\s*(?:[:：/／|｜]| (?=[A-Z]))\s*"
    r"([\u3400-\u9fff·]{2,8}(?: [\u3400-\u9fff·]{2,4}(?![\u3400-\u9fff]))?|[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}|[a-z]\w{1,20})",
    re.I,
)
_DIGIT = re.compile(r"\d")
_BETWEEN = re.compile(r"[\s·•|｜—–\-,，/]+")
_SENTENCE = re.compile(r"[。！？；]|[.!?] ")
_WIDEST = 90
_WIDEST_REST = 34


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says; `date` is as written, empty strings for what it does not say."""

    outlet: str
    author: str
    date: str


def byline(line: str) -> Byline | None:
    """Return what a line says when it is a byline with a date, None for any other."""
    # Nearly no line has a date, and no date is without a digit.
    if _DIGIT.search(line) is None or width(line) > _WIDEST or _SENTENCE.search(line):
        return None
    dated = DATE.search(line)
    if dated is None:
        return None
    rest = _LABEL.sub(" ", line[: dated.start()] + " | " + line[dated.end() :])
    source, author = source_of(rest), author_of(rest)
    rest = _AUTHOR.sub(" ", _SOURCE.sub(" ", rest))
    names = [name.strip() for name in re.split(r"[|｜·•]|\s[—–-]\s", rest) if name.strip()]
    if width("".join(names)) > _WIDEST_REST or len(names) > 3:
        return None
    names = [name for name in names if not re.fullmatch(r"[\d\s.,:：()万kK]+|.{0,3}阅读.*", name)]
    return Byline(source or (tidied(names[0]) if names else ""), author, dated[0].strip())


def source_of(text: str) -> str:
    """Return the outlet that a text names with a label, empty if none."""
    found = _SOURCE.search(text)
    return tidied(found[1]) if found else ""


def author_of(text: str) -> str:
    """Return the author that a text names with a label, empty if none."""
    found = _AUTHOR.search(text)
    return found[1].strip() if found else ""


def tidied(outlet: str) -> str:
    """Return an outlet's name with single characters that were set apart joined again: `3 6 Ke`."""
    joined = ""
    alone = False
    for part in _BETWEEN.split(outlet.strip(" ·•|｜—–-:：")):
        single = len(part) == 1
        joined += part if not joined or (single and alone) else f" {part}"
        alone = single
    return joined
