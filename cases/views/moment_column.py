"""The facets beside the timeline of everything: choices under which some of its moments stand."""

from typing import Any

from django.db import connections
from django.utils.translation import get_language

from cases.filters import FacetFilter, MomentFilterSet
from cases.querysets.facets import Counted
from cases.querysets.facets.compiled import Compiled, pairs
from cases.querysets.facets.facet import COLUMNS
from cases.timeline.kinds import KINDS, Kind
from cases.timeline.moments import FEW, Moments
from cases.views.facet_column import ShownFacet, offered
from kb.language.reader import current_reader
from kb.search.backends.remembered import remembered


def moment_facets(filters: MomentFilterSet) -> list[ShownFacet]:
    """Return all facets with something to choose from; one query for each but the lanes'.

    Those of a very long timeline are kept until something changes.
    """
    who = (filters.who, current_reader(), get_language())
    return remembered(("moment facets", who), lambda: _all(filters), lambda _: _size(filters))


def _size(filters: MomentFilterSet) -> int:
    return filters.counts.total()


def _all(filters: MomentFilterSet) -> list[ShownFacet]:
    found = []
    for name, filter_ in filters.facets.items():
        if name == "lane":
            lanes = filters.counts.lanes(filters.month_asked)
            rows = [Counted(lane, lane, "", 0, "", n) for lane, n in lanes.items()]
        else:
            rows = _rows(filters, name, filter_)
        shown = offered(name, filter_, rows, filters.chosen.get(name, []))
        if shown.choices:
            found.append(shown)
    return found


def _rows(filters: MomentFilterSet, name: str, filter_: FacetFilter) -> list[Counted]:
    """Return the choices of one facet with what the other facets leave, so that more may be chosen.

    That is the same whatever is chosen of this one, and so it is kept apart.
    """
    return remembered(
        ("facet of moments", name, filters.who_but(name), get_language()),
        lambda: _counted(_left(filters, name), filter_, filters),
        lambda rows: sum(row.count for row in rows),
    )


def _left(filters: MomentFilterSet, name: str) -> dict[Kind, Compiled]:
    if name in filters.chosen:
        return _keys(filters.narrowed(filters.queryset, but=name))
    return _keys(filters.qs)


def _keys(moments: Moments) -> dict[Kind, Compiled]:
    """Return the SQL of the keys of each kind: of few moments the keys themselves."""
    if moments.count() > FEW:
        keys = {kind: moments.keys(kind) for kind in moments.rows}
        return {kind: sql for kind, sql in keys.items() if sql is not None}
    by_kind: dict[Kind, list[str]] = {}
    for number, pk, _lane, _starts in moments.few:
        by_kind.setdefault(KINDS[number], []).append(str(int(pk)))
    return {kind: (", ".join(pks), ()) for kind, pks in by_kind.items()}


def _counted(
    keys: dict[Kind, Compiled], filter_: FacetFilter, filters: MomentFilterSet
) -> list[Counted]:
    """Return the choices of one facet with how many moments stand under each, in one query."""
    assert filter_.facet is not None
    columns = ", ".join(COLUMNS)
    db = filters.queryset.db
    before: list[str] = []
    asked: list[str] = []
    params: tuple[list[Any], list[Any]] = ([], [])
    for number, (kind, (sql, values)) in enumerate(keys.items()):
        facet = kind.facets.get(filter_.facet.name)
        under = pairs(facet, filters.user, db) if facet else None
        if under is None:
            continue
        if sql.startswith("SELECT"):
            before.append(f"keys_{number} AS MATERIALIZED ({sql})")
            params[0].extend(values)
            sql = f"SELECT pk FROM keys_{number}"
        asked.append(
            f"SELECT {columns}, COUNT(DISTINCT row_key) FROM ({under[0]}) AS pairs_{number} "
            f"WHERE row_key IN ({sql}) AND choice <> '' GROUP BY {columns}"
        )
        params[1].extend(under[1])
    if not asked:
        return []
    found: dict[tuple[str, str, str, int, str], int] = {}
    with connections[db].cursor() as cursor:
        each_once = f"WITH {', '.join(before)} " if before else ""
        cursor.execute(each_once + " UNION ALL ".join(asked), [*params[0], *params[1]])
        for value, label, other, sort, above, n in cursor.fetchall():
            choice = (str(value), label, other, sort, above)
            found[choice] = found.get(choice, 0) + n
    return [
        Counted(value, label, other, sort, above, n)
        for (value, label, other, sort, above), n in found.items()
    ]
