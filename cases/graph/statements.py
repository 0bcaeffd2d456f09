"""The SQL of the links, made once for everybody who may see the same, with gaps for the records.

Putting a branch into SQL takes longer than running it. What is kept is what is asked, never what
was answered. A gap takes the keys of the records that are asked about.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models.expressions import RawSQL

from kb.permissions import User
from kb.search.permission import audience

# Some fifty statements for each combination of groups.
KEPT = 2000


@dataclass(frozen=True)
class Gap:
    """Stands in a statement where a list of keys will stand."""

    name: str


@dataclass(frozen=True)
class Statement:
    """SQL with gaps; empty text when nothing can be in it."""

    text: str
    params: tuple[Any, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)


A, B = Gap("a"), Gap("b")
# A list as a query, which is what the ORM takes; and how PostgreSQL is asked instead: a join with
# a list takes it ten times as long to plan as a comparison.
_LISTED = {
    "postgresql": "SELECT unnest(%s::bigint[])",
    "sqlite": "SELECT value FROM json_each(%s)",
}
_AS_COMPARISON = (f"IN ({_LISTED['postgresql']})", "= ANY(%s::bigint[])")


def among(gap: Gap) -> RawSQL:
    """Return an expression for `column__in` that a list of keys is put into later."""
    return RawSQL(_LISTED[connection.vendor], (gap,))


@dataclass(frozen=True)
class _Asked:
    """Which statement, for whom: equal for all who may see the same."""

    name: tuple[Any, ...]
    vendor: str
    audience: tuple[Any, ...]


_kept: dict[_Asked, Statement] = {}


def statement(name: tuple[Any, ...], user: User | None, make: Callable[[], Any]) -> Statement:
    """Return the statement of this name for this person; `make` gives its queryset once.

    Without a person it is a question about keys alone.
    """
    asked = _Asked(name, connection.vendor, audience(user) if user else ())
    known = _kept.get(asked)
    if known is None:
        if len(_kept) >= KEPT:
            _kept.clear()
        known = _kept[asked] = _compiled(make())
    return known


def _compiled(queryset: Any) -> Statement:
    try:
        text, params = queryset.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return Statement("")
    return Statement(text.replace(*_AS_COMPARISON), tuple(params))


def together(statements: Iterable[tuple[Statement, Mapping[Gap, Iterable[int]]]]) -> Statement:
    """Return all statements as one, their gaps filled."""
    texts, params = [], []
    for one, keys in statements:
        if one:
            texts.append(one.text)
            params += [_filled(param, keys) for param in one.params]
    return Statement(" UNION ALL ".join(texts), tuple(params))


def _filled(param: Any, keys: Mapping[Gap, Iterable[int]]) -> Any:
    if not isinstance(param, Gap):
        return param
    listed = sorted(keys[param])
    return listed if connection.vendor == "postgresql" else json.dumps(listed)


def fetched(asked: Statement) -> list[tuple[Any, ...]]:
    """Return the rows of a statement; none when nothing can be in it."""
    if not asked:
        return []
    with connection.cursor() as cursor:
        cursor.execute(asked.text, asked.params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
