"""Hits as a reader sees them: titles, excerpts and dates, in the order of a list of entries."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils.functional import Promise
from wagtail.models import Page

from kb.language.codes import Language
from kb.page_addresses import page_addresses
from kb.records.bilingual import Bilingual
from kb.records.spans import Span
from kb.search.cards import LONGEST_TITLE, site_root
from kb.search.days import span_of_days
from kb.search.entries import Entry
from kb.search.highlights import Excerpt, Highlighter
from kb.search.indexable import shown_parts
from kb.search.meanings import Meaning
from kb.search.query import Query
from kb.search.reasons import Reason, Reasons
from kb.search.sources import sources
from kb.search.sql import is_in


@dataclass(frozen=True, slots=True)
class Hit:
    """One page or record in the list; `missing` are words it does not have."""

    kind: str
    object_id: int
    slug: str
    label: str | Promise
    url: str
    title: Excerpt
    excerpt: Excerpt | None
    when: Span | None
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]

    @property
    def object(self) -> Any:
        """The page or record itself, fetched when it is asked for: no list needs it."""
        return _object(self.kind, self.object_id)


@dataclass(frozen=True, slots=True)
class _Row:
    """All that is shown of an entry: its texts, its card, and where a page stands."""

    entry_id: int
    kind: str
    object_id: int
    language: str
    day: Any
    day_end: Any
    title: str
    body: str
    shown: str
    title_en: str | None
    title_zh: str | None
    address: str | None
    page_title: str | None
    page_path: str | None
    locale_id: int | None
    content: str | None


class Dresser:
    """Makes hits of the entries that one query found, for one reader; they are read together."""

    def __init__(
        self, query: Query, reader: Language, request: Any, entry_ids: Sequence[int]
    ) -> None:
        self.query = query
        self.reader = reader
        self.root = site_root()
        self.rows = _rows(entry_ids)
        self.addresses = page_addresses(request)

    def hits(
        self, entry_ids: Sequence[int], meanings: Iterable[Meaning] | None = None
    ) -> Iterator[Hit]:
        """Yield the hits of entries that may be shown, in their order.

        With `meanings` they have only some of the words, or translations: the second tier.
        """
        meant = None if meanings is None else list(meanings)
        highlighter = Highlighter(self.query, self.reader, meant)
        reasons = Reasons(self.query, self.reader, meant)
        for pk in entry_ids:
            if pk in self.rows:  # else it is gone since the list was made
                yield self._hit(self.rows[pk], highlighter, reasons)

    def _hit(self, row: _Row, highlighter: Highlighter, reasons: Reasons) -> Hit:
        named, url = self._title_and_url(row)
        title, shown = highlighter.title(named)
        stored = row.title + row.body
        return Hit(
            kind=row.kind,
            object_id=row.object_id,
            slug=url.rstrip("/").rpartition("/")[2],
            label=sources[row.kind].label,
            url=url,
            title=title,
            excerpt=highlighter.excerpt(shown_parts(row.shown), shown),
            when=span_of_days(_day(row.day), _day(row.day_end)),
            reasons=tuple(reasons.why(stored)),
            missing=reasons.missing(stored),
        )

    def _title_and_url(self, row: _Row) -> tuple[Bilingual, str]:
        """Return the title of a page in its language's half, of a record in both; and its place."""
        if row.page_path is not None:
            half = "en" if row.language == Entry.Language.ENGLISH else "zh"
            url = self.addresses.url(row.page_path, row.locale_id or 0, row.content or "")
            return Bilingual(**{half: row.page_title or ""}), url
        card = Bilingual(row.title_en or "", row.title_zh or "")
        if row.address and max(len(card.en), len(card.zh)) < LONGEST_TITLE:
            return card, self.root + row.address
        # An entry without a card, from before there were any, or one with a title that was cut.
        record = _object(row.kind, row.object_id)
        return record.named, record.get_absolute_url()


def _rows(entry_ids: Sequence[int]) -> dict[int, _Row]:
    """Read what is shown of entries, pages and records alike, in one statement."""
    if not entry_ids:
        return {}
    pages = [source.name for source in sources if issubclass(source.model, Page)]
    is_page, wanted = is_in("kb_entry.kind", pages), is_in("kb_entry.id", entry_ids)
    statement = f"""
        SELECT kb_entry.id, kb_entry.kind, kb_entry.object_id, kb_entry.language,
            kb_entry.day, kb_entry.day_end,
            kb_entrytext.title, kb_entrytext.body, kb_entrytext.shown,
            card.title_en, card.title_zh, card.address,
            page.title, page.url_path, page.locale_id, locale.language_code
        FROM kb_entry JOIN kb_entrytext ON kb_entrytext.entry_id = kb_entry.id
        LEFT JOIN kb_suggestioncard AS card ON card.entry_id = kb_entry.id
        LEFT JOIN wagtailcore_page AS page ON page.id = kb_entry.object_id AND {is_page.text}
        LEFT JOIN wagtailcore_locale AS locale ON locale.id = page.locale_id
        WHERE {wanted.text}
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [*is_page.params, *wanted.params])
        return {row[0]: _Row(*row) for row in cursor.fetchall()}


def _object(kind: str, object_id: int) -> Any:
    return sources[kind].model._base_manager.get(pk=object_id)


def _day(value: Any) -> date | None:
    """Return a day as SQLite stores it, a text, or as PostgreSQL answers it."""
    return date.fromisoformat(value) if isinstance(value, str) else value
