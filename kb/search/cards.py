"""What the search box shows and finds while somebody types: a card for each entry, and its keys.

Only `kb.search.indexing` writes here, in the transaction that writes the entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, ClassVar

from django.db import connection, models
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from kb.search.analysis.normalise import clean
from kb.search.analysis.segment import is_han, words
from kb.search.analysis.typed import KEYS_VERSION, LONGEST_KEY, keys_of, vocabulary
from kb.search.entries import Entry
from kb.search.sources import SearchText

LONGEST_TITLE = 255
_LONGEST_ALIAS = 120
_HEAVIEST = 500
_MANY = 120  # rows in one statement: SQLite takes 999 values at least


class SuggestionCard(models.Model):
    """What is shown of an entry before it is opened; `address` is below the reader's language.

    Pages have no address here: it changes with the pages above them.
    """

    entry = models.OneToOneField(
        Entry, on_delete=models.CASCADE, primary_key=True, related_name="card"
    )
    title_en = models.CharField(max_length=LONGEST_TITLE, blank=True)
    title_zh = models.CharField(max_length=LONGEST_TITLE, blank=True)
    address = models.CharField(max_length=LONGEST_TITLE, blank=True)
    fingerprint = models.CharField(max_length=32)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["address"], name="card_by_address"),
        ]

    def __str__(self) -> str:
        return self.title_en or self.title_zh


class SuggestionKey(models.Model):
    """What somebody may type to mean an entry (`kb.search.analysis.typed`).

    The lowest `rank`, then the lowest `weight` comes first. `alias` is the spelling meant when it
    is no title, `language` that of the spelling. Keys are compared by code point on any database.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=34)
    rank = models.PositiveSmallIntegerField()
    weight = models.PositiveSmallIntegerField()
    alias = models.CharField(max_length=_LONGEST_ALIAS, blank=True)
    language = models.CharField(max_length=2)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["key", "rank", "weight", "entry", "id"], name="suggestion_by_key"),
        ]

    def __str__(self) -> str:
        return self.key


class SuggestionWord(models.Model):
    """A word of a name or title that is not Han, as it is spelt: what a misspelt one may mean."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=LONGEST_KEY)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["word", "entry"], name="suggestion_by_word"),
        ]

    def __str__(self) -> str:
        return self.word


@dataclass(frozen=True)
class Card:
    """The card of one object; two are equal when their keys are, too."""

    title_en: str = ""
    title_zh: str = ""
    address: str = ""
    fingerprint: str = ""
    # Each spelling with its language; the empty alias stands for a title.
    spellings: tuple[tuple[str, str, str], ...] = field(default=(), compare=False)


def card_of(obj: Any, text: SearchText, others: Iterable[str] = ()) -> Card:
    """Return the card of an object: its titles, its names, and other texts it begins with."""
    titles = {part.language: clean(part.text)[:LONGEST_TITLE] for part in reversed(text.title)}
    spellings: dict[tuple[str, str], str] = {(title, ""): half for half, title in titles.items()}
    for part in text.names:
        name = clean(part.text)
        if name not in titles.values():
            spellings.setdefault((name, name[:_LONGEST_ALIAS]), part.language)
    for other in others:
        half = "zh" if any(map(is_han, words(other))) else "en"
        spellings.setdefault((clean(other)[:LONGEST_TITLE], ""), half)
    listed = tuple((spelling, alias, half) for (spelling, alias), half in spellings.items())
    printed = repr((KEYS_VERSION, sorted(listed))).encode("utf-8", "replace")
    return Card(
        title_en=titles.get("en", ""),
        title_zh=titles.get("zh", ""),
        address=_address(obj),
        fingerprint=blake2b(printed, digest_size=16).hexdigest(),
        spellings=listed,
    )


def site_root() -> str:
    """Return the address that those of the active language begin with: `/en/`."""
    return reverse("search").removesuffix("search/")


def _address(obj: Any) -> str:
    if isinstance(obj, Page) or not hasattr(obj, "get_absolute_url"):
        return ""
    with translation.override("en"):
        address: str = obj.get_absolute_url().removeprefix(site_root())
    return address[:LONGEST_TITLE]


def read_card(entry: Entry) -> Card:
    """Return the card that is stored of an entry."""
    stored: SuggestionCard | None = getattr(entry, "card", None)
    if stored is None:
        return Card()
    return Card(stored.title_en, stored.title_zh, stored.address, stored.fingerprint)


def write_cards(rows: Sequence[tuple[Entry, Card, Card | None]]) -> None:
    """Store the new cards of entries, given the old ones; keys that stay are not touched."""
    SuggestionCard.objects.bulk_create(
        [
            SuggestionCard(
                entry=entry,
                title_en=new.title_en,
                title_zh=new.title_zh,
                address=new.address,
                fingerprint=new.fingerprint,
            )
            for entry, new, _old in rows
        ],
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=["title_en", "title_zh", "address", "fingerprint"],
    )
    renamed = [
        (entry.pk, new)
        for entry, new, old in rows
        if old is None or old.fingerprint != new.fingerprint
    ]
    ids = [entry_id for entry_id, _new in renamed]
    SuggestionKey.objects.filter(entry__in=ids).delete()
    SuggestionWord.objects.filter(entry__in=ids).delete()
    _insert([key for entry_id, new in renamed for key in _keys(entry_id, new)])
    SuggestionWord.objects.bulk_create(
        SuggestionWord(entry_id=entry_id, word=word)
        for entry_id, new in renamed
        for word in dict.fromkeys(
            word for spelling, *_shown in new.spellings for word in vocabulary(spelling)
        )
    )


def _keys(entry_id: int, card: Card) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of the keys of an entry, each key once: for the spelling it suits best."""
    best: dict[str, tuple[int, bool, int, str, str]] = {}
    for spelling, alias, language in card.spellings:
        weight = min(sum(1 if char.isascii() else 2 for char in spelling), _HEAVIEST)
        for key, fit in keys_of(spelling).items():
            candidate = (*fit, weight, alias, language)
            if key not in best or candidate < best[key]:
                best[key] = candidate
    for key, (rank, _spoken, *shown) in best.items():
        yield (entry_id, key, rank, *shown)


def _insert(rows: list[tuple[Any, ...]]) -> None:
    """Insert rows of keys without making an object of each: a title has dozens."""
    with connection.cursor() as cursor:
        for first in range(0, len(rows), _MANY):
            some = rows[first : first + _MANY]
            values = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(some))
            cursor.execute(
                "INSERT INTO kb_suggestionkey (entry_id, key, rank, weight, alias, language)"
                f" VALUES {values}",
                [value for row in some for value in row],
            )
