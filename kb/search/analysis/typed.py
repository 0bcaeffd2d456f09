"""What somebody may type to mean a name or a title: any part of it from some place on.

A key is what is typed without its spaces, so that `lei jun`, `leijun` and `Lei Jun` are one.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

import rjieba

from kb.search.analysis.normalise import fold
from kb.search.analysis.readings import reading, readings
from kb.search.analysis.segment import is_han, words
from kb.search.analysis.stopwords import STOP_WORDS

# Raise this when other keys are made of the same spelling; saved entries then get new ones.
KEYS_VERSION = 2
LONGEST_KEY = 32
# A shorter word is as near to many others as to the one that was meant.
SHORTEST_MISSPELT = 3
_LONGEST_RUN = 40  # characters of a run from which a key begins
_LONGEST_INITIALS = 12
_MOST_KEYS = 160
_SHORT_RUN = 4
# After a beginning of one or two letters: every key that begins so.
ANY = "*"
_SHORT = 2

# How well a key stands for its spelling: from its start, from a word on, from inside a run; and
# whether it is how the spelling sounds. The lowest is best.
START, WORD, INSIDE = 0, 1, 2
Fit: TypeAlias = tuple[int, bool]
_WORST: Fit = (INSIDE + 1, True)


@dataclass(frozen=True, slots=True)
class Part:
    """A word of a spelling: as it is compared, and the syllables of its readings when it is Han."""

    text: str
    readings: tuple[tuple[str, ...], ...] = ()


def plain(word: str) -> str:
    """Return a word that is not Han without accents and apostrophes: Xi'an is xian."""
    if not word.isascii():
        decomposed = unicodedata.normalize("NFKD", word)
        word = "".join(one for one in decomposed if not unicodedata.combining(one))
    return word.replace("'", "").replace("’", "")


def typed_key(text: str) -> str:
    """Return the key of what has been typed so far; empty when that holds no word."""
    return "".join(typed_words(text))[:LONGEST_KEY]


def typed_words(text: str) -> list[str]:
    """Return the words of what has been typed, as keys are made of them."""
    return [word if is_han(word) else plain(word) for word in words(fold(text))]


def is_short(key: str) -> bool:
    """Return whether so many keys begin with this one that they are listed under it."""
    return len(key) <= _SHORT and key.isascii()


def keys_of(spelling: str) -> dict[str, Fit]:
    """Return the keys of a spelling, each with how well it stands for it."""
    found: dict[str, Fit] = {}
    for key, fit in _keys(_parts(spelling)):
        cut = key[:LONGEST_KEY]
        if cut and fit < found.get(cut, _WORST):
            found[cut] = fit
            if len(found) >= _MOST_KEYS:
                break
    for key, fit in list(found.items()):
        if key[:1].isascii():
            for length in range(1, _SHORT + 1):
                short = key[:length] + ANY
                found[short] = min(fit, found.get(short, fit))
    return found


def vocabulary(spelling: str) -> list[str]:
    """Return the words of a spelling that somebody may misspell: not Han, and long enough."""
    return [
        word[:LONGEST_KEY]
        for word in typed_words(spelling)
        if not is_han(word) and len(word) >= SHORTEST_MISSPELT and word not in STOP_WORDS
    ]


def _parts(spelling: str) -> list[Part]:
    return [
        Part(word[:_LONGEST_RUN], readings(word) if len(word) <= _SHORT_RUN else (reading(word),))
        if is_han(word)
        else Part(plain(word))
        for word in words(fold(spelling))
    ]


def _keys(parts: list[Part]) -> Iterator[tuple[str, Fit]]:
    typed = _joined([part.text for part in parts])
    spoken = _joined(["".join(part.readings[0]) if part.readings else part.text for part in parts])
    for number, part in enumerate(parts):
        rank = WORD if number else START
        if part.readings:
            yield from _run_keys(part, typed[number + 1], spoken[number + 1], rank)
        elif not number or part.text not in STOP_WORDS:
            yield typed[number], (rank, False)
            yield spoken[number], (rank, True)
    if len(parts) > 1 and not any(part.readings for part in parts):
        yield "".join(part.text[:1] for part in parts)[:_LONGEST_INITIALS], (INSIDE, True)


def _run_keys(part: Part, typed: str, spoken: str, rank: int) -> Iterator[tuple[str, Fit]]:
    """Yield the keys that begin inside a run, given what follows it."""
    run = part.text
    for place in range(len(run)):
        yield run[place:] + typed, (rank if place == 0 else INSIDE, False)
    starts = range(len(run)) if len(run) <= _SHORT_RUN else _word_starts(run)
    for syllables in part.readings:
        for place in starts:
            own = (rank if place == 0 else INSIDE, True)
            yield "".join(syllables[place:]) + spoken, own
            if len(run) - place > 1:
                initials = "".join(one[:1] for one in syllables[place:])
                yield initials[:_LONGEST_INITIALS] + (typed if typed.isascii() else ""), own


def _word_starts(run: str) -> list[int]:
    """Return where the words of a run begin; those of one character mostly only connect."""
    lengths = list(map(len, rjieba.cut(run, False)))
    starts = [0, *accumulate(lengths)]
    return [at for at, length in zip(starts, lengths, strict=False) if at == 0 or length > 1]


def _joined(texts: list[str]) -> list[str]:
    """Return for each place what stands from there on, and nothing at the end."""
    return ["".join(texts[place:]) for place in range(len(texts))] + [""]
