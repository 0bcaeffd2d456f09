"""Why something was found that does not hold a word as it was typed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from kb.language.codes import Language
from kb.language.reading import Passage, in_script, read
from kb.records.bilingual import Bilingual
from kb.search.analysis.segment import is_han
from kb.search.engine import needle
from kb.search.expressions import Stretch, word
from kb.search.meanings import Meaning
from kb.search.query import Equivalent, Query, Term

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
    def language_tag(self) -> str:
        """The language of that, for its `lang` attribute."""
        return self.passage.language.tag


def reasons(
    query: Query, stored: str, reader: Language, meanings: Iterable[Meaning] | None
) -> Iterator[Reason]:
    """Yield why a stored text was found, where that is not obvious.

    Without `meanings` it has every term, by itself or an exact equivalent.
    """
    if meanings is None:
        for term in query.terms:
            if not _has_term(term, stored):
                yield from _by_equivalent(
                    term.text, term.language, term.equivalents, stored, reader
                )
        return
    told = set[str]()
    for meaning in meanings:
        typed = is_han(meaning.text) and meaning.text in stored
        if typed or meaning.text in told or any(_has(way, stored) for way, _ in meaning.own):
            continue
        found = list(_by_equivalent(meaning.text, meaning.language, meaning.same, stored, reader))
        if not found and len(told) < _MOST_OF_DICTIONARY:
            found = list(_by_dictionary(meaning, stored, reader))
        if found:
            told.add(meaning.text)
            yield found[0]


def _by_equivalent(
    typed: str, language: str, same: Iterable[Equivalent], stored: str, reader: Language
) -> Iterator[Reason]:
    for one in same:
        if _has(Stretch(one.units), stored):
            name = read(Bilingual(**{one.language: one.text}), reader)
            yield Reason("name" if one.language == language else "translation", typed, name)
            return


def _by_dictionary(meaning: Meaning, stored: str, reader: Language) -> Iterator[Reason]:
    for way, _weight, text in meaning.other:
        if _has(way, stored):
            half = "zh" if is_han(text) else "en"
            yield Reason(
                "dictionary",
                in_script(meaning.text, reader),
                read(Bilingual(**{half: text}), reader),
            )
            return


def missing_terms(query: Query, stored: str, reader: Language) -> tuple[str, ...]:
    """Return the words that a text has neither by itself nor by an equivalent."""
    if not 1 < len(query.terms) <= _MOST_TERMS:
        return ()
    return tuple(
        in_script(term.text, reader)
        for term in query.terms
        if not _has_term(term, stored)
        and not any(_has(Stretch(one.units), stored) for one in term.equivalents)
    )


def _has_term(term: Term, stored: str) -> bool:
    return all(_has(word(unit), stored) for unit in term.units)


def _has(way: Stretch, stored: str) -> bool:
    return needle(way) in stored
