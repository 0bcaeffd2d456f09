"""Why something was found that does not hold a word as it was typed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext

from kb.language.codes import Language
from kb.language.reading import Passage, in_script, read
from kb.records.bilingual import Bilingual
from kb.search.analysis.segment import is_han
from kb.search.engine import needle
from kb.search.expressions import Stretch, word
from kb.search.meanings import Meaning
from kb.search.query import Equivalent, Query, Term
from kb.text_parts import Half

ReasonKind = Literal["translation", "name", "dictionary"]
# More would hide the hit itself.
_MOST_OF_DICTIONARY = 3
# With more words, naming the missing ones tells nothing.
_MOST_TERMS = 6


@dataclass(frozen=True, slots=True)
class Reason:
    """A word that was typed, and what stands for it in the text, as this reader writes it."""

    kind: ReasonKind
    typed: str
    passage: Passage

    @property
    def text(self) -> str:
        """What stands for the word."""
        return self.passage.text

    @property
    def label(self) -> str:
        """How the word led there, in the words of the page."""
        if self.kind == "translation":
            return gettext("by translation:")
        if self.kind == "name":
            return gettext("by another name:")
        return f"{gettext('through the dictionary:')} {self.typed} ="

    @property
    def language_tag(self) -> str:
        """The language of that, for its `lang` attribute."""
        return self.passage.language.tag


@dataclass(frozen=True, slots=True)
class _Same:
    """An exact equivalent, and the text that a stored one contains where it stands."""

    needle: str
    equivalent: Equivalent


def _same(equivalents: Iterable[Equivalent], half: Half) -> list[_Same]:
    """Return equivalents as they are looked for: first those that the excerpt is likely to show."""
    read_first = sorted(equivalents, key=lambda one: one.language != half)
    return [_Same(needle(Stretch(one.units)), one) for one in read_first]


@dataclass(frozen=True, slots=True)
class _Term:
    """A term of the query, and what a stored text contains that has it."""

    term: Term
    needles: list[str]
    same: list[_Same]

    def is_in(self, stored: str) -> bool:
        return all(one in stored for one in self.needles)


@dataclass(frozen=True, slots=True)
class _Meant:
    """A part of the query below the line, and what a stored text contains that has it."""

    meaning: Meaning
    typed: list[str]
    same: list[_Same]
    dictionary: list[tuple[str, str]]

    def is_in(self, stored: str) -> bool:
        return any(one in stored for one in self.typed)


class Reasons:
    """Says of stored texts why one query found them, for one reader."""

    def __init__(
        self, query: Query, reader: Language, meanings: Iterable[Meaning] | None = None
    ) -> None:
        """With `meanings` the texts have some of the words only; without, every term."""
        self.reader = reader
        half = reader.half
        self.terms = [
            _Term(term, [needle(word(unit)) for unit in term.units], _same(term.equivalents, half))
            for term in query.terms
        ]
        self.meant = None if meanings is None else [_meant(one, half) for one in meanings]

    def why(self, stored: str) -> Iterator[Reason]:
        """Yield why a stored text was found, where that is not obvious."""
        if self.meant is None:
            for one in self.terms:
                if not one.is_in(stored):
                    term = one.term
                    yield from self._by_equivalent(term.text, term.language, one.same, stored)
            return
        told = set[str]()
        for meant in self.meant:
            typed, language = meant.meaning.text, meant.meaning.language
            if typed in told or meant.is_in(stored):
                continue
            found = list(self._by_equivalent(typed, language, meant.same, stored))
            if not found and len(told) < _MOST_OF_DICTIONARY:
                found = list(self._by_dictionary(typed, meant.dictionary, stored))
            if found:
                told.add(typed)
                yield found[0]

    def missing(self, stored: str) -> tuple[str, ...]:
        """Return the words that a text has neither by itself, by an equivalent nor translated."""
        if self.meant is None or not 1 < len(self.terms) <= _MOST_TERMS:
            return ()
        translated = {
            one.meaning.text
            for one in self.meant
            if any(there in stored for there, _text in one.dictionary)
        }
        return tuple(
            in_script(one.term.text, self.reader)
            for one in self.terms
            if not one.is_in(stored)
            and not any(same.needle in stored for same in one.same)
            and not (one.term.text in translated or set(one.term.text.split()) <= translated)
        )

    def _by_equivalent(
        self, typed: str, language: str, equivalents: Iterable[_Same], stored: str
    ) -> Iterator[Reason]:
        for same in equivalents:
            if same.needle in stored:
                one = same.equivalent
                name = read(Bilingual(**{one.language: one.text}), self.reader)
                yield Reason("name" if one.language == language else "translation", typed, name)
                return

    def _by_dictionary(
        self, typed: str, ways: Iterable[tuple[str, str]], stored: str
    ) -> Iterator[Reason]:
        for there, text in ways:
            if there in stored:
                half = "zh" if is_han(text) else "en"
                yield Reason(
                    "dictionary",
                    in_script(typed, self.reader),
                    read(Bilingual(**{half: text}), self.reader),
                )
                return


def _meant(meaning: Meaning, half: Half) -> _Meant:
    typed = [needle(way) for way, _weight in meaning.own]
    if is_han(meaning.text):
        typed.append(meaning.text)
    return _Meant(
        meaning,
        typed,
        _same(meaning.same, half),
        [(needle(way), text) for way, _weight, text in meaning.other],
    )
