"""How close the wording of two titles is, in any one writing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import rjieba
from rapidfuzz.distance import Indel

from cases.duplicates.spelling import misspelt, spelling
from kb.search.analysis.pipeline import stem
from kb.search.analysis.stopwords import STOP_WORDS

# What titles have now and then and nobody is told anything by.
_SAYS_NOTHING_WORDS = """
incident affair case event issue controversy scandal row report news against about over after
amid during via per new found again
"""
_SAYS_NOTHING = frozenset(_SAYS_NOTHING_WORDS.split())
_HAN_SAYS_NOTHING = re.compile(
    "事件|风波|一事|事故|引发|疑似|再次|发现|情况|关于|[的了被就于之及与和]"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A title as it is compared: stems that tell something, Han characters that do, its figures."""

    text: str
    stems: frozenset[str]
    han: str
    figures: frozenset[str]

    @property
    def length(self) -> int:
        """How much it tells: words, two Han characters for one."""
        return len(self.stems) + len(self.figures) + (len(self.han) + 1) // 2

    @property
    def pieces(self) -> list[str]:
        """Its words in either writing, for keys; the longest first."""
        cut = [word for word in rjieba.cut(self.han, False) if len(word) > 1] if self.han else []
        return sorted({*self.stems, *cut}, key=lambda word: (-len(word.encode()), word))


@lru_cache(maxsize=16_384)
def wording(title: str) -> Wording:
    """Return what of a title is compared."""
    spelt = spelling(title)
    told = [word for word in spelt.latin if word not in STOP_WORDS]
    figures = frozenset(word for word in told if any(map(str.isdigit, word)))
    plain = [word for word in told if word not in figures]
    kept = [word for word in plain if word not in _SAYS_NOTHING] or plain
    han = _HAN_SAYS_NOTHING.sub("", spelt.han) or spelt.han
    return Wording(spelt.text, frozenset(map(stem, kept)), han, figures)


def closeness(one: str, other: str) -> int:
    """Return how close two titles are, in percent; 0 when each has a word the other lacks.

    A title that only says more than another may mean the same; two that say different things
    (owners, staff; S5, S7; 2023, 2024) do not, however much else they share.
    """
    a, b = wording(one), wording(other)
    if not a.length or not b.length:
        return 0
    if bool(a.stems) != bool(b.stems) and not (a.han and b.han):
        return 0
    if bool(a.han) != bool(b.han):
        return 0
    if a.figures - b.figures and b.figures - a.figures:
        return 0
    only_a, only_b = set(a.stems - b.stems), set(b.stems - a.stems)
    for word in list(only_a):
        same = next((other for other in only_b if misspelt(word, other)), None)
        if same:
            only_a.discard(word)
            only_b.discard(same)
    if only_a and only_b:
        return 0
    extra = len(only_a) + len(only_b) + len(a.figures ^ b.figures)
    if a.han != b.han:
        cut = {one.tag for one in Indel.opcodes(a.han, b.han) if one.tag != "equal"}
        if len(cut) > 1 or "replace" in cut:
            return 0 if sorted(a.han) != sorted(b.han) else 70
        extra += (abs(len(a.han) - len(b.han)) + 1) // 2
    longest = max(a.length, b.length)
    return max(0, round(100 * (longest - extra) / longest))
