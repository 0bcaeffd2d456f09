"""The engine on SQLite: a contentless FTS5 table beside the entries.

SQLite before 3.43 deletes from such a table only when it is told the exact old tokens; they follow
from the stored text by a plain split (`kb.search.analysis.pipeline`).
"""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db import connection, transaction

from kb.search.analysis.pipeline import stream
from kb.search.backends.bm25 import Candidate, Corpus
from kb.search.backends.fts5 import fts_query, needs_recheck, recheck
from kb.search.backends.fts5_ranking import Matching, listed, rank
from kb.search.backends.loose import Choosing, second_tier
from kb.search.backends.remembered import remember_long_counts, remember_long_lists
from kb.search.engine import Asking, Change, Ranked, Scored, Text
from kb.search.entries import EntryText
from kb.search.expressions import (
    AllOf,
    Expression,
    Stretch,
    Without,
    is_positive,
)
from kb.search.facets import Narrowing
from kb.search.sql import Sql, all_sql, any_sql

_INSERT = "INSERT INTO kb_searchwords (rowid, title, body) VALUES (%s, %s, %s)"
_DELETE = """
    INSERT INTO kb_searchwords (kb_searchwords, rowid, title, body) VALUES ('delete', %s, %s, %s)
"""
_STORE = """
    INSERT INTO kb_entrytext (entry_id, title, body, shown) VALUES (%s, %s, %s, %s)
    ON CONFLICT (entry_id) DO UPDATE
    SET title = excluded.title, body = excluded.body, shown = excluded.shown
"""
_MANY = 500  # entries to look up in one statement
# Sorts after every character that a word can hold.
_LAST = "\U0010ffff"


class SQLiteEngine:
    """Full-text search with FTS5; ranking is its own bm25()."""

    @transaction.atomic
    def write(self, changes: Sequence[Change]) -> None:
        """Store the texts of entries that exist, and make them searchable in this transaction."""
        words = [change for change in changes if _words_differ(change)]
        with connection.cursor() as cursor:
            cursor.executemany(
                _DELETE, [_row(change.entry_id, change.old) for change in words if change.old]
            )
            cursor.executemany(_INSERT, [_row(change.entry_id, change.new) for change in words])
            cursor.executemany(
                _STORE,
                [(one.entry_id, one.new.title, one.new.body, one.new.shown) for one in changes],
            )

    @transaction.atomic
    def erase(self, entry_ids: Iterable[int]) -> None:
        """Take entries out of the word index and delete their texts."""
        ids = list(entry_ids)
        for first in range(0, len(ids), _MANY):
            texts = EntryText.objects.filter(pk__in=ids[first : first + _MANY])
            rows = [
                _row(pk, Text(title, body))
                for pk, title, body in texts.values_list("pk", "title", "body")
            ]
            with connection.cursor() as cursor:
                cursor.executemany(_DELETE, rows)
            texts.delete()

    @transaction.atomic
    def reset(self) -> None:
        """Forget all words and texts."""
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO kb_searchwords (kb_searchwords) VALUES ('delete-all')")
            cursor.execute("DELETE FROM kb_entrytext")

    def refresh(self) -> None:
        """FTS5 keeps its own statistics; merge what many small writes have left in pieces."""
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO kb_searchwords (kb_searchwords) VALUES ('optimize')")

    def refresh_if_stale(self) -> None:
        """Do nothing: the statistics are part of the index."""

    def many_writes(self) -> AbstractContextManager[None]:
        """Return a context for many writes: FTS5 collects them by itself."""
        return nullcontext()

    @remember_long_lists
    def rank(
        self,
        expression: Expression,
        where: Sql,
        start: int = 0,
        stop: int | None = None,
        *,
        title_only: bool = False,
        narrowing: Narrowing | None = None,
        newest: bool = False,
    ) -> Ranked:
        """Return how many entries match, and those from `start` to `stop` in a stable order."""
        limit = None if stop is None else max(0, stop - start)
        if not is_positive(expression):
            condition = self.matches(expression, title_only=title_only) & where
            source = Sql(f"FROM kb_entry WHERE {condition.text}", condition.params)
            return listed("0.0", source, narrowing, start, limit, newest=newest)
        found = Matching(expression, title_only)
        if newest:
            return listed("0.0", found.source(where), narrowing, start, limit, newest=True)
        return rank(found, where, narrowing, start, limit)

    @remember_long_counts
    def count(self, expression: Expression, where: Sql) -> int:
        """Return how many entries match."""
        if is_positive(expression):
            source = Matching(expression).source(where)
        else:
            condition = self.matches(expression) & where
            source = Sql(f"FROM kb_entry WHERE {condition.text}", condition.params)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) {source.text}", source.params)
            (number,) = cursor.fetchone()
        return int(number)

    def loosely(self, askings: Sequence[Asking], where: Sql, limit: int) -> list[Scored]:
        """Return, for each asking, entries with some of its concepts, best first."""
        with connection.cursor() as cursor:
            return second_tier(
                askings,
                limit,
                lambda tokens: _corpus(cursor, tokens),
                lambda choices, most: [_candidates(cursor, one, where, most) for one in choices],
            )

    def matches(self, expression: Expression, *, title_only: bool = False) -> Sql:
        """Return the condition on a row of `kb_entry` that it matches."""
        if is_positive(expression):
            found = Sql(
                "kb_entry.id IN (SELECT rowid FROM kb_searchwords WHERE kb_searchwords MATCH %s)",
                (fts_query(expression, title_only),),
            )
            if needs_recheck(expression):
                again = recheck(expression, title_only)
                found &= Sql(
                    "EXISTS (SELECT 1 FROM kb_entrytext"
                    f" WHERE kb_entrytext.entry_id = kb_entry.id AND {again.text})",
                    again.params,
                )
            return found
        if isinstance(expression, Without):
            return ~self.matches(expression.part, title_only=title_only)
        assert not isinstance(expression, Stretch)
        parts = (self.matches(part, title_only=title_only) for part in expression.parts)
        return all_sql(parts) if isinstance(expression, AllOf) else any_sql(parts)

    def has_prefix(self, start: str) -> Sql:
        """Return the condition on a row of `kb_entry` that a word of it begins so."""
        return Sql(
            "kb_entry.id IN (SELECT entry_id FROM kb_entryprefix WHERE key >= %s AND key < %s)",
            (start, start + _LAST),
        )


def _candidates(cursor: Any, choice: Choosing, where: Sql, most: int) -> list[Candidate]:
    """Read the most promising entries in their order: who may not be seen is skipped.

    What comes after the last one wanted is never looked at.
    """
    if not choice.worth:
        return []
    one = "SELECT rowid AS id, %s AS worth FROM kb_searchwords WHERE kb_searchwords MATCH %s"
    allowed = choice.also & where
    statement = f"""
        WITH candidates AS MATERIALIZED (
            SELECT id, sum(worth) AS worth FROM ({" UNION ALL ".join([one] * len(choice.worth))})
            GROUP BY id ORDER BY 2 DESC, 1 DESC
        )
        SELECT kb_entry.id, kb_entry.length, kb_entrytext.title, kb_entrytext.body
        FROM candidates CROSS JOIN kb_entry ON kb_entry.id = candidates.id
        CROSS JOIN kb_entrytext ON kb_entrytext.entry_id = kb_entry.id
        WHERE {allowed.text} LIMIT %s
    """
    asked = [part for token, value in choice.worth.items() for part in (value, f'"{token}"')]
    cursor.execute(statement, [*asked, *allowed.params, most])
    return [Candidate(*row) for row in cursor.fetchall()]


def _corpus(cursor: Any, tokens: list[str]) -> Corpus:
    """Return the statistics that FTS5 keeps: of all entries, and of some tokens."""
    cursor.execute("SELECT block FROM kb_searchwords_data WHERE id = 1")
    (averages,) = cursor.fetchone() or (b"",)
    entries, *lengths = _varints(averages) or [0]
    placeholders = ", ".join(["%s"] * len(tokens))
    cursor.execute(
        f"SELECT term, doc FROM kb_searchvocabulary WHERE term IN ({placeholders})", tokens
    )
    return Corpus(entries, sum(lengths) / max(entries, 1), dict(cursor.fetchall()))


def _varints(block: bytes) -> list[int]:
    """Return the numbers of FTS5's averages record: of rows, and of tokens in each column."""
    numbers, value = [], 0
    for byte in block:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            numbers.append(value)
            value = 0
    return numbers


def _words_differ(change: Change) -> bool:
    old, new = change.old, change.new
    return old is None or (old.title, old.body) != (new.title, new.body)


def _row(entry_id: int, text: Text) -> tuple[int, str, str]:
    return entry_id, " ".join(stream(text.title)), " ".join(stream(text.body))
