"""What is reached from some records along links that are at hand: plain Python over edges."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from cases.graph.edges import Edge
from cases.graph.kinds import Kind, Node


class Expansion(NamedTuple):
    """A record whose links are shown as well: those to one kind, or (None) to all."""

    node: Node
    kind: Kind | None


def reach(
    starts: Iterable[Node],
    edges: Iterable[Edge],
    depth: int,
    *,
    kinds: frozenset[Kind] = frozenset(),
    expansions: Iterable[Expansion] = (),
    takes: Callable[[Edge], bool] = lambda _edge: True,
) -> dict[Node, int]:
    """Return what is reached within some steps, with the number of steps to it.

    Only things of `kinds` are stepped on (empty: all), along the edges that `takes` says; what
    an expansion adds is one step further than its record.
    """
    links: dict[Node, list[Node]] = {}
    for edge in edges:
        if takes(edge):
            links.setdefault(edge.a, []).append(edge.b)
            links.setdefault(edge.b, []).append(edge.a)
    steps = dict.fromkeys(starts, 0)
    front = list(steps)
    for step in range(1, depth + 1):
        reached = [
            other
            for node in front
            for other in links.get(node, ())
            if other not in steps and (not kinds or other.kind in kinds)
        ]
        front = list(dict.fromkeys(reached))
        steps.update(dict.fromkeys(front, step))
    for node, kind in expansions:
        steps.setdefault(node, 0)
        for other in links.get(node, ()):
            if kind is None or other.kind == kind:
                steps.setdefault(other, steps[node] + 1)
    return steps
