"""The engine on PostgreSQL: token codes in an int[] with a GIN index, ranking in Python.

A code says which entries may match; runs of three and more characters, words (which share codes
by hashing) and sequences are looked for again in the stored text. Of very many matches only the
HEAD most promising are ranked, the others follow newest first: the order is the same on every page.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from kb.search.analysis.pipeline import stream, tokens
from kb.search.analysis.segment import is_han
from kb.search.backends.bm25 import Candidate, Corpus, by_score
from kb.search.backends.codes import code, codes
from kb.search.backends.loose import Choosing, second_tier
from kb.search.backends.remembered import remember_long_counts, remember_long_lists
from kb.search.engine import Asking, Change, Ranked, Scored, needle
from kb.search.expressions import AllOf, Expression, Stretch, Without, stretches
from kb.search.facets import Narrowing, read_counts
from kb.search.sql import Sql, all_sql, any_sql, one_by_one

HEAD = 200  # matches whose texts are read to rank them

_STORE = """
    INSERT INTO kb_entrytext (entry_id, title, body, shown, tokens, title_tokens)
    VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (entry_id) DO UPDATE
    SET title = excluded.title, body = excluded.body, shown = excluded.shown,
        tokens = excluded.tokens, title_tokens = excluded.title_tokens
"""
# Only rows that change are written, and no search waits; one process counts at a time.
_STATISTICS = """
    SELECT pg_advisory_xact_lock(hashtext('kb_searchterm'));
    CREATE TEMPORARY TABLE counted ON COMMIT DROP AS
        SELECT code, count(*)::int AS entries
        FROM kb_entrytext, unnest(tokens) AS code GROUP BY code;
    DELETE FROM kb_searchterm
        WHERE NOT EXISTS (SELECT 1 FROM counted WHERE counted.code = kb_searchterm.code);
    INSERT INTO kb_searchterm (code, entries) SELECT code, entries FROM counted
        ON CONFLICT (code) DO UPDATE SET entries = excluded.entries
        WHERE kb_searchterm.entries <> excluded.entries;
    DROP TABLE counted;
    DELETE FROM kb_searchcorpus;
    INSERT INTO kb_searchcorpus (entries, length)
        SELECT count(*), coalesce(avg(length), 1) FROM kb_entry;
    ANALYZE kb_entry;
    ANALYZE kb_entrytext;
"""
# They weigh words against each other: a hundredth more or less changes no order worth counting for.
_STALE = """
    SELECT kb_searchcorpus.entries IS NULL
        OR abs(now.entries - kb_searchcorpus.entries) > kb_searchcorpus.entries * 0.01
        OR abs(now.length - kb_searchcorpus.length) > kb_searchcorpus.length * 0.01
    FROM (SELECT count(*) AS entries, coalesce(avg(length), 1) AS length FROM kb_entry) AS now
    LEFT JOIN kb_searchcorpus ON true
    WHERE now.entries > 0
"""
# Sent in one message with a statement, it holds for that statement. The planner does not know that
# reading the tokens of a row means to unpack them: it would read the whole table for a common word.
# Nor does it know what starting further processes costs: more than they save here.
_PLAN = (
    "SET LOCAL enable_seqscan = off; SET LOCAL random_page_cost = 1;"
    " SET LOCAL max_parallel_workers_per_gather = 0;"
)
# A token that was in no entry when they were counted may be in new ones: it is looked for.
_COUNTED = f"""
    {_PLAN}
    SELECT NULL::int AS code, entries, length FROM kb_searchcorpus
    UNION ALL
    SELECT code, coalesce(
        kb_searchterm.entries,
        (SELECT count(*) FROM kb_entrytext WHERE tokens @> ARRAY[code])
    ), NULL
    FROM unnest(%s::int[]) AS code LEFT JOIN kb_searchterm USING (code)
    ORDER BY code NULLS FIRST
"""
_UNCOUNTED = """
    SELECT NULL::int AS code, count(*) AS entries, coalesce(avg(length), 1)::float8 FROM kb_entry
    UNION ALL
    SELECT code, (SELECT count(*) FROM kb_entrytext WHERE tokens @> ARRAY[code]), NULL
    FROM unnest(%s::int[]) AS code
    ORDER BY code NULLS FIRST
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

    def refresh_if_stale(self) -> None:
        """Count again when number or mean length of the entries is another by a hundredth."""
        with connection.cursor() as cursor:
            cursor.execute(_STALE)
            stale = cursor.fetchone()
        if stale and stale[0]:
            self.refresh()

    @contextmanager
    def many_writes(self) -> Iterator[None]:
        """Collect what is written and merge it into the index 64 MB at a time.

        Searches read the collected part row by row meanwhile. Who is killed in here leaves that
        behind: the next one to come by, or `rebuild_search`, ends it.
        """
        if connection.in_atomic_block:  # where an index that was written cannot be altered
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SET gin_pending_list_limit = '64MB'")
            cursor.execute("ALTER INDEX kb_entrytext_tokens SET (fastupdate = on)")
            try:
                yield
            finally:
                cursor.execute("ALTER INDEX kb_entrytext_tokens SET (fastupdate = off)")
                cursor.execute("SELECT gin_clean_pending_list('kb_entrytext_tokens')")
                cursor.execute("RESET gin_pending_list_limit")

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
        asked = narrowing or Narrowing()
        flags = asked.flags()
        in_title = _condition(expression, title_only=True, recheck=False)
        condition = _condition(expression, title_only=title_only)
        # What holds the words is found by itself: beside the price of the permission of every row
        # the planner sees no difference between the index and the whole table.
        hits = Sql(
            f"""
            WITH found AS MATERIALIZED (
                SELECT entry_id, {in_title.text} AS in_title
                FROM kb_entrytext WHERE {condition.text}
            ), hits AS MATERIALIZED (
                SELECT kb_entry.id, kb_entry.kind, kb_entry.language, kb_entry.year, kb_entry.day,
                    kb_entry.day_end, kb_entry.length, in_title{flags.text}
                FROM found JOIN kb_entry ON kb_entry.id = found.entry_id WHERE {where.text}
            )
            """,
            in_title.params + condition.params + flags.params + where.params,
        )
        order = "day_end DESC NULLS LAST, id DESC" if newest else _PROMISING
        counting = asked.counting() if narrowing else "SELECT '', '', count(*) FROM hits"
        head = f"""
            SELECT NULL, NULL, NULL, id, length, kb_entrytext.title, kb_entrytext.body
            FROM (SELECT * FROM hits WHERE {asked.passed()} ORDER BY {_PROMISING} LIMIT {HEAD})
                AS head
            JOIN kb_entrytext ON kb_entrytext.entry_id = id
        """
        tail = f"""
            SELECT NULL, NULL, NULL, id, NULL, NULL, NULL FROM (
                SELECT id FROM hits WHERE {asked.passed()} ORDER BY {order} LIMIT %s OFFSET %s
            ) AS tail
        """
        statement = f"""
            {_PLAN}
            {hits.text}
            SELECT counted.*, NULL::bigint, NULL::int, NULL::text, NULL::text
            FROM ({counting}) AS counted (facet, value, number)
            UNION ALL
        """
        with connection.cursor() as cursor:
            if start < HEAD and not newest:
                cursor.execute(statement + head, hits.params)
            else:
                limit = None if stop is None else stop - start
                cursor.execute(statement + tail, [*hits.params, limit, start])
            rows = cursor.fetchall()
            total, counts = read_counts(
                [row[:3] for row in rows if row[0] is not None], asked.filters
            )
            found = [row[3:] for row in rows if row[0] is None]
            if start >= HEAD or newest:
                return Ranked(total, tuple((row[0], 0.0) for row in found), counts)
            best = self._by_score([Candidate(*row) for row in found], expression, cursor)
            best = best[start:stop]
            if total > HEAD and (stop is None or stop > HEAD):
                limit = None if stop is None else stop - HEAD
                cursor.execute(f"{_PLAN} {hits.text} {tail}", [*hits.params, limit, HEAD])
                best += [(row[3], 0.0) for row in cursor.fetchall()]
        return Ranked(total, tuple(best), counts)

    @remember_long_counts
    def count(self, expression: Expression, where: Sql) -> int:
        """Return how many entries match."""
        condition = _condition(expression)
        statement = f"""
            {_PLAN}
            WITH found AS MATERIALIZED (
                SELECT entry_id FROM kb_entrytext WHERE {condition.text}
            )
            SELECT count(*) FROM found JOIN kb_entry ON kb_entry.id = found.entry_id
            WHERE {where.text}
        """
        with connection.cursor() as cursor:
            cursor.execute(statement, condition.params + where.params)
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

    def _by_score(
        self, candidates: list[Candidate], expression: Expression, cursor: Any
    ) -> list[tuple[int, float]]:
        of = {one: tokens(one.units) for one in stretches(expression)}
        corpus = _corpus(cursor, {token for of_one in of.values() for token in of_one})
        needles = ([(needle(one), corpus.rarity(*of_one))] for one, of_one in of.items())
        return by_score(candidates, needles, corpus)


def _candidates(cursor: Any, choice: Choosing, where: Sql, most: int) -> list[Candidate]:
    """Read the most promising entries that may be seen; texts are fetched of these only."""
    if not choice.worth:
        return []
    one = (
        "SELECT entry_id AS id, %s::float8 AS worth FROM kb_entrytext"
        " WHERE tokens @> ARRAY[%s]::int[]"
    )
    allowed = choice.also & where
    statement = f"""
        {_PLAN}
        SELECT best.id, best.length, kb_entrytext.title, kb_entrytext.body
        FROM (
            SELECT kb_entry.id, kb_entry.length
            FROM (
                SELECT id, sum(worth) AS worth
                FROM ({" UNION ALL ".join([one] * len(choice.worth))}) AS found
                GROUP BY id ORDER BY 2 DESC, 1 DESC
            ) AS candidates
            JOIN kb_entry ON kb_entry.id = candidates.id WHERE {one_by_one(allowed).text}
            ORDER BY candidates.worth DESC, candidates.id DESC LIMIT %s
        ) AS best
        JOIN kb_entrytext ON kb_entrytext.entry_id = best.id
    """
    asked = [part for token, value in choice.worth.items() for part in (value, code(token))]
    cursor.execute(statement, [*asked, *allowed.params, most])
    return [Candidate(*row) for row in cursor.fetchall()]


def _corpus(cursor: Any, wanted_tokens: Iterable[str]) -> Corpus:
    """Return the last known statistics: of all entries, and of some tokens."""
    by_code = {code(token): token for token in wanted_tokens}
    wanted = sorted(by_code)
    cursor.execute(_COUNTED, [wanted])
    rows = cursor.fetchall()
    if not rows or rows[0][0] is not None:  # nothing is counted yet: the site is small
        cursor.execute(_UNCOUNTED, [wanted])
        rows = cursor.fetchall()
    (_none, entries, mean), *terms = rows
    return Corpus(entries, mean, {by_code[key]: having for key, having, _none in terms})


def _row(change: Change) -> tuple[Any, ...]:
    new = change.new
    title = codes(stream(new.title))
    tokens = list(dict.fromkeys(title + codes(stream(new.body))))
    return change.entry_id, new.title, new.body, new.shown, tokens, title


def _condition(expression: Expression, *, title_only: bool = False, recheck: bool = True) -> Sql:
    """Return the condition on a row of `kb_entrytext` that it matches."""
    if isinstance(expression, Stretch):
        column = "title_tokens" if title_only else "tokens"
        wanted = codes(tokens(expression.units))
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
