"""How two records are connected: the shortest ways between them, searched from both ends at once.

Breadth first, one step of one side in one statement. Before a side is widened, the links between
the two fronts are asked for: so a way over a record with thousands of links is found without
fetching them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from cases.graph.edges import Edge, Edges, Narrowing, between, outwards
from cases.graph.kinds import Node
from cases.graph.known import Known
from cases.graph.relations import RELATIONS

MOST_STEPS = 6
MOST_PATHS = 5
# A record with more links is led to, but not searched beyond: what it links is hardly related.
MOST_LINKS = 400

_ORDER = {name: place for place, name in enumerate(RELATIONS)}


@dataclass(frozen=True, slots=True)
class Step:
    """From one record to the next, by every link between them."""

    to: Node
    edges: list[Edge]


@dataclass(frozen=True, slots=True)
class Paths:
    """The shortest ways from a record to another, each as its steps.

    `searched` is how many steps were searched; `more` says that there are more ways as short, and
    `passed` names the records beyond which nothing was searched.
    """

    paths: list[list[Step]]
    searched: int
    more: bool = False
    passed: list[Node] = field(default_factory=list)


class _Side:
    """One end: what is reached from it in how many steps, and the last step's records."""

    def __init__(self, start: Node) -> None:
        self.steps = {start: 0}
        self.front = [start]
        self.depth = 0


def paths(
    start: Node, goal: Node, narrowing: Narrowing, known: Known, most_steps: int = MOST_STEPS
) -> Paths:
    """Return the shortest ways between two records, at most `MOST_PATHS` of them."""
    if start == goal:
        return Paths([], 0)
    here, there = _Side(start), _Side(goal)
    links: Edges = {}
    passed: set[Node] = set()
    while here.front and there.front and here.depth + there.depth < most_steps:
        crossing = between(here.front, there.front, narrowing, known)
        if crossing:
            found = list(_ways(here, there, [*links.values(), *crossing.values()], start))
            searched = here.depth + there.depth + 1
            return Paths(found[:MOST_PATHS], searched, len(found) > MOST_PATHS, sorted(passed))
        if here.depth + there.depth + 1 == most_steps:
            break
        side = min(here, there, key=lambda one: len(one.front))
        passed |= _widen(side, links, narrowing, known)
    return Paths([], most_steps, passed=sorted(passed))


def _widen(side: _Side, links: Edges, narrowing: Narrowing, known: Known) -> set[Node]:
    """Go one step further on a side; return the records that lead to too many others."""
    found = outwards(side.front, narrowing, known)
    numbers: dict[Node, int] = {}
    for edge in found.values():
        numbers[edge.a] = numbers.get(edge.a, 0) + 1
        numbers[edge.b] = numbers.get(edge.b, 0) + 1
    hubs = {node for node in side.front if side.depth and numbers.get(node, 0) > MOST_LINKS}
    side.depth += 1
    front = set()
    for key, edge in found.items():
        for node, other in ((edge.a, edge.b), (edge.b, edge.a)):
            known_step = side.steps.get(node)
            if known_step == side.depth - 1 and node not in hubs:
                links[key] = edge
                if other not in side.steps:
                    front.add(other)
    side.front = sorted(front)
    side.steps.update(dict.fromkeys(side.front, side.depth))
    return hubs


def _ways(here: _Side, there: _Side, edges: list[Edge], start: Node) -> Iterator[list[Step]]:
    """Yield the shortest ways over these links, one more than is shown, best told first."""
    length = here.depth + there.depth + 1
    # How far along the way each record stands.
    places = {node: length - steps for node, steps in there.steps.items()}
    places |= {node: steps for node, steps in here.steps.items() if node not in places}
    onwards: dict[Node, dict[Node, list[Edge]]] = {}
    for edge in sorted(edges, key=lambda one: (_ORDER[one.relation], one.a, one.b)):
        for node, other in ((edge.a, edge.b), (edge.b, edge.a)):
            if node in places and other in places and places[other] == places[node] + 1:
                onwards.setdefault(node, {}).setdefault(other, []).append(edge)
    number = 0

    def walk(node: Node, taken: list[Step]) -> Iterator[list[Step]]:
        nonlocal number
        if len(taken) == length:
            number += 1
            yield taken
            return
        for other, by in onwards.get(node, {}).items():
            if number > MOST_PATHS:
                return
            yield from walk(other, [*taken, Step(other, by)])

    yield from walk(start, [])
