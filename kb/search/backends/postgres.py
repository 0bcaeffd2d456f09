"""The engine on PostgreSQL: token codes in an int[] with a GIN index, ranking in Python.

A code says which entries may match; runs of three and more characters, words (which share codes
by hashing) and sequences are looked for again in the stored text. Of very many matches only the
HEAD most promising are ranked, the others follow newest first: the order is the same on every page.
"""

from collections.abc import Iterable, Sequence
from math import log
from typing import Any

from django.db import connection, transaction

from kb.search.analysis.pipeline import sequence, singles, stream
from kb.search.analysis.segment import is_han
from kb.search.backends.codes import codes
from kb.search.engine import K1, TITLE_WEIGHT, B, Change, Ranked, needle
from kb.search.expressions import AllOf, Expression, Stretch, Without, stretches
from kb.search.sql import Sql, all_sql, any_sql

HEAD = 200  # matches whose texts are read to rank them

_STORE = """
    INSERT INTO kb_entrytext (entry_id, title, body, shown, tokens, title_tokens)
    VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (entry_id) DO UPDATE
    SET title = excluded.title, body = excluded.body, shown = excluded.shown,
        tokens = excluded.tokens, title_tokens = excluded.title_tokens
"""
_STATISTICS = """
    TRUNCATE kb_searchterm;
    INSERT INTO kb_searchterm (code, entries)
        SELECT code, count(*) FROM kb_entrytext, unnest(tokens) AS code GROUP BY code;
    DELETE FROM kb_searchcorpus;
    INSERT INTO kb_searchcorpus (entries, length)
        SELECT count(*), coalesce(avg(length), 1) FROM kb_entry;
    ANALYZE kb_entry;
    ANALYZE kb_entrytext;
"""
_PROMISING = "in_title DESC, day DESC NULLS LAST, id DESC"


class PostgresEngine:
    """Array containment finds, BM25 over the texts of the most promising ranks."""

    def write(self, changes: Sequence[Change]) -> None:
        """Store the texts of entries that exist, and make them searchable in this transaction."""
        with connection.cursor() as cursor:
            cursor.executemany(_STORE, [_row(change) for change in changes])

    def erase(self, entry_ids: Iterable[int]) -> None:
        """Take entries out of the word index and delete their texts."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM kb_entrytext WHERE entry_id = ANY(%s)", [list(entry_ids)])

    def reset(self) -> None:
        """Forget all words and texts."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM kb_entrytext")

    def refresh(self) -> None:
        """Count in how many entries each token is, and how long entries are."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_STATISTICS)

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
        in_title = _condition(expression, title_only=True, recheck=False)
        condition = _condition(expression, title_only=title_only) & where
        hits = Sql(
            f"""
            WITH hits AS MATERIALIZED (
                SELECT kb_entry.id, kb_entry.day, kb_entry.length, {in_title.text} AS in_title
                FROM kb_entrytext JOIN kb_entry ON kb_entry.id = kb_entrytext.entry_id
                WHERE {condition.text}
            )
            """,
            in_title.params + condition.params,
        )
        scored: list[tuple[int, float]] = []
        if start >= HEAD:
            total = self._total(hits)
        else:
            total, scored = self._head(hits, expression)
            scored = scored[start:stop]
        if total > HEAD and (stop is None or stop > HEAD):
            scored += self._tail(hits, max(start, HEAD), stop)
        return Ranked(total, tuple(scored))

    def matches(self, expression: Expression, *, title_only: bool = False) -> Sql:
        """Return the condition on a row of `kb_entry` that it matches."""
        found = _condition(expression, title_only=title_only)
        return Sql(
            "EXISTS (SELECT 1 FROM kb_entrytext"
            f" WHERE kb_entrytext.entry_id = kb_entry.id AND {found.text})",
            found.params,
        )

    def has_prefix(self, start: str) -> Sql:
        """Return the condition on a row of `kb_entry` that a word of it begins so."""
        # An array is read once; as a semi-join, dozens of these keep the planner busy for minutes.
        return Sql(
            "kb_entry.id = ANY (ARRAY(SELECT entry_id FROM kb_entryprefix WHERE key LIKE %s))",
            (start + "%",),
        )

    def _total(self, hits: Sql) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"{hits.text} SELECT count(*) FROM hits", hits.params)
            (total,) = cursor.fetchone()
        return int(total)

    def _head(self, hits: Sql, expression: Expression) -> tuple[int, list[tuple[int, float]]]:
        """Return the number of matches, and the most promising ones with scores, best first."""
        statement = f"""
            {hits.text}
            SELECT (SELECT count(*) FROM hits), id, length, kb_entrytext.title, kb_entrytext.body
            FROM (SELECT * FROM hits ORDER BY {_PROMISING} LIMIT {HEAD}) AS head
            JOIN kb_entrytext ON kb_entrytext.entry_id = id
        """
        with connection.cursor() as cursor:
            cursor.execute(statement, hits.params)
            rows = cursor.fetchall()
        if not rows:
            return 0, []
        weigh = _Scorer(expression)
        scored = [(pk, weigh(length, title, body)) for _total, pk, length, title, body in rows]
        return rows[0][0], sorted(scored, key=lambda hit: (-hit[1], -hit[0]))

    def _tail(self, hits: Sql, start: int, stop: int | None) -> list[tuple[int, float]]:
        limit = None if stop is None else stop - start
        with connection.cursor() as cursor:
            cursor.execute(
                f"{hits.text} SELECT id FROM hits ORDER BY {_PROMISING} LIMIT %s OFFSET %s",
                [*hits.params, limit, start],
            )
            return [(pk, 0.0) for (pk,) in cursor.fetchall()]


class _Scorer:
    """BM25 of a text for the stretches of an expression, with the last known statistics."""

    def __init__(self, expression: Expression) -> None:
        tokens = {one: codes(_tokens(one)) for one in stretches(expression)}
        with connection.cursor() as cursor:
            cursor.execute("SELECT entries, length FROM kb_searchcorpus")
            entries, mean = cursor.fetchone() or (0, 300.0)
            cursor.execute(
                "SELECT code, entries FROM kb_searchterm WHERE code = ANY(%s)",
                [sorted({code for of_one in tokens.values() for code in of_one})],
            )
            having = dict(cursor.fetchall())
        self.mean = float(mean)
        self.needles = [
            (needle(one), _rarity(entries, min(having.get(code, 0) for code in of_one)))
            for one, of_one in tokens.items()
        ]

    def __call__(self, length: int, title: str, body: str) -> float:
        norm = K1 * (1 - B + B * length / max(self.mean, 1.0))
        score = 0.0
        for wanted, rarity in self.needles:
            often = TITLE_WEIGHT * title.count(wanted) + body.count(wanted)
            score += rarity * often * (K1 + 1) / (often + norm)
        return score


def _rarity(entries: int, having: int) -> float:
    """Return the inverse document frequency, never quite nothing."""
    having = min(having, entries)
    return max(log((entries - having + 0.5) / (having + 0.5)), 1e-6) if entries else 1.0


def _row(change: Change) -> tuple[Any, ...]:
    new = change.new
    title = codes(stream(new.title))
    tokens = list(dict.fromkeys(title + codes(stream(new.body))))
    return change.entry_id, new.title, new.body, new.shown, tokens, title


def _tokens(units: Stretch) -> list[str]:
    """Return the tokens that a text with these units must have."""
    lonely = [unit for unit in units.units if len(unit) == 1 and is_han(unit)]
    return [*sequence(units.units), *singles(lonely)]


def _condition(expression: Expression, *, title_only: bool = False, recheck: bool = True) -> Sql:
    """Return the condition on a row of `kb_entrytext` that it matches."""
    if isinstance(expression, Stretch):
        column = "title_tokens" if title_only else "tokens"
        wanted = codes(_tokens(expression))
        found = Sql(f"kb_entrytext.{column} @> %s::int[]", (wanted,))
        if not recheck or (len(expression.units) == 1 and _is_exact(expression.units[0])):
            return found
        literal = needle(expression)
        again = Sql("strpos(kb_entrytext.title, %s) > 0", (literal,))
        if not title_only:
            again |= Sql("strpos(kb_entrytext.body, %s) > 0", (literal,))
        return found & again
    if isinstance(expression, Without):
        return ~_condition(expression.part, title_only=title_only)
    parts = (_condition(part, title_only=title_only, recheck=recheck) for part in expression.parts)
    return all_sql(parts) if isinstance(expression, AllOf) else any_sql(parts)


def _is_exact(unit: str) -> bool:
    return len(unit) <= 2 and is_han(unit) and all(ord(character) <= 0xFFFF for character in unit)
