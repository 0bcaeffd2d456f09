"""Counts of responses under several questions at once: one statement, whatever the number of rows.

Each question is a facet, so a count admits what its reader may know of, as the lists do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from cases.querysets.facets import Facet
from cases.querysets.facets.compiled import Compiled, compiled, pairs
from kb.permissions import User, rights
from kb.search.backends.remembered import remembered

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Count:
    """So many responses, in so many incidents."""

    responses: int = 0
    incidents: int = 0


NOTHING = Count()
# Counts by what was asked ("channel", "cluster strategy") and the choices of each facet in it.
Tallies = dict[str, dict[tuple[str, ...], Count]]


def tally(responses: Any, user: User, questions: Sequence[tuple[Facet, ...]]) -> Tallies:
    """Return counts of these responses: in all (TOTAL), and for each question by its choices.

    `responses` is a queryset of what the reader may see; a question is one facet or two crossed.
    The counts of very many are kept until something changes.
    """
    found: Tallies = {_name(question): {} for question in questions}
    found[TOTAL] = {(): NOTHING}
    using = responses.db
    kept = compiled(responses.order_by().values("pk", "incident_id"))
    if kept is None:
        return found
    asked = ("tally", rights(user), get_current_timezone_name(), get_language(), kept, *found)
    return remembered(
        asked,
        lambda: _tally(kept, user, questions, found, using),
        lambda tallies: tallies[TOTAL][()].responses,
    )


def _tally(
    kept: Compiled,
    user: User,
    questions: Sequence[tuple[Facet, ...]],
    found: Tallies,
    using: str,
) -> Tallies:
    parts: dict[str, Compiled] = {"kept (answer, incident)": kept}
    for facet in {facet.name: facet for question in questions for facet in question}.values():
        part = pairs(facet, user, using)
        if part is not None:
            parts[f"by_{facet.name}"] = part
    statements = [_statement(TOTAL, ())]
    for question in questions:
        names = tuple(facet.name for facet in question)
        if all(f"by_{name}" in parts for name in names):
            statements.append(_statement(_name(question), names))
    # Each part is worked out once, by itself, as in count_choices().
    each_once = ", ".join(f"{name} AS MATERIALIZED ({sql})" for name, (sql, _) in parts.items())
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"WITH {each_once} {' UNION ALL '.join(statements)}",
            [value for _, params in parts.values() for value in params],
        )
        for name, first, second, answers, incidents in cursor.fetchall():
            choices = tuple(one for one in (first, second) if one)
            found[name][choices] = Count(answers, incidents)
    return found


def _name(question: tuple[Facet, ...]) -> str:
    return " ".join(facet.name for facet in question)


def _statement(name: str, facets: tuple[str, ...]) -> str:
    """Return the SELECT of one question; names of facets are our own, never a reader's."""
    choices = [f"by_{facet}.choice" for facet in facets]
    shown = [*choices, "''", "''"][:2]
    joined = "".join(f" JOIN by_{facet} ON by_{facet}.row_key = answer" for facet in facets)
    there = " AND ".join(f"{choice} <> ''" for choice in choices)
    return (
        f"SELECT '{name}', {', '.join(shown)}, COUNT(DISTINCT answer), COUNT(DISTINCT incident) "
        f"FROM kept{joined}" + (f" WHERE {there} GROUP BY {', '.join(choices)}" if choices else "")
    )
