"""How a name is spelt and how it sounds, in forms that can be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from kb.language.names import split_surname
from kb.language.romanise import READ_AS_SURNAME
from kb.search.analysis.normalise import fold
from kb.search.analysis.readings import readings
from kb.search.analysis.segment import is_han, words
from kb.search.analysis.spellings import other_stems
from kb.search.analysis.typed import plain

_TONE = re.compile(r"(?<=[a-zü])[1-5](?![0-9a-z])")
_THOUSANDS = re.compile(r"(?<=\d)[,\u00a0\u2009](?=\d{3}\b)")
_INITIALS, _FINALS = (
    "zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?",
    "iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|van|an|en|in|un|vn|ai|ei|ao|ou|ia|ie|iu|ua|ui"
    "|uo|ue|ve|er|a|o|e|i|u|v",
)
_PINYIN = re.compile(rf"(?:(?:{_INITIALS})(?:{_FINALS}))+")
# In words of fewer letters a mistake makes another word.
_LONG = 6
_VERY_LONG = 10


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name as it is compared: its words that are not Han, in order, and its Han characters."""

    text: str
    latin: tuple[str, ...]
    han: str

    @property
    def joined(self) -> str:
        """Everything without spaces."""
        return "".join(self.latin) + self.han


@lru_cache(maxsize=16_384)
def spelling(name: str) -> Spelling:
    """Return how a name is spelt: both scripts alike, without accents, tones and case."""
    cut = words(_THOUSANDS.sub("", fold(name)))
    latin = tuple(_TONE.sub("", plain(word)) for word in cut if not is_han(word))
    return Spelling(name.strip(), latin, "".join(word for word in cut if is_han(word)))


def is_pinyin(word: str) -> bool:
    """Return whether a word could be Chinese syllables: one letter more is then another word."""
    return bool(_PINYIN.fullmatch(word))


def misspelt(one: str, other: str) -> bool:
    """Return whether two words that are not Han are one word, spelt wrongly or in another way.

    A letter added at the end makes another name (Robert, Roberta), and so does any in pinyin.
    """
    if one == other:
        return True
    if one in other_stems(other) or other in other_stems(one):
        return True
    shorter = min(len(one), len(other))
    if shorter < _LONG or any(map(str.isdigit, one + other)):
        return False
    if one.startswith(other) or other.startswith(one):
        return False
    if is_pinyin(one) and is_pinyin(other):
        return False
    mistakes = 1 if shorter < _VERY_LONG else 2
    return OSA.distance(one, other, score_cutoff=mistakes) <= mistakes


@lru_cache(maxsize=16_384)
def sounds(han: str, latin: tuple[str, ...] = ()) -> frozenset[frozenset[str]]:
    """Return the ways a name of a person sounds, each as its two parts in no order.

    Chinese gives its surname and the rest; other words every cut in two, since nobody knows
    which comes first, with words run together: Lin Zhi Yuan is lin and zhiyuan as well.
    """
    found: set[frozenset[str]] = set()
    if han:
        surname, _given = split_surname(han)
        first = max(1, len(surname))
        for said in readings(han[:6]):
            if surname and (other := READ_AS_SURNAME.get(surname)):
                found.add(frozenset((other.replace(" ", ""), "".join(said[first:]))))
            found.add(frozenset(("".join(said[:first]), "".join(said[first:]))))
    elif len(latin) > 1:
        spoken = [word.replace("ü", "v") for word in latin]
        for place in range(1, len(spoken)):
            found.add(frozenset(("".join(spoken[:place]), "".join(spoken[place:]))))
    return frozenset(part - {""} for part in found)


@lru_cache(maxsize=16_384)
def said(han: str) -> frozenset[str]:
    """Return how a Chinese name is read, without spaces."""
    return frozenset("".join(one) for one in readings(han)) if han else frozenset()
