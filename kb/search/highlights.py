"""Excerpts in the reader's script with the words that matched in <mark>."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import escape, unescape
from operator import itemgetter
from typing import NamedTuple

from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from kb.language.codes import Language
from kb.language.reading import read
from kb.language.text_cache import TextCache
from kb.records.bilingual import Bilingual
from kb.search.analysis.normalise import fold
from kb.search.analysis.pipeline import stem
from kb.search.analysis.segment import WORD, is_han, other_word_beginning
from kb.search.analysis.stopwords import CONNECTING
from kb.search.meanings import Meaning
from kb.search.query import Query

# Characters of an excerpt: what two or three lines hold.
_LENGTH = {"en": 240, "zh": 110}
_MOST_READ = 60_000  # characters of a text in which words are looked for
# A way that counts for less than this is too wild a guess to be shown.
_WORTH_A_MARK = 0.2
_SIGN = re.compile(r"[^\w'’]")
_BREAK = re.compile(r"[\s，。；！？、,.;!?]")
# The texts of the hits of late: 32 MB at the most.
_cache = TextCache(limit=8_000_000)


class Found(NamedTuple):
    """A place in a text that matches a term of the query, by its number."""

    start: int
    end: int
    term: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Marked text as HTML and its language; `foreign` when that is not the reader's."""

    html: SafeString
    language: Language
    foreign: bool

    @property
    def text(self) -> str:
        """The text without marks, for where there is no HTML."""
        return unescape(strip_tags(self.html))


class Highlighter:
    """Marks the words of one query for one reader."""

    def __init__(
        self, query: Query, reader: Language, meanings: Sequence[Meaning] | None = None
    ) -> None:
        """Mark what holds every word; with `meanings`, what holds some of them or translations."""
        self.reader = reader
        self.loose = meanings is not None
        self.stems: dict[str, int] = {}
        self.runs: dict[str, int] = {}
        for number, units in self._spellings(query, meanings):
            for unit in units:
                (self.runs if is_han(unit) else self.stems).setdefault(unit, number)

    def _spellings(
        self, query: Query, meanings: Sequence[Meaning] | None
    ) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Yield what is marked, with the number of the term it belongs to."""
        number = 0
        for term in query.terms:
            yield number, term.units
            yield from ((number, one.units) for one in term.equivalents)
            number += 1
        for stretch in query.exact:
            yield number, stretch.units
            number += 1
        for meaning in meanings or ():
            ways = [*meaning.own, *((way, weight) for way, weight, _text in meaning.other)]
            yield from (
                (number, way.units)
                for way, weight in ways
                if weight >= _WORTH_A_MARK and _tells(way.units)
            )
            yield from ((number, one.units) for one in meaning.same)
            number += 1

    @cached_property
    def _run(self) -> re.Pattern[str] | None:
        """Return the pattern of the longest run at a place."""
        longest_first = sorted(self.runs, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    @cached_property
    def _stem(self) -> re.Pattern[str] | None:
        """Return the pattern of the words that may have one of the stems, by their first letter."""
        firsts = {stem[0] for stem in self.stems}
        return other_word_beginning(firsts) if firsts else None

    def title(self, title: Bilingual | str) -> tuple[Excerpt, set[int]]:
        """Return a whole title, marked, and the terms that it shows."""
        passage = read(title, self.reader)
        found = self.find(passage.text)
        marked = _with_marks(passage.text, found)
        return Excerpt(marked, passage.language, passage.foreign), {one.term for one in found}

    def excerpt(
        self, parts: Iterable[tuple[str, str]], shown: Set[int] = frozenset()
    ) -> Excerpt | None:
        """Return the best stretch of a text, given as languages and texts; None without text.

        Best is where most terms stand together that the title has not `shown` already, then what
        is in the reader's language, then what comes first.
        """
        best: tuple[tuple[bool, int, bool, int, int], str, str] | None = None
        for order, (half, text) in enumerate(parts):
            start, terms = self._densest(text[:_MOST_READ], _LENGTH[half])
            readable = half == self.reader.half
            # Translations of one word count apart: they must not outweigh what one can read.
            first = self.loose and readable and bool(terms)
            rank = (first, len(terms - shown), readable, len(terms), -order)
            if best is None or rank > best[0]:
                best = (rank, half, _cut(text, start, _LENGTH[half]))
        if best is None:
            return None
        _rank, half, text = best
        passage = read(Bilingual(**{half: text}), self.reader)
        return Excerpt(self.mark(passage.text), passage.language, passage.foreign)

    def mark(self, text: str) -> SafeString:
        """Return a text as HTML with the words of the query marked."""
        return _with_marks(text, self.find(text))

    def find(self, text: str) -> list[Found]:
        """Return where the words of the query stand in a text, from left to right."""
        # Signs fold to any number of signs (… to three full stops); words rarely change length.
        folded = _folded(text)
        if len(folded) == len(text):
            return self._find_folded(folded)
        # Folding moved the places (互聯網 and 網際網路 differ in length): look word by word.
        found = []
        for match in WORD.finditer(text):
            start, end = match.span()
            word = _folded_word(match[0])
            inside = self._find_folded(word)
            if len(word) == end - start:
                found += [Found(start + one.start, start + one.end, one.term) for one in inside]
            elif inside:
                found.append(Found(start, end, inside[0].term))
        return found

    def _find_folded(self, folded: str) -> list[Found]:
        found: list[Found] = []
        if self._run:
            match = self._run.search(folded)
            while match:
                start, end = match.span()
                found.append(Found(start, end, self.runs[match[0]]))
                # The next may begin inside of it: pairs of a run overlap.
                match = self._run.search(folded, start + 1)
        if self._stem:
            for match in self._stem.finditer(folded):
                term = self.stems.get(stem(match[0]))
                if term is not None:
                    found.append(Found(*match.span(), term))
        return sorted(found, key=itemgetter(0)) if self.stems else found

    def _densest(self, text: str, length: int) -> tuple[int, set[int]]:
        """Return the start of the stretch with the most different terms, and those terms."""
        found = self.find(text)
        best, most = 0, set[int]()
        different = len({one.term for one in found})
        first = 0
        for last in range(len(found)):
            while found[last].end - found[first].start > length and first < last:
                first += 1
            terms = {one.term for one in found[first : last + 1]}
            if len(terms) > len(most):
                best, most = found[first].start, terms
                if len(most) == different:
                    break
        return best, most


def _with_marks(text: str, found: Iterable[Found]) -> SafeString:
    pieces, end = [], 0
    for start, stop in _merged(found):
        pieces.append(f"{escape(text[end:start])}<mark>{escape(text[start:stop])}</mark>")
        end = stop
    # Every piece of the text went through escape().
    return SafeString("".join([*pieces, escape(text[end:])]))


def _folded(text: str) -> str:
    """Return a text without signs as texts are compared; converting one takes longest of all."""
    found = _cache.get((text,))
    if found is None:
        found = fold(_SIGN.sub(" ", text))
        _cache.set((text,), found)
    return found


@lru_cache(maxsize=16_384)
def _folded_word(word: str) -> str:
    return fold(word)


def _tells(units: tuple[str, ...]) -> bool:
    """Return whether marking these tells something: a single character is in many other words."""
    if len(units) > 1 or not is_han(units[0]):
        return True
    return len(units[0]) > 1 and not CONNECTING.search(units[0])


def _merged(found: Iterable[Found]) -> list[tuple[int, int]]:
    """Return places from left to right, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for one in found:
        if merged and one.start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(one.end, merged[-1][1]))
        else:
            merged.append((one.start, one.end))
    return merged


def _cut(text: str, start: int, length: int) -> str:
    """Return a stretch of a text that holds `start` near its beginning, with whole words."""
    begin = max(0, start - length // 4)
    if begin:
        gap = _BREAK.search(text, begin, start)
        begin = gap.end() if gap else begin
    end = min(len(text), begin + length)
    if end < len(text):
        gaps = [gap.start() for gap in _BREAK.finditer(text, max(start, end - length // 4), end)]
        end = gaps[-1] if gaps else end
    return f"{'…' if begin else ''}{text[begin:end].strip()}{'…' if end < len(text) else ''}"
