"""Ranking with FTS5: its own bm25(), of very many hits only of the most promising.

Scoring costs more than finding, and a list of all hits more than counting them.
"""

from dataclasses import dataclass

from django.db import connection

from kb.search.backends.fts5 import fts_query, needs_recheck, recheck
from kb.search.engine import TITLE_WEIGHT, Ranked
from kb.search.expressions import Expression
from kb.search.facets import COLUMNS, TOGETHER, Narrowing, read_counts
from kb.search.sql import Sql, all_sql

BM25 = f"bm25(kb_searchwords, {TITLE_WEIGHT}, 1.0)"
HEAD = 2_000  # hits that are scored when there are more
_TOTAL = "SELECT '', '', count(*) FROM hits WHERE {}"


@dataclass(frozen=True, slots=True)
class Matching:
    """What holds a positive expression, anywhere or in its title."""

    expression: Expression
    title_only: bool = False

    @property
    def query(self) -> str:
        """The FTS5 query."""
        return fts_query(self.expression, self.title_only)

    def source(self, where: Sql, also: str = "") -> Sql:
        """Return where matching rows of `kb_entry` come from: `FROM ... WHERE ...`.

        `kb_entry` is joined to the full-text table, which is read once, in this order.
        """
        tables = f"kb_searchwords CROSS JOIN kb_entry ON kb_entry.id = kb_searchwords.rowid{also}"
        condition = Sql("kb_searchwords MATCH %s", (self.query,)) & where
        return self._looked_at_again(tables, condition)

    def facets(self, where: Sql) -> Sql:
        """Return where their rows of `kb_entryfacet` come from, read from these: they are few."""
        tables = "kb_entryfacet CROSS JOIN kb_entry ON kb_entry.id = kb_entryfacet.entry_id"
        among = "kb_entry.id IN (SELECT rowid FROM kb_searchwords WHERE kb_searchwords MATCH %s)"
        return self._looked_at_again(tables, Sql(among, (self.query,)) & where)

    def number(self) -> int:
        """Return how many entries match, whoever may see them: soon counted."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM kb_searchwords WHERE kb_searchwords MATCH %s", [self.query]
            )
            (number,) = cursor.fetchone()
        return int(number)

    def _looked_at_again(self, tables: str, condition: Sql) -> Sql:
        if needs_recheck(self.expression):
            tables += " JOIN kb_entrytext ON kb_entrytext.entry_id = kb_entry.id"
            condition &= recheck(self.expression, self.title_only)
        return Sql(f"FROM {tables} WHERE {condition.text}", condition.params)


def rank(
    found: Matching, where: Sql, narrowing: Narrowing | None, start: int, limit: int | None
) -> Ranked:
    """Return total, counts and a slice of what matches, best first."""
    number = found.number()
    if number <= HEAD:
        return listed(BM25, found.source(where), narrowing, start, limit)
    within = limit is not None and start + limit <= HEAD
    if within and narrowing and not narrowing.filters:
        return first_of_many(found, where, number, start, limit or 0)
    scores = head_scores(found, where, narrowing)
    return listed("0.0", found.source(where), narrowing, start, limit, scores)


def head_scores(found: Matching, where: Sql, narrowing: Narrowing | None) -> Sql:
    """Return the scores of the newest of very many hits, and of those with the words in the title.

    The others follow, newest first.
    """
    allowed = all_sql([where, *(narrowing or Narrowing()).filters.values()])
    newest = found.source(allowed)
    titled = Matching(found.expression, True).source(allowed)
    return Sql(
        f"""
        newest AS MATERIALIZED (
            SELECT kb_entry.id {newest.text} ORDER BY kb_searchwords.rowid DESC LIMIT {HEAD}
        ), weighed AS MATERIALIZED (
            SELECT kb_searchwords.rowid AS id, {BM25} AS score FROM kb_searchwords
            WHERE kb_searchwords MATCH %s AND rowid >= (SELECT min(id) FROM newest)
        ), titled AS MATERIALIZED (
            SELECT kb_entry.id, {BM25} AS score {titled.text}
            ORDER BY kb_searchwords.rowid DESC LIMIT {HEAD}
        ), scores AS MATERIALIZED (
            SELECT id, min(score) AS score FROM (
                SELECT weighed.id, score FROM newest JOIN weighed ON weighed.id = newest.id
                UNION ALL
                SELECT id, score FROM titled
            ) GROUP BY id
        )
        """,
        (*newest.params, found.query, *titled.params),
    )


def first_of_many(found: Matching, where: Sql, number: int, start: int, limit: int) -> Ranked:
    """Return total, counts and a slice of the scored of very many hits, without listing all."""
    scores, every = head_scores(found, where, None), found.source(where)
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM kb_entryfacet")
        (facets,) = cursor.fetchone()
        if facets < number:
            rows = found.facets(where)
        else:
            also = " JOIN kb_entryfacet ON kb_entryfacet.entry_id = kb_entry.id"
            rows = found.source(where, also)
        statement = f"""
            WITH {scores.text}
            SELECT '*', {TOGETHER}, count(*) {every.text} GROUP BY {COLUMNS}
            UNION ALL
            SELECT kb_entryfacet.name, kb_entryfacet.value, count(*) {rows.text} GROUP BY 1, 2
            UNION ALL
            SELECT NULL, * FROM (
                SELECT id, score FROM scores ORDER BY score, id DESC LIMIT %s OFFSET %s
            )
        """
        cursor.execute(statement, [*scores.params, *every.params, *rows.params, limit, start])
        answer = cursor.fetchall()
    counted = [row for row in answer if row[0] is not None]
    _none, counts = read_counts(counted)
    total = sum(having for name, _value, having in counted if name == "*")
    best = tuple((key, -score) for name, key, score in answer if name is None)
    return Ranked(total, best, counts)


def listed(
    score: str,
    source: Sql,
    narrowing: Narrowing | None,
    start: int,
    limit: int | None,
    scores: Sql | None = None,
    *,
    newest: bool = False,
) -> Ranked:
    """Return total, counts and a slice of the rows of a source, by score or newest first."""
    asked = narrowing or Narrowing()
    flags = asked.flags()
    passed = asked.passed()
    counting = asked.counting() if narrowing else _TOTAL.format(passed)
    by = "day_end IS NULL, day_end DESC" if newest else "score"
    order = f"SELECT id, score FROM hits WHERE {passed} ORDER BY {by}, id DESC"
    if scores:
        order = f"""
            SELECT hits.id, coalesce(scores.score, 0.0)
            FROM hits LEFT JOIN scores ON scores.id = hits.id WHERE {passed}
            ORDER BY scores.score IS NULL, scores.score, hits.id DESC
        """
        if limit is not None and start + limit <= HEAD:
            # As many as these are scored, whatever is asked for.
            order = "SELECT id, score FROM scores ORDER BY score, id DESC"
    statement = f"""
        WITH hits AS MATERIALIZED (
            SELECT kb_entry.id, kb_entry.kind, kb_entry.language, kb_entry.year,
                kb_entry.day_end, {score} AS score{flags.text}
            {source.text}
        )
        {"," + scores.text if scores else ""}
        {counting}
        UNION ALL
        SELECT NULL, * FROM ({order} LIMIT %s OFFSET %s)
    """
    params = [*flags.params, *source.params, *(scores.params if scores else ())]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, -1 if limit is None else limit, start])
        rows = cursor.fetchall()
    total, counts = read_counts([row for row in rows if row[0] is not None], asked.filters)
    best = tuple((key, -score) for name, key, score in rows if name is None)
    return Ranked(total, best, counts)
