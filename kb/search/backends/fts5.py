"""Expressions as FTS5 asks them, and what single Han characters need besides."""

from kb.search.analysis.pipeline import sequence, singles
from kb.search.analysis.segment import is_han
from kb.search.engine import needle
from kb.search.expressions import AllOf, Expression, Stretch, Without, stretches
from kb.search.sql import Sql, all_sql, any_sql


def fts_query(expression: Expression, title_only: bool) -> str:
    """Return the FTS5 query of a positive expression."""
    query = _query_part(expression)
    return f"{{title}} : ({query})" if title_only else query


def _query_part(expression: Expression) -> str:
    """Return the FTS5 query of a positive expression; every token is quoted."""
    if isinstance(expression, Stretch):
        phrase = " ".join(sequence(expression.units))
        lonely = [unit for unit in expression.units if len(unit) == 1 and is_han(unit)]
        parts = ([phrase] if phrase else []) + singles(lonely)
        return "(" + " AND ".join(f'"{part}"' for part in parts) + ")"
    assert not isinstance(expression, Without)
    operator = " AND " if isinstance(expression, AllOf) else " OR "
    return "(" + operator.join(_query_part(part) for part in expression.parts) + ")"


def needs_recheck(expression: Expression) -> bool:
    """Return whether single Han characters, which the index keeps no place of, have one here."""
    return any(
        len(one.units) > 1 and any(len(unit) == 1 and is_han(unit) for unit in one.units)
        for one in stretches(expression)
    )


def recheck(expression: Expression, title_only: bool) -> Sql:
    """Return the condition on a row of `kb_entrytext` that each stretch stands in it."""
    if isinstance(expression, Stretch):
        wanted = needle(expression)
        found = Sql("instr(kb_entrytext.title, %s)", (wanted,))
        return found if title_only else found | Sql("instr(kb_entrytext.body, %s)", (wanted,))
    assert not isinstance(expression, Without)
    parts = (recheck(part, title_only) for part in expression.parts)
    return all_sql(parts) if isinstance(expression, AllOf) else any_sql(parts)
