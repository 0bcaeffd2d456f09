"""What the search table holds of one object: its units, its names, its beginnings, its excerpts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wagtail.models import Page

from kb.records.base import Record
from kb.search.analysis.normalise import clean, fold
from kb.search.analysis.pipeline import stored, stream, units
from kb.search.analysis.segment import is_han, words
from kb.search.cards import Card, card_of
from kb.search.engine import Text
from kb.search.entries import Entry
from kb.search.facets import YEAR
from kb.search.openness import openness
from kb.search.plain_fields import beginnings, plain_text
from kb.search.sources import SearchSource, SearchText
from kb.text_parts import TextPart

_MOST_PREFIXES = 120
_LONGEST_PREFIX = 24
_LONGEST_NAME = 200
_MOST_YEARS = 60
# What is found but makes no excerpt: it stands beside the text, not in it.
_NOT_QUOTED = {"alias", "name", "label", "code"}


@dataclass(frozen=True)
class Indexable:
    """All that the search table holds of one object."""

    object_id: int
    kind: str
    language: str
    day: date | None
    day_end: date | None
    year: int | None
    openness: str
    length: int
    text: Text
    names: frozenset[tuple[str, str, str]] = field(default_factory=frozenset)
    prefixes: frozenset[str] = field(default_factory=frozenset)
    facets: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    card: Card = field(default_factory=Card)


def indexable(obj: Any, source: SearchSource | None) -> Indexable:
    """Return what is held of an object, read by its source or else by its search fields."""
    text = source.text(obj) if source else plain_text(obj)
    title = stored(unit for part in text.title for unit in units(part.text))
    body = stored(unit for part in text.body for unit in units(part.text))
    years = _years(text.start, text.end or text.start)
    return Indexable(
        object_id=obj.pk,
        kind=source.name if source else "",
        language=_language(text),
        day=text.start,
        day_end=text.end or text.start,
        year=years[0] if len(years) == 1 else None,
        openness=_openness(obj),
        length=len(stream(title)) + len(stream(body)),
        text=Text(
            title, body, shown_text(part for part in text.body if part.place not in _NOT_QUOTED)
        ),
        names=frozenset(_names(text.names)),
        prefixes=frozenset(_prefixes([*text.title, *text.names], beginnings(obj))),
        facets=frozenset(
            [
                *((name, value) for name, values in text.facets.items() for value in values),
                *((YEAR, str(year)) for year in years if len(years) > 1),
            ]
        ),
        card=card_of(obj, text),
    )


def _openness(obj: Any) -> str:
    """Return what changes with who may know of an object, but for the place of a page."""
    if isinstance(obj, Record):
        return openness(obj)
    return ("live" if obj.live else "draft") if isinstance(obj, Page) else ""


def _years(start: date | None, end: date | None) -> list[int]:
    """Return the years that something touches; of a very long time the first ones."""
    if start is None or end is None:
        return []
    return list(range(start.year, max(start.year, end.year) + 1))[:_MOST_YEARS]


def _language(text: SearchText) -> str:
    found = {part.language for part in text.title or text.body if part.text.strip()}
    return Entry.Language.BOTH.value if len(found) == 2 else next(iter(found), "")


def _names(parts: Iterable[TextPart]) -> Iterator[tuple[str, str, str]]:
    for part in parts:
        key = " ".join(units(part.text))
        if key and len(key) <= _LONGEST_NAME:
            yield key, clean(part.text)[:_LONGEST_NAME], part.language


def _prefixes(parts: Iterable[TextPart], others: Iterable[str]) -> Iterator[str]:
    keys = dict.fromkeys(
        key[:_LONGEST_PREFIX]
        for text in [*(part.text for part in parts), *others]
        for word in words(fold(text))
        for key in tails(word)
    )
    yield from list(keys)[:_MOST_PREFIXES]


def tails(word: str) -> list[str]:
    """Return what a reader may begin to type for a folded word: any character on of a Han run."""
    return [word[i:] for i in range(len(word))] if is_han(word) else [word]


def shown_text(parts: Iterable[TextPart]) -> str:
    """Return parts as lines that begin with their language, for excerpts."""
    lines = ((part.language, " ".join(clean(part.text).split())) for part in parts)
    return "\n".join(f"{language} {line}" for language, line in lines if line)


def shown_parts(shown: str) -> list[tuple[str, str]]:
    """Return the languages and texts that `shown_text` put together."""
    return [(line[:2], line[3:]) for line in shown.split("\n") if line]
