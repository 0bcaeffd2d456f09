"""What somebody may mean by what is typed so far: things they may see, best first."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.functional import Promise
from wagtail.models import Page

from kb.language.codes import Language
from kb.language.reading import Passage
from kb.language.reading import read as read_passage
from kb.permissions import User
from kb.records.bilingual import Bilingual
from kb.search.analysis.normalise import fold
from kb.search.analysis.readings import reading
from kb.search.analysis.segment import is_han
from kb.search.analysis.typed import ANY, LONGEST_KEY, is_short, typed_words
from kb.search.cards import site_root
from kb.search.permission import visible_entries
from kb.search.query import MOST_CHARACTERS
from kb.search.sources import sources
from kb.search.sql import Sql, all_sql, is_in

MOST = 8
_MOST_OF_A_KIND = 4
_MOST_WORDS = 6
# Keys to look at, and how many more when too few of them may be seen.
_BATCH = 40
_GROWTH = 8
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing: its title as this reader reads it, and the other name that was typed, if any."""

    entry_id: int
    kind: str
    label: str | Promise
    title: Passage
    other: Passage | None
    url: str


def suggest(
    text: str,
    user: User,
    reader: Language,
    most: int = MOST,
    request: Any = None,
    kinds: Collection[str] = (),
) -> list[Suggestion]:
    """Return what this person may mean by the beginning of a name or title, kinds together.

    Anything may be typed; what holds no word means nothing. Kinds come in the order of their best;
    where some are named, only those are suggested.
    """
    typed = typed_words(text[:MOST_CHARACTERS])
    if not typed:
        return []
    asking = _Asking(user, reader, most, kinds)
    found = _find("".join(typed), (), asking)
    if len(found) < most and 1 < len(typed) <= _MOST_WORDS:
        # In another order, or with words between them; the rarest word finds, the others narrow.
        first, *others = sorted(typed, key=lambda word: (is_han(word), len(word)), reverse=True)
        found = _merged(found, _find(first, others, asking))
    if not found and len(typed) > 1 and not all(map(is_han, typed)):
        found = _half_spoken(typed, asking)
    return list(_shown(_by_kind(found, most), reader, request))


# --- Keys ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Asking:
    """Who types, what they read, how many suggestions they get, and of which kinds (none: all)."""

    user: User
    reader: Language
    most: int
    kinds: Collection[str]


@dataclass(frozen=True, slots=True)
class _Match:
    """An entry, its card, and the spelling that was typed."""

    entry_id: int
    kind: str
    object_id: int
    title: Bilingual
    address: str
    alias: str
    language: str


def _find(key: str, others: Sequence[str], asking: _Asking) -> list[_Match]:
    """Return entries with a key that begins so, and for each other word one that begins with it."""
    found: dict[int, _Match] = {}
    start, size = 0, _BATCH
    while True:
        keys = _keys(key[:LONGEST_KEY], others, start, size)
        fresh: dict[int, _Key] = {}
        for one in keys:
            known = fresh.get(one.entry_id)
            if one.entry_id not in found and (
                known is None or one.tells(asking.reader) > known.tells(asking.reader)
            ):
                fresh[one.entry_id] = one
        found.update({match.entry_id: match for match in _visible(fresh, asking)})
        # Many of one kind must not hide the others.
        if len(keys) < size or len(found) >= 2 * asking.most:
            return list(found.values())
        start, size = start + size, size * _GROWTH


@dataclass(frozen=True, slots=True)
class _Key:
    """A key that begins as typed: its entry, and the spelling it belongs to."""

    entry_id: int
    kind: str
    alias: str
    language: str

    def tells(self, reader: Language) -> int:
        """Return how well the spelling explains itself: best is the title that is shown."""
        return 0 if self.alias else 1 + (self.language == reader.half)


def _keys(key: str, others: Sequence[str], start: int, size: int) -> list[_Key]:
    """Return the keys that begin so in their order: names typed to the end first.

    The innermost query reads nothing but the index, however many keys begin so. Keys listed under
    a short beginning stand in their order already.
    """
    where = all_sql([_begins("k", key), *(_has_key(other) for other in others)])
    unfinished = Sql("0") if is_short(key) else Sql("(k.key <> %s OR k.rank > 0)", (key,))
    order = "rank, weight, entry_id, id"
    statement = f"""
        SELECT kb_entry.id, kb_entry.kind, shown.alias, shown.language
        FROM (
            SELECT {unfinished.text} AS unfinished, k.rank, k.weight, k.entry_id, k.id
            FROM kb_suggestionkey AS k WHERE {where.text}
            ORDER BY {order if is_short(key) else "1, " + order} LIMIT %s OFFSET %s
        ) AS found
        JOIN kb_suggestionkey AS shown ON shown.id = found.id
        JOIN kb_entry ON kb_entry.id = found.entry_id
        ORDER BY found.unfinished, found.rank, found.weight, found.entry_id
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [*unfinished.params, *where.params, size, start])
        return [_Key(*row) for row in cursor.fetchall()]


def _begins(table: str, key: str) -> Sql:
    if is_short(key):
        return Sql(f"{table}.key = %s", (key + ANY,))
    return Sql(f"({table}.key >= %s AND {table}.key < %s)", (key, key + _LAST))


def _has_key(word: str) -> Sql:
    begins = _begins("o", word[:LONGEST_KEY])
    return Sql(
        f"EXISTS (SELECT 1 FROM kb_suggestionkey AS o WHERE o.entry_id = k.entry_id"
        f" AND {begins.text})",
        begins.params,
    )


def _visible(keys: dict[int, _Key], asking: _Asking) -> Iterator[_Match]:
    """Yield, in their order, what this person may see of the entries, of the kinds asked for."""
    kinds = {one.kind for one in keys.values() if not asking.kinds or one.kind in asking.kinds}
    among = [source for source in sources if source.name in kinds]
    if not among:
        return
    where = is_in("kb_entry.id", keys) & visible_entries(asking.user, among)
    statement = f"""
        SELECT kb_entry.id, kb_entry.object_id, card.title_en, card.title_zh, card.address
        FROM kb_entry JOIN kb_suggestioncard AS card ON card.entry_id = kb_entry.id
        WHERE {where.text}
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, where.params)
        seen = {entry_id: card for entry_id, *card in cursor.fetchall()}
    for entry_id, one in keys.items():
        if entry_id in seen:
            object_id, title_en, title_zh, address = seen[entry_id]
            title = Bilingual(title_en, title_zh)
            yield _Match(entry_id, one.kind, object_id, title, address, one.alias, one.language)


def _half_spoken(typed: Sequence[str], asking: _Asking) -> list[_Match]:
    """Return what is typed partly in characters and partly as it sounds: 雷jun."""
    spoken = "".join("".join(reading(word)) if is_han(word) else word for word in typed)
    runs = [word for word in typed if is_han(word)]
    found = _find(spoken, (), asking) if runs else []
    return [match for match in found if _holds(match, runs)]


def _holds(match: _Match, runs: Sequence[str]) -> bool:
    spelling = fold(match.alias or match.title.zh)
    return all(run in spelling for run in runs)


def _merged(first: Sequence[_Match], then: Sequence[_Match]) -> list[_Match]:
    return list({match.entry_id: match for match in [*reversed(then), *reversed(first)]}.values())[
        ::-1
    ]


# --- What is shown ------------------------------------------------------------


def _by_kind(found: Sequence[_Match], most: int) -> list[_Match]:
    """Return the best, a few of each kind, then more where there is room; kinds together."""
    kinds: dict[str, list[_Match]] = {}
    for match in found:
        kinds.setdefault(match.kind, []).append(match)
    first = {id(one) for group in kinds.values() for one in group[:_MOST_OF_A_KIND]}
    chosen = sorted(found, key=lambda one: id(one) not in first)[:most]
    kept = {id(one) for one in chosen}
    return [one for group in kinds.values() for one in group if id(one) in kept]


def _shown(found: Sequence[_Match], reader: Language, request: Any) -> Iterator[Suggestion]:
    """Yield suggestions; a page that the reader's language has too is suggested in that only."""
    pages = _pages([match.object_id for match in found if not match.address])
    root = site_root()
    own = {
        page.translation_key
        for page in pages.values()
        if page.locale.language_code == reader.content
    }
    for match in found:
        url = root + match.address
        if not match.address:
            page = pages.get(match.object_id)
            foreign = page and page.locale.language_code != reader.content
            if page is None or (foreign and page.translation_key in own):
                continue
            url = page.get_url(request) or ""
        yield Suggestion(
            match.entry_id,
            match.kind,
            sources[match.kind].label,
            read_passage(match.title, reader),
            _other(match, reader),
            url,
        )


def _pages(ids: list[int]) -> dict[int, Page]:
    if not ids:
        return {}
    pages: dict[int, Page] = Page.objects.select_related("locale").in_bulk(ids)
    return pages


def _other(match: _Match, reader: Language) -> Passage | None:
    """Return the name that was typed, when it is not the one the reader sees."""
    typed = match.alias or getattr(match.title, match.language, "")
    if not typed or (not match.alias and match.language == reader.half):
        return None
    shown = read_passage(match.title, reader)
    other = read_passage(Bilingual(**{match.language: typed}), reader)
    return None if other.text == shown.text else other
