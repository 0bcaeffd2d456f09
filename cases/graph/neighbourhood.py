"""The graph around some records: what to show, or, when that is too much, how to narrow it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from cases.graph.edges import Edge, Edges, Narrowing, between, instant, outwards, stored, went_on
from cases.graph.kinds import Kind, Node
from cases.graph.known import Known
from cases.graph.reach import Expansion, reach
from cases.graph.relations import RELATIONS
from kb.records.spans import days

# More nobody can read, neither as a picture nor as a table.
MOST_NODES = 500
MOST_STEPS = 3
# So many years are offered to narrow by.
MOST_YEARS = 8


@dataclass(frozen=True, slots=True)
class Way:
    """One way of narrowing: by a kind, a relation, a year or fewer steps; how many it leaves."""

    by: str
    value: str
    leaves: int


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Records and links; too many of them have no links here, but ways to narrow them."""

    steps: dict[Node, int]
    edges: list[Edge] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    too_many: int = 0


def neighbourhood(
    starts: Sequence[Node],
    depth: int,
    narrowing: Narrowing,
    known: Known,
    expansions: Sequence[Expansion] = (),
) -> Neighbourhood:
    """Return what is within some steps of these records, and all links among it."""
    edges: Edges = {}
    steps = dict.fromkeys(starts, 0)
    front: Iterable[Node] = starts
    for step in range(1, depth + 1):
        found = outwards(front, narrowing, known)
        edges |= found
        reached = {node for edge in found.values() for node in (edge.a, edge.b)}
        front = [node for node in sorted(reached) if node not in steps]
        steps.update(dict.fromkeys(front, step))
        if len(steps) > MOST_NODES:
            return _too_large(starts, edges, step, narrowing)
        if not front:
            break
    for kind, nodes in _by_expanded_kind(expansions).items():
        kinds = frozenset([kind] if kind else [])
        edges |= outwards(nodes, replace(narrowing, kinds=kinds), known)
    if expansions:
        steps = reach(starts, edges.values(), depth, kinds=narrowing.kinds, expansions=expansions)
        if len(steps) > MOST_NODES:
            return _too_large(starts, edges, depth, narrowing, expansions)
    edges |= between(steps, steps, replace(narrowing, kinds=frozenset()), known)
    shown = [edge for edge in edges.values() if edge.a in steps and edge.b in steps]
    return Neighbourhood(steps, shown)


def _by_expanded_kind(expansions: Iterable[Expansion]) -> dict[Kind | None, list[Node]]:
    nodes: dict[Kind | None, list[Node]] = {}
    for node, kind in expansions:
        nodes.setdefault(kind, []).append(node)
    return nodes


def _too_large(
    starts: Sequence[Node],
    edges: Edges,
    depth: int,
    narrowing: Narrowing,
    expansions: Sequence[Expansion] = (),
) -> Neighbourhood:
    """Return how many there would be, and how many each way of narrowing would leave."""
    steps = reach(starts, edges.values(), depth, kinds=narrowing.kinds, expansions=expansions)
    ways = [
        way
        for way in _ways(starts, list(edges.values()), depth, narrowing, expansions)
        if len(starts) < way.leaves < len(steps)
    ]
    return Neighbourhood(dict.fromkeys(starts, 0), ways=ways, too_many=len(steps))


def _ways(
    starts: Sequence[Node],
    edges: list[Edge],
    depth: int,
    narrowing: Narrowing,
    expansions: Sequence[Expansion],
) -> Iterator[Way]:
    kinds = narrowing.kinds
    if depth == 1 and not expansions:
        # A hub: everything is one step away, so what is left need not be walked to.
        others = partial(_next_to, frozenset(starts))
    else:
        others = partial(_reached, starts, depth, expansions)
    if expansions:
        yield Way("expand", "", len(reach(starts, edges, depth, kinds=kinds)))
    for fewer in range(depth - 1, 0, -1):
        left = reach(starts, edges, fewer, kinds=kinds, expansions=expansions)
        yield Way("depth", str(fewer), len(left))
    reached = {node.kind for edge in edges for node in (edge.a, edge.b)}
    for kind in Kind:
        if kind in reached and kinds != {kind}:
            yield Way("kind", kind, others(edges, frozenset([kind])))
    of_relation: dict[str, list[Edge]] = {}
    for edge in edges:
        of_relation.setdefault(edge.relation, []).append(edge)
    for name in RELATIONS:
        if name in of_relation and narrowing.relations != {name}:
            yield Way("relation", name, others(of_relation[name], kinds))
    for year, then in _by_year(edges, narrowing).items():
        yield Way("year", str(year), others(then, kinds))


def _reached(
    starts: Sequence[Node],
    depth: int,
    expansions: Sequence[Expansion],
    edges: list[Edge],
    kinds: frozenset[Kind],
) -> int:
    return len(reach(starts, edges, depth, kinds=kinds, expansions=expansions))


def _next_to(starts: frozenset[Node], edges: list[Edge], kinds: frozenset[Kind]) -> int:
    """Return how many records these links have, which all have a start at one end."""
    nodes = {edge.a for edge in edges} | {edge.b for edge in edges}
    if kinds:
        nodes = {node for node in nodes if node.kind in kinds}
    return len(nodes | starts)


def _by_year(edges: list[Edge], narrowing: Narrowing) -> dict[int, list[Edge]]:
    """Return the latest years in which links went on, each with those links."""
    years = _years(edges, narrowing)[:MOST_YEARS]
    found: dict[int, list[Edge]] = {year: [] for year, _since, _until in years}
    # Many facts have the time of their incident.
    known: dict[tuple[Any, Any], frozenset[int]] = {}
    for edge in edges:
        then: set[int] = set()
        for time in edge.times:
            if time not in known:
                known[time] = frozenset(
                    year for year, since, until in years if went_on(*time, since, until)
                )
            then |= known[time]
        for year in then:
            found[year].append(edge)
    return found


def _years(edges: list[Edge], narrowing: Narrowing) -> list[tuple[int, Any, Any]]:
    """Return the years in which links have their time, latest first, with both ends as stored.

    A year that the period asked for cuts through would leave something else than it says.
    """
    starts = {edge.start for edge in edges} | {edge.latest for edge in edges}
    years = []
    for year in sorted({instant(one).year for one in starts if one is not None}, reverse=True):
        since, until = days(date(year, 1, 1), date(year, 12, 31))
        if (narrowing.since is None or narrowing.since <= since) and (
            narrowing.until is None or narrowing.until >= until
        ):
            years.append((year, stored(since), stored(until)))
    return years
