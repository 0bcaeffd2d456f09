"""Excerpts in the reader's script with the words that matched in <mark>."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape, unescape

from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from kb.language.codes import Language
from kb.language.reading import Passage, read
from kb.language.text_cache import TextCache
from kb.records.bilingual import Bilingual
from kb.search.analysis.normalise import fold
from kb.search.analysis.pipeline import stem
from kb.search.analysis.segment import OTHER_WORD, WORD, is_han
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
# The texts of the hits of late: 16 MB at the most.
_cache = TextCache(limit=4_000_000)


@dataclass(frozen=True, slots=True)
class Found:
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
    def _runs(self) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
        """Return the patterns of the first character of a run, and of the longest run there."""
        longest_first = sorted(self.runs, key=len, reverse=True)
        if not longest_first:
            return None
        firsts = re.escape("".join({run[0] for run in longest_first}))
        return re.compile(f"[{firsts}]"), re.compile("|".join(map(re.escape, longest_first)))

    def title(self, title: Bilingual | str) -> Excerpt:
        """Return a whole title, marked."""
        return self._marked(read(title, self.reader))

    def excerpt(self, parts: Iterable[tuple[str, str]], title: str = "") -> Excerpt | None:
        """Return the best stretch of a text, given as languages and texts; None without text.

        Best is where most terms stand together that the title does not show already, then what
        is in the reader's language, then what comes first.
        """
        shown = {found.term for found in self.find(title)}
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
        return self._marked(read(Bilingual(**{half: text}), self.reader))

    def _marked(self, passage: Passage) -> Excerpt:
        return Excerpt(self.mark(passage.text), passage.language, passage.foreign)

    def mark(self, text: str) -> SafeString:
        """Return a text as HTML with the words of the query marked."""
        pieces, end = [], 0
        for start, stop in _merged(self.find(text)):
            pieces.append(f"{escape(text[end:start])}<mark>{escape(text[start:stop])}</mark>")
            end = stop
        # Every piece of the text went through escape().
        return SafeString("".join([*pieces, escape(text[end:])]))

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
            word = fold(match[0])
            inside = self._find_folded(word)
            if len(word) == end - start:
                found += [Found(start + one.start, start + one.end, one.term) for one in inside]
            elif inside:
                found.append(Found(start, end, inside[0].term))
        return found

    def _find_folded(self, folded: str) -> list[Found]:
        found: list[Found] = []
        if self._runs:
            first, run = self._runs
            # Looked for at every character: pairs of a run overlap.
            for begin in first.finditer(folded):
                if match := run.match(folded, begin.start()):
                    found.append(Found(match.start(), match.end(), self.runs[match[0]]))
        if self.stems:
            for match in OTHER_WORD.finditer(folded):
                term = self.stems.get(stem(match[0]))
                if term is not None:
                    found.append(Found(*match.span(), term))
        return sorted(found, key=lambda one: one.start)

    def _densest(self, text: str, length: int) -> tuple[int, set[int]]:
        """Return the start of the stretch with the most different terms, and those terms."""
        found = self.find(text)
        best, most = 0, set[int]()
        first = 0
        for last in range(len(found)):
            while found[last].end - found[first].start > length and first < last:
                first += 1
            terms = {one.term for one in found[first : last + 1]}
            if len(terms) > len(most):
                best, most = found[first].start, terms
        return best, most


def _folded(text: str) -> str:
    """Return a text without signs as texts are compared; converting one takes longest of all."""
    found = _cache.get((text,))
    if found is None:
        found = fold(_SIGN.sub(" ", text))
        _cache.set((text,), found)
    return found


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
