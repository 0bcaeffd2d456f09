"""The texts that are looked through, as the search table keeps them: what all readers may read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.contrib.contenttypes.models import ContentType

from cases.models import Incident, Organisation, Person, Risk, Source, Statement
from cases.unlinked.names import Finders, Found
from kb.language.folding import fold
from kb.language.side_by_side.sentences import spans
from kb.search.entries import Entry
from kb.search.indexable import shown_parts
from kb.search.page_sources import page_models

# Glossary terms and rules name people too, but nothing can be linked in them.
RECORDS = (Incident, Risk, Statement, Source, Person, Organisation)
# So many sentences are shown of one name; the rest is counted.
MOST_EXCERPTS = 3
_LONGEST = 400
# Parts stand apart, so that no name reaches from one into the next.
_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named in a text: how often, in which languages, and the sentences it is in."""

    kind: str
    pk: int
    count: int
    language: str
    excerpts: list[dict[str, Any]]
    told: str
    seen: str


def content_types() -> list[int]:
    """Return the keys of the kinds of pages and records that are looked through."""
    models = [*page_models(), *RECORDS]
    return [one.pk for one in ContentType.objects.get_for_models(*models).values()]


def entries() -> Any:
    """Return the entries of what is looked through."""
    return Entry.objects.filter(content_type__in=content_types()).exclude(kind="")


def text_of(entry: Entry) -> tuple[str, list[tuple[int, str]]]:
    """Return the text of an entry with its title, and where in it which language begins."""
    card, text = getattr(entry, "card", None), getattr(entry, "text", None)
    parts = [("en", card.title_en), ("zh", card.title_zh)] if card else []
    parts += shown_parts(text.shown) if text else []
    pieces, begins, place = [], [], 0
    for language, part in parts:
        if part:
            begins.append((place, language))
            pieces.append(part)
            place += len(part) + len(_BETWEEN)
    return _BETWEEN.join(pieces), begins


def names_in(entry: Entry, finders: Finders) -> list[Named]:
    """Return the people and organisations named in the text of an entry."""
    text, begins = text_of(entry)
    by_actor: dict[tuple[str, int], list[Found]] = {}
    for found in finders.find(text):
        by_actor.setdefault((found.kind, found.pk), []).append(found)
    if not by_actor:
        return []
    sentences = spans(text)
    return [
        _named(text, begins, sentences, kind, pk, sorted(found, key=lambda one: one.mention.start))
        for (kind, pk), found in by_actor.items()
    ]


def _named(
    text: str,
    begins: list[tuple[int, str]],
    sentences: list[tuple[int, int]],
    kind: str,
    pk: int,
    found: list[Found],
) -> Named:
    excerpts: list[dict[str, Any]] = []
    around: list[str] = []
    names = [one.mention.text for one in found]
    languages: set[str] = set()
    for begin, end in sentences:
        start = begin + len(text[begin:end]) - len(text[begin:end].lstrip())
        inside = [one.mention for one in found if start <= one.mention.start < end]
        if not inside:
            continue
        language = [said for place, said in begins if place <= start][-1]
        languages.add(language)
        around.append(fold(text[start:end].strip()))
        if len(excerpts) < MOST_EXCERPTS:
            first, last = _window(start, end, inside[0].start, inside[0].end)
            marks = [
                [one.start - first, one.end - first]
                for one in inside
                if first <= one.start and one.end <= last
            ]
            excerpts.append(
                {"language": language, "text": text[first:last].rstrip(), "marks": marks}
            )
    return Named(
        kind=kind,
        pk=pk,
        count=len({one.mention.start for one in found}),
        language="both" if len(languages) > 1 else next(iter(languages), ""),
        excerpts=excerpts,
        told="\n".join(dict.fromkeys([*names, *(one["text"] for one in excerpts)])),
        seen=_hash(around),
    )


def _window(start: int, end: int, name_start: int, name_end: int) -> tuple[int, int]:
    """Return what is shown of a sentence: all of it, or what is around a name."""
    if end - start <= _LONGEST:
        return start, end
    first = max(start, name_start - _LONGEST // 2)
    return first, min(end, max(name_end, first + _LONGEST))


def _hash(sentences: Iterable[str]) -> str:
    told = "\n".join(sorted(set(sentences))).encode("utf-8", "surrogatepass")
    return blake2b(told, digest_size=16).hexdigest()
