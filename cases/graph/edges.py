"""Fetching links: from records outwards, or among them, as far as the reader may know of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from cases.graph.branches import BRANCHES, COLUMNS, Branch
from cases.graph.kinds import Kind, Node
from cases.graph.known import Known
from cases.graph.statements import A, B, Gap, Statement, among, fetched, statement, together
from kb.records.spans import Span

Asked = tuple[Statement, Mapping[Gap, Iterable[int]]]
Edges = dict[tuple[str, Node, Node], "Edge"]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What links are asked for: empty sets mean all; a period leaves out what has no time."""

    kinds: frozenset[Kind] = frozenset()
    relations: frozenset[str] = frozenset()
    since: datetime | None = None
    until: datetime | None = None

    def takes(self, branch: Branch) -> bool:
        """Return whether a branch can have any such link."""
        return not self.relations or not self.relations.isdisjoint(branch.relations)

    def wants(self, kind: Kind) -> bool:
        """Return whether things of this kind are asked for."""
        return not self.kinds or kind in self.kinds


@dataclass(slots=True)
class Edge:
    """All facts that link two things in the same way, with the first and last time of them."""

    relation: str
    a: Node
    b: Node
    facts: dict[tuple[str, int], None] = field(default_factory=dict)
    start: Any = None
    end: Any = None
    precision: str = ""
    latest: Any = None
    times: list[tuple[Any, Any]] = field(default_factory=list)

    def other(self, node: Node) -> Node:
        """Return the other end."""
        return self.b if node == self.a else self.a

    @property
    def when(self) -> Span:
        """The time of the earliest fact that has one."""
        if self.start is None:
            return Span()
        return Span(instant(self.start), instant(self.end), self.precision)


def instant(value: Any) -> Any:
    """Return a time as PostgreSQL gives it; SQLite gives a text."""
    if isinstance(value, str):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value


def outwards(nodes: Iterable[Node], narrowing: Narrowing, known: Known) -> Edges:
    """Return all links of some records to records of the kinds asked for."""
    keys = _by_kind(nodes)
    asked: list[Asked] = []
    for number, branch in enumerate(BRANCHES):
        if not narrowing.takes(branch):
            continue
        if branch.a_kind in keys and narrowing.wants(branch.b_kind):
            asked.append((_made(number, "a"), {A: keys[branch.a_kind]}))
        if branch.b_kind in keys and narrowing.wants(branch.a_kind):
            asked.append((_made(number, "b"), {B: keys[branch.b_kind]}))
    return _edges(asked, narrowing, known)


def between(
    nodes: Iterable[Node], others: Iterable[Node], narrowing: Narrowing, known: Known
) -> Edges:
    """Return all links that have one end here and the other there."""
    here, there = _by_kind(nodes), _by_kind(others)
    asked: list[Asked] = []
    for number, branch in enumerate(BRANCHES):
        if not narrowing.takes(branch):
            continue
        a, b = branch.a_kind, branch.b_kind
        if a in here and b in there:
            asked.append((_made(number, "ab"), {A: here[a], B: there[b]}))
        if here != there and a in there and b in here:
            asked.append((_made(number, "ab"), {A: there[a], B: here[b]}))
    return _edges(asked, narrowing, known)


def _by_kind(nodes: Iterable[Node]) -> dict[Kind, set[int]]:
    keys: dict[Kind, set[int]] = {}
    for kind, pk in nodes:
        keys.setdefault(kind, set()).add(pk)
    return keys


def _made(number: int, ends: str) -> Statement:
    """Return the statement of a branch, with gaps for the ends named."""

    def rows() -> Any:
        branch = BRANCHES[number]
        found = branch.rows(number)
        for end, column, gap in (("a", branch.a, A), ("b", branch.b, B)):
            if end in ends:
                found = found.filter(**{f"{column}__in": among(gap)})
            else:
                found = found.filter(**{f"{column}__isnull": False})
        return found.values_list(*(f"edge_{name}" for name in COLUMNS))

    return statement(("edges", number, ends), None, rows)


def _edges(asked: list[Asked], narrowing: Narrowing, known: Known) -> Edges:
    """Return the links among these rows that the reader may know of, each once."""
    rows = _asked_for(fetched(together(asked)), narrowing)
    keys: dict[str, set[int]] = {}
    for number, _relation, a, b, key, *_time in rows:
        branch = BRANCHES[number]
        keys.setdefault(branch.a_kind, set()).add(a)
        keys.setdefault(branch.b_kind, set()).add(b)
        if branch.fact:
            keys.setdefault(branch.fact, set()).add(key)
    known.learn(keys)
    edges: Edges = {}
    for number, relation, a_pk, b_pk, key, start, end, precision, last in rows:
        branch = BRANCHES[number]
        if not (
            known.may_know(branch.a_kind, a_pk)
            and known.may_know(branch.b_kind, b_pk)
            and (not branch.fact or known.may_know(branch.fact, key))
        ):
            continue
        a, b = Node(branch.a_kind, a_pk), Node(branch.b_kind, b_pk)
        edge = edges.get((relation, a, b))
        if edge is None:
            edge = edges[relation, a, b] = Edge(relation, a, b)
        edge.facts[branch.fact, key] = None
        edge.times.append((start, last))
        if start is not None:
            if edge.start is None or start < edge.start:
                edge.start, edge.end, edge.precision = start, end, precision
            if edge.latest is None or start > edge.latest:
                edge.latest = start
    return edges


def _asked_for(rows: list[tuple[Any, ...]], narrowing: Narrowing) -> list[tuple[Any, ...]]:
    """Return the rows of the relations and the period asked for."""
    relations = narrowing.relations
    since, until = stored(narrowing.since), stored(narrowing.until)
    if not relations and not since and not until:
        return rows
    return [
        row
        for row in rows
        if (not relations or row[1] in relations) and went_on(row[5], row[8], since, until)
    ]


def stored(moment: datetime | None) -> Any:
    """Return an instant as rows have it."""
    adapted: Any = moment
    if moment is not None and connection.vendor == "sqlite":
        adapted = connection.ops.adapt_datetimefield_value(moment)
    return adapted


def went_on(start: Any, last: Any, since: Any, until: Any) -> bool:
    """Return whether something went on in a period; without one, all does."""
    if since and (last is None or last <= since):
        return False
    return not until or (start is not None and start < until)
