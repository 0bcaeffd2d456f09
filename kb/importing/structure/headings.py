"""The headings of a text: marked, numbered, or short lines above longer ones."""

# ruff: noqa: E501

import re
from dataclasses import dataclass

from kb.importing.structure.bylines import byline
from kb.language.detection import width

_MARKED = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_CHAPTER = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十\d]{1,3}[章节節部分]+[、： ]?)\s*(\S.{1,40})$"
)
_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,3})[.、]?\s*(\S.{1,60})$")
_ENDS = re.compile(r"[。！？；，：,.;:!?…\]”」]$")
_ITEM = re.compile(r"[，。；]|^[-*•·>|]|^\d{1,2}[.)、）]\s")
_WIDEST = 60
_TEXT = 40


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading from `start` to `end` of the text; `level` counts from 1."""

    level: int
    text: str
    start: int
    end: int


def headings(text: str) -> list[Heading]:
    """Return the headings of a text in their order."""
    lines = text.split("\n")
    found, place = [], 0
    for number, line in enumerate(lines):
        if heading := _heading(line, lines[number + 1 : number + 3]):
            level, words = heading
            found.append(Heading(level, words, place, place + len(line)))
        place += len(line) + 1
    return found


def _heading(line: str, following: list[str]) -> tuple[int, str] | None:
    stripped = line.strip()
    if marked := _MARKED.match(stripped):
        return len(marked[1]), marked[2]
    if _ENDS.search(stripped):
        return None
    if chapter := _CHAPTER.match(stripped):
        return 1, chapter[1]
    if numbered := _NUMBERED.match(stripped):
        return 1 + numbered[1].count("."), numbered[2]
    if not stripped or _ITEM.search(stripped) or width(stripped) > _WIDEST or byline(stripped):
        return None
    text = next((after for after in following if after.strip()), "")
    return (2, stripped) if width(text) >= max(_TEXT, 1.5 * width(stripped)) else None
