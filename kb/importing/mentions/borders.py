"""Whether a name stands by itself: not within a longer word, Latin or Chinese.

Chinese has no spaces, so the words around a short name are cut (rjieba): a word that reaches out of
the name on one side is another word (理学 is one, so 李理 is not in 李理学), and so is a word that
holds the whole name and more.
"""

import re
from itertools import accumulate

import rjieba

from kb.language.detection import has_han

# A longer name is taken as it stands.
_SHORT = 3
# How much text around a name is cut into words, at most.
_BEFORE, _AFTER = 12, 8
_STOP = re.compile(r"[^一-鿿㐀-䶿]")
# What may follow a name of two characters, alone between it and a verb of saying.
FOLLOWS_NAMES = frozenset(
    "的了在是和与同跟说称对向因将已也都就被把从为以到等曾再又还即于及或现今昨明前后中原不没并则先后"
    "用此未便才却仍亦均正又更只首次者人方总本其当各多可能应需要会想让给由按据随自晚早日曰言道问答"
)
_SAYS = (
    *("表示", "回应", "介绍", "指出", "透露", "认为", "告诉", "强调", "坦言", "发文", "说", "称"),
    *("道歉", "致歉", "否认", "承认", "宣布", "接受", "出任", "担任", "接任"),
)


def stands_alone(
    folded: str, text: str, start: int, end: int, spelling: str, *, person: bool = False
) -> bool:
    """Return whether what stands at a place of a text is a name and no part of another word.

    `folded` has the length of `text`; `spelling` is the name as its record has it.
    """
    if not _latin_borders(folded, start, end):
        return False
    word = text[start:end]
    if not has_han(word):
        return _is_written_as_a_name(folded, word, start, spelling)
    if end - start > _SHORT:
        return True
    return not _in_longer_word(folded, start, end, person=person)


def _latin_borders(folded: str, start: int, end: int) -> bool:
    if start and _is_latin(folded[start]) and _is_latin(folded[start - 1]):
        return False
    return not (end < len(folded) and _is_latin(folded[end - 1]) and _is_latin(folded[end]))


def _is_latin(character: str) -> bool:
    return character.isalnum() and character < "\u2e80"


def _is_written_as_a_name(folded: str, word: str, start: int, spelling: str) -> bool:
    """Return whether a Latin word has the capital of its name: Apple is no apple."""
    if spelling.islower() or " " in word or not word.islower():
        return True
    return start > 0 and folded[start - 1] in "@#"


def _in_longer_word(folded: str, start: int, end: int, *, person: bool) -> bool:
    first, last = _surroundings(folded, start, end)
    words = rjieba.cut(folded[first:last], False)
    following = _words_behind(words, end - first) if _begins_at(words, start - first) else None
    if following is not None:
        return person and end - start == 2 and _is_longer_name(following)
    before = rjieba.cut(folded[first:start], False)
    after = rjieba.cut(folded[end:last], False)
    # 李明天天迟到 falls into fewer words around 李明 than around 明天. In a tie the longer word
    # wins, unless a word follows that commonly follows names: 李明说 is not of 明说.
    with_name = len(before) + 1 + len(after)
    if with_name == len(words) and _begins_at(words, start - first):
        return not (after and after[0] in FOLLOWS_NAMES)
    return with_name >= len(words)


def _begins_at(words: list[str], place: int) -> bool:
    return place == 0 or place in accumulate(map(len, words))


def _words_behind(words: list[str], place: int) -> list[str] | None:
    """Return the words from a place on, None when a word goes across it."""
    for number, at in enumerate(accumulate(map(len, words)), start=1):
        if at == place:
            return words[number : number + 2]
    return None


def _surroundings(folded: str, start: int, end: int) -> tuple[int, int]:
    """Return the Han characters around a place that are cut into words with it."""
    first = max(0, start - _BEFORE)
    for match in _STOP.finditer(folded, first, start):
        first = match.end()
    after = _STOP.search(folded, end, min(len(folded), end + _AFTER))
    return first, after.start() if after else min(len(folded), end + _AFTER)


def _is_longer_name(following: list[str]) -> bool:
    """Return whether one more character belongs to a name, by the verb that follows it."""
    if len(following) < 2 or len(following[0]) != 1 or following[0] in FOLLOWS_NAMES:
        return False
    return following[1] in _SAYS
