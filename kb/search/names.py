"""The exact equivalents of a query: names, aliases, and glossary terms in both writings."""

from collections.abc import Sequence

from django.db import connection

from kb.search.query import Equivalent
from kb.search.sql import Sql, is_in

# Of one name; more would say that it tells nothing.
_MOST_EQUIVALENTS = 24


def known_names(keys: Sequence[str], visible: Sql) -> dict[str, list[Equivalent]]:
    """Return, for each key that is a name of something visible, all names of that thing."""
    if not keys:
        return {}
    condition = is_in("typed.key", keys) & visible
    statement = f"""
        SELECT DISTINCT typed.key, same.key, same.text, same.language
        FROM kb_entryname AS typed
        JOIN kb_entry ON kb_entry.id = typed.entry_id
        JOIN kb_entryname AS same ON same.entry_id = typed.entry_id
        WHERE {condition.text}
        ORDER BY 1, 2, 3, 4
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, condition.params)
        rows = cursor.fetchall()
    found: dict[str, dict[tuple[str, ...], Equivalent]] = {}
    for typed_key, key, text, language in rows:
        units = tuple(key.split(" "))
        same = found.setdefault(typed_key, {})
        if len(same) < _MOST_EQUIVALENTS:
            same.setdefault(units, Equivalent(units, text, language))
    return {key: list(same.values()) for key, same in found.items()}
