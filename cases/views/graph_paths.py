"""How two records are connected: the shortest ways in words, each step with what it rests on."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cases.graph.address import NARROWED, Address
from cases.graph.edges import Edge
from cases.graph.finding import find
from cases.graph.kinds import Kind, Node
from cases.graph.known import Known
from cases.graph.paths import MOST_LINKS, MOST_PATHS, MOST_STEPS, Paths, Step, paths
from cases.graph.relations import RELATIONS
from cases.graph.shown import Addresses, Thing, reason_of, sources_of
from cases.graph.supports import reasons, supports
from cases.views import listing
from cases.views.graph_choices import named, suggested
from kb.templatetags.times import when

ENDS = ("a", "b")
USED = NARROWED | dict.fromkeys((*ENDS, *(f"q_{end}" for end in ENDS)), "")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One link of a step, as a sentence with links, its time and its sources."""

    html: SafeString
    when: str
    sources: SafeString
    reason: SafeString


def graph_paths(request: HttpRequest) -> HttpResponse:
    """The shortest ways between two records, as far as this reader may know of them."""
    if tidy := listing.tidy_redirect(request, USED):
        return tidy
    address, notices = Address.read(request.GET)
    known = Known(request.user)
    named_ends = {end: request.GET.get(end, "") for end in ENDS}
    nodes = find(named_ends.values(), known)
    if any(one and one not in nodes for one in named_ends.values()):
        notices.append(_("That record does not exist, or is not yours to see. Find another one."))
    bases = Addresses()
    ends = []
    for end in ENDS:
        there = nodes.get(named_ends[end])
        words = request.GET.get(f"q_{end}", "")
        ends.append({
            "name": end,
            "thing": bases.thing(known.cards[there.kind, there.pk]) if there else None,
            "words": words,
            "found": _found(request, end, words) if words and not there else [],
            "without": _query(request, end, ""),
        })  # fmt: skip
    context: dict[str, Any] = {"ends": ends, "notices": notices, "most": MOST_STEPS}
    a, b = nodes.get(named_ends["a"]), nodes.get(named_ends["b"])
    if a and b:
        context |= _answer(a, b, address, known, bases)
    return render(request, "cases/graph_paths.html", context)


def _query(request: HttpRequest, end: str, record: str) -> str:
    """Return the query of this page with another record at an end."""
    query = request.GET.copy()
    query.pop(f"q_{end}", None)
    if record:
        query[end] = record
    else:
        query.pop(end, None)
    return query.urlencode(safe=":")


def _found(request: HttpRequest, end: str, words: str) -> list[tuple[Any, str]]:
    return [(one, _query(request, end, named(one))) for one in suggested(words, request)]


def _answer(a: Node, b: Node, address: Address, known: Known, bases: Addresses) -> dict[str, Any]:
    found = paths(a, b, address.narrowing(), known)
    facts = {
        fact
        for path in found.paths
        for step in path
        for edge in step.edges
        for fact in edge.facts
        if edge.a.kind != Kind.SOURCE
    }
    cited = supports(facts, known)
    why = reasons(edge for path in found.paths for step in path for edge in step.edges)

    def thing(node: Node) -> Thing:
        return bases.thing(known.cards[node.kind, node.pk])

    def sentence(edge: Edge) -> Sentence:
        said = str(RELATIONS[edge.relation].sentence)
        html = said % {"a": thing(edge.a).link, "b": thing(edge.b).link}
        return Sentence(
            mark_safe(html),
            when(edge.when) if edge.start is not None else "",
            sources_of(edge, cited, known, bases),
            reason_of(edge, why),
        )

    return {
        "same": a == b,
        "paths": [
            [[sentence(edge) for edge in step.edges] for step in path] for path in found.paths
        ],
        "length": found.searched,
        "more": found.more,
        "passed": [thing(node) for node in found.passed],
        "most_links": MOST_LINKS,
        "most_paths": MOST_PATHS,
        "graph": Address(starts=_along(found, thing, a)).query() if found.paths else "",
    }


def _along(found: Paths, thing: Any, start: Node) -> tuple[str, ...]:
    """Return the records of the first way, to begin a graph from."""
    first: list[Step] = found.paths[0]
    return (thing(start).id, *(thing(step.to).id for step in first))
