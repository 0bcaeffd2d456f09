"""Which few characters a text must have for an expression to match at all.

Thousands of expressions are asked of every sentence and hardly any can match. From the parsed
expression follows a set of short strings, one of which every match contains (the method of filtered
regular expressions, as in Russ Cox, "Regular Expression Matching with a Trigram Index", 2012); the
strings of a sentence then name the expressions worth trying.
"""

# What `re` parses expressions with has no public name.
import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable
from operator import add
from typing import Any

LONGEST = 4


def pieces(text: str) -> set[str]:
    """Return every string of up to four characters that stands in a text."""
    found = set(text)
    grown: Iterable[str] = text
    for length in range(1, LONGEST):
        grown = list(map(add, grown, text[length:]))
        found.update(grown)
    return found


def needed(expression: str) -> frozenset[str] | None:
    """Return strings of which every match has one; None when nothing can be said."""
    return _of_sequence(parser.parse(expression))


def _of_sequence(nodes: Iterable[Any]) -> frozenset[str] | None:
    best: frozenset[str] | None = None
    literal = ""
    for code, value in [*nodes, (None, None)]:
        if code is codes.LITERAL:
            literal += chr(value)
            continue
        if literal:
            best = _better(best, frozenset({_piece(literal)}))
            literal = ""
        best = _better(best, _of_node(code, value))
    return best


def _of_node(code: Any, value: Any) -> frozenset[str] | None:
    if code is codes.SUBPATTERN:
        return _of_sequence(value[-1])
    if code is codes.BRANCH:
        found = [_of_sequence(branch) for branch in value[1]]
        return None if None in found else frozenset().union(*[one for one in found if one])
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        least, _most, repeated = value
        return _of_sequence(repeated) if least else None
    if code is codes.IN and all(kind is codes.LITERAL for kind, _ in value):
        return frozenset(chr(character) for _, character in value)
    return None


def _piece(literal: str) -> str:
    """Return the piece of a literal that fewest texts have: from its longest word."""
    word = max(literal.split(" "), key=len) or literal
    return word[:LONGEST]


def _better(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return one or other
    return min(one, other, key=_commonness)


def _commonness(strings: frozenset[str]) -> float:
    return sum(_WEIGHTS[len(text) if text.isascii() else min(2 * len(text), 4)] for text in strings)


# How many sentences in a hundred hold a given string of one to four letters, roughly.
_WEIGHTS = {0: 100.0, 1: 60.0, 2: 20.0, 3: 5.0, 4: 1.0}
