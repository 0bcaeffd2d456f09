"""The engine on SQLite: a contentless FTS5 table beside the entries.

SQLite before 3.43 deletes from such a table only when it is told the exact old tokens; they follow
from the stored text by a plain split (`kb.search.analysis.pipeline`).
"""

from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from kb.search.analysis.pipeline import sequence, singles, stream
from kb.search.analysis.segment import is_han
from kb.search.engine import TITLE_WEIGHT, Change, Ranked, Text, needle
from kb.search.entries import EntryText
from kb.search.expressions import (
    AllOf,
    Expression,
    Stretch,
    Without,
    is_positive,
    stretches,
)
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

    def rank(
        self,
        expression: Expression,
        where: Sql,
        start: int = 0,
        stop: int | None = None,
        *,
        title_only: bool = False,
    ) -> Ranked:
        """Return how many entries match, and those from `start` to `stop` in a stable order."""
        if is_positive(expression):
            # `kb_entry` is joined to the full-text table, which is read once, in this order.
            tables = "kb_searchwords CROSS JOIN kb_entry ON kb_entry.id = kb_searchwords.rowid"
            score = f"bm25(kb_searchwords, {TITLE_WEIGHT}, 1.0)"
            condition = Sql("kb_searchwords MATCH %s", (_fts(expression, title_only),)) & where
            if _needs_recheck(expression):
                tables += " JOIN kb_entrytext ON kb_entrytext.entry_id = kb_entry.id"
                condition &= _recheck(expression, title_only)
        else:
            tables = "kb_entry"
            score = "0.0"
            condition = self.matches(expression, title_only=title_only) & where
        limit = -1 if stop is None else max(0, stop - start)
        statement = f"""
            WITH hits AS MATERIALIZED (
                SELECT kb_entry.id AS id, {score} AS score FROM {tables} WHERE {condition.text}
            )
            SELECT NULL, count(*) FROM hits
            UNION ALL
            SELECT * FROM (SELECT id, score FROM hits ORDER BY score, id DESC LIMIT %s OFFSET %s)
        """
        with connection.cursor() as cursor:
            cursor.execute(statement, [*condition.params, limit, start])
            (_none, total), *rows = cursor.fetchall()
        return Ranked(total, tuple((entry_id, -score) for entry_id, score in rows))

    def matches(self, expression: Expression, *, title_only: bool = False) -> Sql:
        """Return the condition on a row of `kb_entry` that it matches."""
        if is_positive(expression):
            found = Sql(
                "kb_entry.id IN (SELECT rowid FROM kb_searchwords WHERE kb_searchwords MATCH %s)",
                (_fts(expression, title_only),),
            )
            if _needs_recheck(expression):
                again = _recheck(expression, title_only)
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


def _words_differ(change: Change) -> bool:
    old, new = change.old, change.new
    return old is None or (old.title, old.body) != (new.title, new.body)


def _row(entry_id: int, text: Text) -> tuple[int, str, str]:
    return entry_id, " ".join(stream(text.title)), " ".join(stream(text.body))


def _fts(expression: Expression, title_only: bool) -> str:
    query = _fts_part(expression)
    return f"{{title}} : ({query})" if title_only else query


def _fts_part(expression: Expression) -> str:
    """Return the FTS5 query of a positive expression; every token is quoted."""
    if isinstance(expression, Stretch):
        phrase = " ".join(sequence(expression.units))
        lonely = [unit for unit in expression.units if len(unit) == 1 and is_han(unit)]
        parts = ([phrase] if phrase else []) + singles(lonely)
        return "(" + " AND ".join(f'"{part}"' for part in parts) + ")"
    assert not isinstance(expression, Without)
    operator = " AND " if isinstance(expression, AllOf) else " OR "
    return "(" + operator.join(_fts_part(part) for part in expression.parts) + ")"


def _needs_recheck(expression: Expression) -> bool:
    """Return whether single Han characters, which the index keeps no place of, have one here."""
    return any(
        len(one.units) > 1 and any(len(unit) == 1 and is_han(unit) for unit in one.units)
        for one in stretches(expression)
    )


def _recheck(expression: Expression, title_only: bool) -> Sql:
    if isinstance(expression, Stretch):
        wanted = needle(expression)
        found = Sql("instr(kb_entrytext.title, %s)", (wanted,))
        return found if title_only else found | Sql("instr(kb_entrytext.body, %s)", (wanted,))
    assert not isinstance(expression, Without)
    parts = (_recheck(part, title_only) for part in expression.parts)
    return all_sql(parts) if isinstance(expression, AllOf) else any_sql(parts)
