"""What somebody can do next with the graph: narrow it, undo, add a record; each as an address."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.graph.address import Address, without
from cases.graph.kinds import LOOKS, Kind, parse
from cases.graph.known import Known
from cases.graph.neighbourhood import MOST_NODES, Way
from cases.graph.relations import RELATIONS
from cases.graph.shown import Shown
from kb.language.reader import current_reader
from kb.search.suggestion_view import answer
from kb.search.suggestions import MOST, Suggestion, suggest

MOST_FOUND = 30
_FOUND_KINDS = {str(kind) for kind in Kind if kind != Kind.OUTCOME}


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind or relation to narrow by; `count` links of it are shown."""

    value: str
    label: str | Promise
    chosen: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class NamedWay:
    """A way of narrowing as a link; `enough` when the graph can be shown then."""

    label: str | Promise
    query: str
    leaves: int
    enough: bool


def kinds(address: Address) -> list[Choice]:
    """Return the kinds of things, with which are asked for."""
    return [Choice(kind, LOOKS[kind].many, kind in address.kinds) for kind in Kind]


def relations(address: Address, counts: dict[str, int]) -> list[Choice]:
    """Return the relations that are there; all of them once some are chosen."""
    return [
        Choice(name, one.label, name in address.relations, counts.get(name))
        for name, one in RELATIONS.items()
        if address.relations or name in counts
    ]


def ways(address: Address, found: list[Way]) -> list[tuple[str, list[NamedWay]]]:
    """Return ways of narrowing, under what they narrow by."""
    headings = {
        "expand": _("Fewer expansions"),
        "depth": _("Fewer steps"),
        "kind": _("One kind only"),
        "relation": _("One relation only"),
        "year": _("One year only"),
    }
    groups: dict[str, list[NamedWay]] = {}
    for way in found:
        groups.setdefault(headings[way.by], []).append(_named(address, way))
    return list(groups.items())


def _named(address: Address, way: Way) -> NamedWay:
    label: str | Promise
    match way.by:
        case "expand":
            label, query = _("Without what was expanded"), address.to(expand=())
        case "depth":
            label, query = way.value, address.to(depth=int(way.value))
        case "kind":
            label, query = LOOKS[Kind(way.value)].many, address.to(kinds=(way.value,))
        case "relation":
            label, query = RELATIONS[way.value].label, address.to(relations=(way.value,))
        case _:
            year = int(way.value)
            label = way.value
            query = address.to(since=date(year, 1, 1), until=date(year, 12, 31))
    return NamedWay(label, query, way.leaves, way.leaves <= MOST_NODES)


def expanded(address: Address, shown: Shown, known: Known) -> list[tuple[Any, Any, str]]:
    """Return what was expanded: the record's name, the kind, and the query without it."""
    names = {thing.id: thing for thing in shown.things.values()}
    return [
        (names[record], LOOKS[Kind(kind)].many if kind != "all" else _("everything"),
         address.to(expand=without(address.expand, one)))
        for one in address.expand
        for record, _colon, kind in [one.rpartition(":")]
        if record in names
    ]  # fmt: skip


def find(request: HttpRequest, address: Address) -> dict[str, Any]:
    """Return the records that the words in `q` may mean, each with the graph it adds itself to."""
    words = request.GET.get("q", "")
    if not words:
        return {"words": "", "found": []}
    return {"words": words, "found": [
        (one, address.to(starts=tuple(dict.fromkeys((*address.starts, named(one))))))
        for one in suggested(words, request)
    ]}  # fmt: skip


def suggested(words: str, request: HttpRequest, most: int = MOST_FOUND) -> list[Suggestion]:
    """Return the records that may be meant by what is typed, of the kinds that have links."""
    every = suggest(words, request.user, current_reader(), most, request, _FOUND_KINDS)
    return [one for one in every if parse(named(one))]


@require_safe
def suggestion_list(request: HttpRequest) -> JsonResponse:
    """Answer `q` with the records that a box of the graph or of ways can take, while one types."""
    found = suggested(request.GET.get("q", ""), request, MOST)
    return answer(found, lambda one: {"takes": named(one)})


def named(one: Suggestion) -> str:
    """Return a suggested record as addresses name it."""
    return f"{one.kind}:{one.url.rstrip('/').rsplit('/', 1)[-1]}"
