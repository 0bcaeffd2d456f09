"""Protected terms in a text: where they stand, by any spelling, and what is written instead."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from kb.language import names
from kb.language.converters import converter
from kb.language.detection import HAN, has_han
from kb.language.protected_terms import Term, TermSet
from kb.language.word_cutting import FROM_SIMPLIFIED, cut_and_convert, unused_character


class Pair(NamedTuple):
    """A piece of a text as it was typed and as it is read; `settled` when a term decided it.

    What is not settled is as long in both, character for character.
    """

    typed: str
    read: str
    settled: bool = False


def convert_around(
    text: str, to: str, terms: TermSet, convert_rest: Callable[[str], str]
) -> list[Pair]:
    """Return a text, cut at its protected terms, with them in the form of `to`, the rest converted.

    `convert_rest` is given one private character for each term and must leave it in its place.
    """
    found = list(_forms(terms, to).find(text))
    if not found:
        return [Pair(text, convert_rest(text))]
    mark = unused_character(text)
    between = []
    end = 0
    for start, stop, _form in found:
        between.append(text[end:start])
        end = stop
    between.append(text[end:])
    pairs: list[Pair] = []
    rest = convert_rest(mark.join(between)).split(mark)
    for (start, stop, form), typed, read in zip(found, between, rest, strict=False):
        pairs += [Pair(typed, read), Pair(text[start:stop], form, settled=True)]
    return [*pairs, Pair(between[-1], rest[-1])]


class _Forms:
    """The protected terms in one script, found by any spelling; the longest at a place wins."""

    def __init__(self, forms: dict[str, str]) -> None:
        self.forms = forms
        # A name has two characters at least: few places of a text begin as one does.
        by_start: dict[str, set[int]] = {}
        for spelling in forms:
            by_start.setdefault(spelling[:2], set()).add(len(spelling))
        self._lengths = {start: sorted(found, reverse=True) for start, found in by_start.items()}
        firsts = "".join(sorted({re.escape(start[0]) for start in by_start}))
        self._first = re.compile(f"[{firsts}]") if firsts else re.compile(r"(?!)")

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and the form to write, from left to right, none overlapping."""
        end = 0
        for match in self._first.finditer(text):
            start = match.start()
            if start < end:
                continue
            for length in self._lengths.get(text[start : start + 2], ()):
                form = self.forms.get(text[start : start + length])
                if form is not None:
                    end = start + length
                    yield start, end, form
                    break


@lru_cache(maxsize=64)
def _forms(terms: TermSet, to: str) -> _Forms:
    forms: dict[str, str] = {}
    for term in terms.terms:
        for spelling, form in _of_term(term, to):
            forms.setdefault(spelling, form)
    return _Forms(forms)


# A name that has changed is the only one of thousands: the others are not converted again.
@lru_cache(maxsize=100_000)
def _of_term(term: Term, to: str) -> tuple[tuple[str, str], ...]:
    """Return the spellings of a term, each with what is written for it."""
    forms: dict[str, str] = {}
    said = dict(term.says).get(to, "")
    # Spellings of one name in the two scripts belong together.
    same: dict[str, list[str]] = {}
    for spelling in term.spellings:
        if _can_be_protected(spelling):
            same.setdefault(converter("t2s")(spelling), []).append(spelling)
    for simplified, spellings in same.items():
        typed = next((one for one in spellings if one != simplified), None)
        traditional = typed or _in_traditional(simplified, term.kind, to)
        written = simplified if to == "zh-hans" else traditional
        for spelling in {simplified, traditional, *spellings}:
            forms.setdefault(spelling, said or written)
    return tuple(sorted(forms.items()))


def _can_be_protected(spelling: str) -> bool:
    """Return whether a name can be told from other words, and put into HTML as it is."""
    return len(spelling) > 1 and has_han(spelling) and not re.search(r"[<>&\"'\s]", spelling)


def _in_traditional(simplified: str, kind: str, to: str) -> str:
    """Return the Traditional form of a name that its record gives in Simplified only."""
    region = to if to in FROM_SIMPLIFIED else "zh-hant"
    if kind == "person" and names.looks_personal(simplified):
        glyph = converter(FROM_SIMPLIFIED[region])
        return names.in_traditional(simplified, lambda one: glyph(one) if HAN.match(one) else one)
    return cut_and_convert(region)(simplified)
