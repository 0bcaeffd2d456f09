"""Hits as a reader sees them: titles, excerpts and dates, in the order of a list of entries."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from wagtail.models import Page

from kb.language.codes import Language
from kb.language.reading import read as read_passage
from kb.records.bilingual import Bilingual
from kb.records.spans import Span
from kb.search.days import span_of_days
from kb.search.entries import Entry
from kb.search.highlights import Excerpt, Highlighter
from kb.search.indexable import shown_parts
from kb.search.meanings import Meaning
from kb.search.query import Query
from kb.search.reasons import Reason, missing_terms, reasons
from kb.search.sources import sources

_OF_PAGE = ("title", "slug", "url_path", "path", "depth", "locale__language_code")


@dataclass(frozen=True, slots=True)
class Hit:
    """One page or record in the list; `missing` are words it does not have."""

    kind: str
    label: str | Promise
    url: str
    title: Excerpt
    excerpt: Excerpt | None
    when: Span | None
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    object: Any


class Dresser:
    """Makes hits of the entries that one query found, for one reader."""

    def __init__(self, query: Query, reader: Language, request: Any) -> None:
        self.query = query
        self.reader = reader
        self.request = request
        self.addresses: dict[int, str] = {}

    def hits(
        self, entry_ids: Sequence[int], meanings: Iterable[Meaning] | None = None
    ) -> Iterator[Hit]:
        """Yield the hits of entries that may be shown, in their order.

        With `meanings` they have only some of the words, or translations: the second tier.
        """
        entries = Entry.objects.select_related("text").in_bulk(entry_ids)
        shown = [entries[pk] for pk in entry_ids if pk in entries]
        objects = _objects(shown)
        meant = list(meanings) if meanings is not None else None
        highlighter = Highlighter(self.query, self.reader, meant)
        for entry in shown:
            obj = objects.get((entry.kind, entry.object_id))
            if obj is not None:  # else it is gone since the list was made
                yield self._hit(entry, obj, highlighter, meant)

    def _hit(
        self, entry: Entry, obj: Any, highlighter: Highlighter, meant: list[Meaning] | None
    ) -> Hit:
        title = _title(obj, entry)
        stored = entry.text.title + entry.text.body
        excerpt = highlighter.excerpt(
            shown_parts(entry.text.shown), read_passage(title, self.reader).text
        )
        return Hit(
            kind=entry.kind,
            label=sources[entry.kind].label,
            url=self._url(obj),
            title=highlighter.title(title),
            excerpt=excerpt,
            when=span_of_days(entry.day, entry.day_end),
            reasons=tuple(reasons(self.query, stored, self.reader, meant)),
            missing=missing_terms(self.query, stored, self.reader) if meant is not None else (),
            object=obj,
        )

    def _url(self, obj: Any) -> str:
        """Return the address of an object; where the pages of a language begin is asked once."""
        if not isinstance(obj, Page):
            url: str = obj.get_absolute_url()
            return url
        below: str = obj.url_path.split("/", 2)[2]
        before = self.addresses.get(obj.locale_id)
        if before is not None:
            return before + below
        # Without the request no query is spent on which site this is: there is one.
        whole: str = obj.get_url() or ""
        if whole.endswith(below):
            self.addresses[obj.locale_id] = whole[: len(whole) - len(below)]
        return whole


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
            # What a title and an address need of a page.
            queryset = queryset.select_related("locale").only(*_OF_PAGE)
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
