"""What can be done for somebody whose search found nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from kb.language.codes import Language
from kb.language.reading import Passage
from kb.language.reading import read as read_passage
from kb.permissions import User
from kb.records.bilingual import Bilingual
from kb.search.analysis.segment import is_han
from kb.search.corrections import meant_words
from kb.search.query import Query, Term, read
from kb.search.results import Results, totals
from kb.search.starting_points import starting_points
from kb.search.suggestions import Suggestion, suggest

_MOST_TERMS = 4
_MOST_NAMES = 4
_MOST_NEAR = 5
_MOST_LINKED = 5


@dataclass(frozen=True, slots=True)
class Read:
    """How a word was read: by itself and by these other names, and how much it finds alone."""

    text: str
    names: tuple[Passage, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Shorter:
    """The query without one of its words, and how much that finds."""

    left_out: str
    text: str
    total: int


@dataclass(frozen=True, slots=True)
class Start:
    """A list to go on from."""

    label: str | Promise
    links: tuple[tuple[str, Passage], ...]


@dataclass(frozen=True, slots=True)
class EmptyHanded:
    """What was looked for and what was not, what less would find, what is near, where to go on."""

    words: str
    read: tuple[Read, ...]
    dropped: tuple[str, ...]
    shorter: tuple[Shorter, ...]
    unfiltered: int
    near: tuple[Suggestion, ...]
    starts: tuple[Start, ...]


def empty_handed(
    results: Results, user: User, reader: Language, *, filtered: bool = False, request: Any = None
) -> EmptyHanded:
    """Return help with a search that found nothing; all counts are of what this person may see."""
    query = results.query
    terms = query.terms[:_MOST_TERMS]
    words = words_of(results)
    narrowed = bool(results.narrowed.understood or query.exact or query.excluded)

    few = 1 < len(query.terms) <= _MOST_TERMS and not narrowed
    shorter = list(_without_one(terms)) if few else []
    alone = [term.text for term in terms]
    anywhere = [words] if filtered or narrowed else []
    asked = [*alone, *anywhere, *(text for _left_out, text in shorter)]
    number = dict(zip(asked, totals(asked, user), strict=True))
    return EmptyHanded(
        words=words,
        read=tuple(Read(term.text, _names(term, reader), number[term.text]) for term in terms),
        dropped=_dropped(words, query),
        shorter=tuple(
            Shorter(left_out, text, number[text]) for left_out, text in shorter if number[text]
        ),
        unfiltered=number[words] if anywhere else 0,
        near=tuple(_near(terms, user, reader, request)),
        starts=tuple(_starts(user, reader)),
    )


def words_of(results: Results) -> str:
    """Return what was typed without its operators."""
    return results.asked.words(*results.narrowed.as_words)


def _names(term: Term, reader: Language) -> tuple[Passage, ...]:
    names = [
        read_passage(Bilingual(**{one.language: one.text}), reader)
        for one in term.equivalents[:_MOST_NAMES]
    ]
    return tuple({name.text: name for name in names}.values())


def _dropped(words: str, query: Query) -> tuple[str, ...]:
    """Return the words that only connect or ask, which were not looked for."""
    sought = {unit for term in query.terms for unit in term.units}
    typed = read(words)
    pairs = zip(typed.units, typed.words, strict=True)
    return tuple(dict.fromkeys(word for unit, word in pairs if unit not in sought))


def _without_one(terms: tuple[Term, ...]) -> Iterator[tuple[str, str]]:
    """Yield each word with the query that is left without it."""
    for left_out in terms:
        yield left_out.text, " ".join(term.text for term in terms if term is not left_out)


def _near(
    terms: tuple[Term, ...], user: User, reader: Language, request: Any
) -> Iterator[Suggestion]:
    """Yield names, titles and terms that are spelt, sound or begin like what found nothing."""
    shown: set[int] = set()
    words = [term.text for term in terms[:2]]
    for word, nearest in zip(words, meant_words(words, user), strict=True):
        for start in [*nearest, *_beginnings(word)]:
            for one in suggest(start, user, reader, request=request):
                if one.entry_id not in shown and len(shown) < _MOST_NEAR:
                    shown.add(one.entry_id)
                    yield one
            if shown:
                break


def _beginnings(word: str) -> Iterator[str]:
    """Yield less and less of a word: its start and end in Chinese, most of it and three letters."""
    if is_han(word):
        yield from dict.fromkeys([word[:2], word[-2:], word[:1]])
    else:
        yield from dict.fromkeys([word[: max(3, len(word) * 2 // 3)], word[:3]])


def _starts(user: User, reader: Language) -> Iterator[Start]:
    for point in starting_points:
        records = point.find(user, _MOST_LINKED)
        if records:
            links = ((one.get_absolute_url(), read_passage(one.named, reader)) for one in records)
            yield Start(point.label, tuple(links))
