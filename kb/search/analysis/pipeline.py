"""The units of a text, how they are stored, and the tokens an index is made of.

A unit is a run of Han characters as it stands, or the stem of another word. A stored text is its
units with one space before, between and after: every token of it follows from a plain split, never
from stemming again, so that what was once put into an index can be taken out exactly.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import snowballstemmer

from kb.search.analysis.normalise import fold
from kb.search.analysis.segment import is_han, words

# Longer words are addresses, keys and noise: cut, in documents and queries alike.
LONGEST_WORD = 64
# Stands between two runs whose pairs would otherwise read on: 你好，好人 does not contain 你好人.
BOUNDARY = "␞"

_stemmer = snowballstemmer.stemmer("english")


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return the English stem of a folded word that is not Han."""
    plain = word.replace("’", "'")[:LONGEST_WORD]
    if plain.isascii():
        plain = _stemmer.stemWord(plain)
    return plain.replace("'", "") or word[:LONGEST_WORD]


def unit(word: str) -> str:
    """Return the unit a word of a folded text is found by."""
    return word if is_han(word) else stem(word)


def units(text: str) -> list[str]:
    """Return the units of any text, in their order."""
    return [unit(word) for word in words(fold(text))]


def stored(of_units: Iterable[str]) -> str:
    """Return units as they are stored; empty for none."""
    joined = " ".join(of_units)
    return f" {joined} " if joined else ""


def pairs(run: str) -> list[str]:
    """Return the overlapping pairs of a run of Han characters; none for a single one."""
    return [run[i : i + 2] for i in range(len(run) - 1)]


def sequence(of_units: Iterable[str]) -> Iterator[str]:
    """Yield the tokens that keep the order of a text: words, and the pairs of runs."""
    last = ""
    for item in of_units:
        tokens = pairs(item) if is_han(item) else [item]
        if not tokens:
            continue
        if len(last) == 2 and is_han(last) and is_han(item) and last[1] == item[0]:
            yield BOUNDARY
        yield from tokens
        last = tokens[-1]


def singles(of_units: Iterable[str]) -> list[str]:
    """Return each Han character of the units once, in order of appearance."""
    return list(dict.fromkeys(char for item in of_units if is_han(item) for char in item))


def stream(stored_text: str) -> list[str]:
    """Return all tokens of a stored text: the ordered ones, then each single Han character."""
    of_units = stored_text.split()
    return [*sequence(of_units), *singles(of_units)]


@lru_cache(maxsize=65_536)
def tokens(of_units: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tokens that a text must have in which these units stand next to each other."""
    lonely = [item for item in of_units if len(item) == 1 and is_han(item)]
    return (*sequence(of_units), *singles(lonely))


def loose_parts(of_units: Iterable[str]) -> list[str]:
    """Return what any part of a query may be found by, each once: pairs of runs, and words.

    A single character stands for itself only where it is a whole run.
    """
    return list(
        dict.fromkeys(
            part
            for item in of_units
            for part in ((pairs(item) or [item]) if is_han(item) else [item])
        )
    )
