"""Facets: under which choices the rows of a list stand, as one reader may know it, and how many.

A facet gives branches: querysets of rows (row, choice, label, ...). A row of the list stands under
a choice when any branch says so. All branches start from what this reader may see, so that a hidden
person or a fact without an open citation neither filters nor counts.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.models import CharField, Choices, Q, Value

from cases.querysets.facets.compiled import Compiled, compiled, pairs
from kb.permissions import User

# What every branch selects, in this order; all but the row are shown or sorted by.
COLUMNS = ("choice", "label", "other", "sort", "above")
# The choice of rows that say nothing of what a facet asks.
UNSTATED = "unstated"


@dataclass(frozen=True)
class Facet:
    """One question that divides the rows of a list.

    `branches(user)` gives the rows described above. What may be chosen is a fixed list, what
    `choosable(user)` has, a queryset with the column `choice`, or whatever `recognised` admits.
    Facets of names hold a bilingual name in `label` and `other`. With `has_unstated`, a branch puts
    the rows that say nothing of it under the choice UNSTATED. `kept` is the number under which its
    choices are worked out when an incident is saved (`Standing.Facet`).
    """

    name: str
    branches: Callable[[User], list[Any]]
    fixed: type[Choices] | None = None
    choosable: Callable[[User], Any] | None = None
    recognised: Callable[[str], bool] | None = None
    is_of_names: bool = False
    has_unstated: bool = False
    kept: int | None = None

    def rows_under(self, chosen: Sequence[str], user: User) -> Q:
        """Return the condition for rows that stand under any of these choices."""
        condition = Q()
        for branch in self.branches(user):
            condition |= Q(pk__in=branch.filter(choice__in=chosen).values("row_key"))
        return condition


@dataclass(frozen=True, slots=True)
class Counted:
    """A choice that some row of the reader's list stands under, and how many match it."""

    value: str
    label: str
    other: str
    sort: int
    parent: str
    count: int


def count_choices(
    facet: Facet, user: User, visible: Compiled | None, matching: Compiled | None, using: str
) -> list[Counted]:
    """Return every choice under which a visible row stands, with how many matching ones do.

    `visible` and `matching` are the keys of rows, as `keys_of` makes them. One query whatever the
    number of branches: Django cannot group a union, so the grouping is written around the SQL of
    its querysets.
    """
    parts = {"pairs": pairs(facet, user, using), "visible": visible}
    counted = "COUNT(DISTINCT row_key)"
    if matching is None:
        counted = "0"
    elif matching != visible:
        parts["matching"] = matching
        counted = "COUNT(DISTINCT CASE WHEN row_key IN (SELECT pk FROM matching) THEN row_key END)"
    there = {name: part for name, part in parts.items() if part is not None}
    if len(there) < len(parts):
        return []
    # Each part is worked out once, by itself: woven into one, PostgreSQL may choose to ask every
    # permission again for every pair, which takes minutes when its statistics are old.
    each_once = ", ".join(f"{name} AS MATERIALIZED ({sql})" for name, (sql, _) in there.items())
    columns = ", ".join(COLUMNS)
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"WITH {each_once} SELECT {columns}, {counted} FROM pairs "
            "WHERE row_key IN (SELECT pk FROM visible) AND choice <> '' "
            f"GROUP BY {columns}",
            [value for _, params in there.values() for value in params],
        )
        return [Counted(str(row[0]), *row[1:]) for row in cursor.fetchall()]


def keys_of(rows: Any) -> Compiled | None:
    """Return the SQL of the keys of these rows; None when there can be none."""
    return compiled(rows.order_by().values("pk"))


def existing(chosen: Mapping[Facet, Iterable[str]], user: User) -> dict[str, set[str]]:
    """Return, by facet, which of these values there are for this reader; one query at most."""
    found: dict[str, set[str]] = {facet.name: set() for facet in chosen}
    rows = []
    for facet, values in chosen.items():
        if facet.fixed is not None:
            found[facet.name] = {str(value) for value in facet.fixed.values} & set(values)
        elif facet.recognised is not None:
            found[facet.name] = {value for value in values if facet.recognised(value)}
        elif facet.choosable is not None and values:
            rows.append(
                facet.choosable(user)
                .filter(choice__in=list(values))
                .order_by()
                .values_list(Value(facet.name, output_field=CharField()), "choice")
            )
        if facet.has_unstated:
            found[facet.name] |= {UNSTATED} & set(values)
    if rows:
        for name, value in rows[0].union(*rows[1:]) if len(rows) > 1 else rows[0]:
            found[name].add(value)
    return found
