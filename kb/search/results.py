"""One ranked list over pages and records, for one reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from wagtail.models import Page

from kb.language.codes import Language
from kb.language.reading import Passage
from kb.language.reading import read as read_passage
from kb.permissions import User
from kb.records.bilingual import Bilingual
from kb.records.spans import Span
from kb.search.backends import engine
from kb.search.days import span_of_days
from kb.search.engine import needle
from kb.search.entries import Entry
from kb.search.expressions import Stretch, word
from kb.search.filters import Filters
from kb.search.highlights import Excerpt, Highlighter
from kb.search.indexable import shown_parts
from kb.search.names import with_equivalents
from kb.search.permission import visible_entries
from kb.search.query import Equivalent, Query, Term, read
from kb.search.sources import sources


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a hit matches a term that it does not contain: by another name, or in translation."""

    term: Term
    by: Equivalent
    passage: Passage

    @property
    def text(self) -> str:
        """The other name as this reader writes it."""
        return self.passage.text

    @property
    def language_tag(self) -> str:
        """The language of the other name, for its `lang` attribute."""
        return self.passage.language.tag

    @property
    def is_translation(self) -> bool:
        """Whether the equivalent is in the other language."""
        return self.by.language != self.term.language


@dataclass(frozen=True, slots=True)
class Hit:
    """One page or record in the list."""

    kind: str
    label: str | Promise
    url: str
    title: Excerpt
    excerpt: Excerpt | None
    when: Span | None
    reasons: tuple[Reason, ...]
    object: Any


@dataclass(frozen=True, slots=True)
class Results:
    """How many things match, and a slice of them."""

    query: Query
    total: int
    hits: tuple[Hit, ...] = ()


def search(
    text: str,
    user: User,
    reader: Language,
    filters: Filters | None = None,
    start: int = 0,
    stop: int = 20,
    request: Any = None,
) -> Results:
    """Return what this person may see and that contains every word of a text, best first.

    Anything may be typed: what holds no word finds nothing.
    """
    filters = filters or Filters()
    typed = read(text)
    if not typed.units:
        return Results(typed.query({}), 0)
    visible = visible_entries(user, sources)
    query = with_equivalents(typed, visible)
    ranked = engine().rank(query.expression, filters.condition() & visible, start, stop)
    hits = _hits([pk for pk, _score in ranked.scored], query, reader, request)
    return Results(query, ranked.total, tuple(hits))


def _hits(entry_ids: list[int], query: Query, reader: Language, request: Any) -> Iterable[Hit]:
    """Yield the hits of entries that may be shown, in their order."""
    entries = Entry.objects.select_related("text").in_bulk(entry_ids)
    shown = [entries[pk] for pk in entry_ids if pk in entries]
    objects = _objects(shown)
    highlighter = Highlighter(query, reader)
    for entry in shown:
        obj = objects.get((entry.kind, entry.object_id))
        if obj is None:
            continue  # gone since the list was made
        title = _title(obj, entry)
        yield Hit(
            kind=entry.kind,
            label=sources[entry.kind].label,
            url=_url(obj, request),
            title=highlighter.title(title),
            excerpt=highlighter.excerpt(
                shown_parts(entry.text.shown), read_passage(title, reader).text
            ),
            when=span_of_days(entry.day, entry.day_end),
            reasons=tuple(_reasons(query, entry, reader)),
            object=obj,
        )


def _objects(entries: list[Entry]) -> dict[tuple[str, int], Any]:
    """Fetch the objects of entries, all pages in one query and each kind of record in one."""
    asked: dict[type[Any], list[Entry]] = {}
    for entry in entries:
        model = sources[entry.kind].model
        asked.setdefault(Page if issubclass(model, Page) else model, []).append(entry)
    found = {}
    for model, group in asked.items():
        queryset = model._base_manager.all()
        if model is Page:
            queryset = queryset.select_related("locale")
        objects = queryset.in_bulk([entry.object_id for entry in group])
        found.update(
            {
                (entry.kind, entry.object_id): objects[entry.object_id]
                for entry in group
                if entry.object_id in objects
            }
        )
    return found


def _title(obj: Any, entry: Entry) -> Bilingual:
    """Return the title of a page in its language's half, of a record in both."""
    if not isinstance(obj, Page):
        named: Bilingual = obj.named
        return named
    half = "en" if entry.language == Entry.Language.ENGLISH else "zh"
    return Bilingual(**{half: obj.title})


def _url(obj: Any, request: Any) -> str:
    if isinstance(obj, Page):
        return obj.get_url(request) or ""
    url: str = obj.get_absolute_url()
    return url


def _reasons(query: Query, entry: Entry, reader: Language) -> Iterable[Reason]:
    """Yield, for each term that is not in an entry as typed, the equivalent that is."""
    stored = entry.text.title + entry.text.body
    for term in query.terms:
        if all(needle(word(unit)) in stored for unit in term.units):
            continue
        for equivalent in term.equivalents:
            if needle(Stretch(equivalent.units)) in stored:
                name = Bilingual(**{equivalent.language: equivalent.text})
                yield Reason(term, equivalent, read_passage(name, reader))
                break
