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
    choices are worked out when an incident is saved (`cases.choices.Kept`).
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


@dataclass(frozen=True, slots=True)
class Counting:
    """A facet to count, and the keys of the rows that are counted, as `keys_of` makes them."""

    facet: Facet
    matching: Compiled | None


def count_choices(
    facet: Facet, user: User, visible: Compiled | None, matching: Compiled | None, using: str
) -> list[Counted]:
    """Return every choice under which a visible row stands, with how many matching ones do."""
    return count_facets({"": Counting(facet, matching)}, user, visible, using)[""]


def count_facets(
    asked: Mapping[str, Counting], user: User, visible: Compiled | None, using: str
) -> dict[str, list[Counted]]:
    """Return the choices of several facets under which visible rows stand, by the names given.

    One query whatever the number of facets and of their branches: what a reader may see is worked
    out once. Django cannot group a union, so the grouping is written around the SQL of querysets.
    """
    found: dict[str, list[Counted]] = {name: [] for name in asked}
    if visible is None:
        return found
    parts = {"visible": visible}
    left = dict.fromkeys(one.matching for one in asked.values())
    for number, matching in enumerate(one for one in left if one not in (None, visible)):
        assert matching is not None
        parts[f"matching_{number}"] = matching
    names = {sql: name for name, sql in parts.items()}
    statements = []
    for number, counting in enumerate(asked.values()):
        if (of_facet := pairs(counting.facet, user, using)) is not None:
            parts[f"pairs_{number}"] = of_facet
            statements.append(_grouped(number, names.get(counting.matching or ("", ()))))
    if not statements:
        return found
    # Each part is worked out once, by itself: woven into one, PostgreSQL may choose to ask every
    # permission again for every pair, which takes minutes when its statistics are old.
    each_once = ", ".join(f"{name} AS MATERIALIZED ({sql})" for name, (sql, _) in parts.items())
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"WITH {each_once} {' UNION ALL '.join(statements)}",
            [value for _, params in parts.values() for value in params],
        )
        of_number = list(found.values())
        for number, choice, *others in cursor.fetchall():
            of_number[number].append(Counted(str(choice), *others))
    return found


def _grouped(number: int, matching: str | None) -> str:
    """Return the SELECT that groups one facet; `matching` names the part with the keys to count."""
    columns = ", ".join(COLUMNS)
    counted = {
        None: "0",
        "visible": "COUNT(*)",
    }.get(matching, f"COUNT(CASE WHEN row_key IN (SELECT pk FROM {matching}) THEN 1 END)")
    # A row may stand under a choice for several reasons, and counts once.
    return (
        f"SELECT {number}, {columns}, {counted} FROM (SELECT DISTINCT row_key, {columns}"
        f" FROM pairs_{number} WHERE choice <> '' AND row_key IN (SELECT pk FROM visible))"
        f" AS stands GROUP BY {columns}"
    )


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
