"""Pieces of SQL with their parameters, and querysets as conditions on an entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL and what stands for its placeholders, in order."""

    text: str
    params: tuple[Any, ...] = ()

    def __and__(self, other: Sql) -> Sql:
        return Sql(f"({self.text} AND {other.text})", self.params + other.params)

    def __or__(self, other: Sql) -> Sql:
        return Sql(f"({self.text} OR {other.text})", self.params + other.params)

    def __invert__(self) -> Sql:
        return Sql(f"NOT ({self.text})", self.params)


TRUE = Sql("(1 = 1)")
FALSE = Sql("(1 = 0)")


def any_sql(conditions: Iterable[Sql]) -> Sql:
    """Return the alternative of the conditions; with none, what is never true."""
    return _joined(" OR ", conditions, FALSE)


def all_sql(conditions: Iterable[Sql]) -> Sql:
    """Return the conjunction of the conditions; with none, what is always true."""
    return _joined(" AND ", conditions, TRUE)


def _joined(operator: str, conditions: Iterable[Sql], empty: Sql) -> Sql:
    parts = list(conditions)
    if not parts:
        return empty
    text = operator.join(part.text for part in parts)
    return Sql(f"({text})", tuple(param for part in parts for param in part.params))


def is_in(column: str, values: Iterable[Any]) -> Sql:
    """Return the condition that a column holds one of the values."""
    wanted = tuple(values)
    return Sql(f"{column} IN ({', '.join(['%s'] * len(wanted))})", wanted) if wanted else FALSE


def object_among(queryset: QuerySet[Any]) -> Sql:
    """Return the condition that the object of an entry is in the queryset.

    The queryset is asked for the entry's own object, not listed: a rare word costs a few look-ups
    however many objects there are.
    """
    this = queryset.order_by().filter(pk=RawSQL('"kb_entry"."object_id"', ())).values("pk")
    return _as_condition("EXISTS ({})", this)


def object_listed(queryset: QuerySet[Any]) -> Sql:
    """Return the condition that the object of an entry is in a queryset that may be sliced."""
    return _as_condition('"kb_entry"."object_id" IN ({})', queryset.values("pk"))


def _as_condition(template: str, queryset: QuerySet[Any]) -> Sql:
    try:
        text, params = queryset.query.sql_with_params()
    except EmptyResultSet:
        return FALSE
    return Sql(template.format(text), tuple(params))


def one_by_one(condition: Sql) -> Sql:
    """Return a condition that a database asks of each row it comes to, for lists that end early.

    As it stands, PostgreSQL would rather ask it of all rows there are first, and join.
    """
    return Sql(f"(SELECT {condition.text})", condition.params)
