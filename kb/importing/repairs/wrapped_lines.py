"""Spaces that are left where a line of Chinese was wrapped: the 汽 车 of a long running line."""

import re
from collections.abc import Iterator

import rjieba

from kb.importing.repairs.edit import Edit

_HAN = "\u3400-\u9fff"
# Closing signs end a sentence or a part of it, where a space parts rather than wraps.
_GAP = re.compile(f" (?:(?<=[{_HAN}] )(?=[{_HAN}“「『《])|(?<=[，、；：,”」》] )(?=[{_HAN}]))")
_SPACE = re.compile(r"\s")
_RUNNING = re.compile("[，。；,;]")
# What stands between two gaps of wrapping is about a line; titles and captions are shorter, and
# the title that an excerpt repeats stands at its beginning.
_LINE = 15
_FIRST_LINE = 35
# From so many on, the spaces are no author's.
_MANY = 3


def find(text: str) -> Iterator[Edit]:
    """Yield the spaces inside running Chinese with a line's length of it on both sides.

    All of them when one parts a word or there are several; else none.
    """
    gaps = [match for match in _GAP.finditer(text) if _is_running(text, match)]
    if len(gaps) >= _MANY or any(_parts_a_word(text, gap) for gap in gaps):
        for gap in gaps:
            yield Edit(gap.start(), gap.end(), "", "wrap")


def _is_running(text: str, gap: re.Match[str]) -> bool:
    left, starts_line = _chunk_before(text, gap.start())
    right = _chunk_after(text, gap.end())
    if len(left) < (_FIRST_LINE if starts_line else _LINE) or not _RUNNING.search(left):
        return False
    return len(right) >= _LINE or (len(right) > _LINE // 2 and right.endswith("。"))


def _parts_a_word(text: str, gap: re.Match[str]) -> bool:
    left, right = text[max(gap.start() - 6, 0) : gap.start()], text[gap.end() : gap.end() + 6]
    place = 0
    for word in rjieba.cut(left + right, False):
        if place < len(left) < place + len(word):
            return True
        place += len(word)
    return False


def _chunk_before(text: str, end: int) -> tuple[str, bool]:
    """Return what stands between a gap and the space before it, and whether a line starts there."""
    window = text[max(end - 2 * _FIRST_LINE, 0) : end]
    chunk = _SPACE.split(window)[-1]
    start = end - len(chunk)
    return chunk, start == 0 or text[start - 1] == "\n"


def _chunk_after(text: str, start: int) -> str:
    return _SPACE.split(text[start : start + 2 * _LINE])[0]
