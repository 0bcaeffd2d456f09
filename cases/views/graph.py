"""The graph of who and what is linked with what, as picture and table; its state is the address."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from cases.graph.address import DEFAULTS, Address
from cases.graph.finding import find
from cases.graph.kinds import LOOKS, Kind, Node
from cases.graph.known import Known
from cases.graph.neighbourhood import MOST_NODES, MOST_STEPS, Neighbourhood, neighbourhood
from cases.graph.reach import Expansion
from cases.graph.shown import Shown, counted
from cases.views import graph_choices, listing
from cases.views.graph_steps import step

# What its forms send and no address keeps: a step with one record, words to find one.
STEPS = dict.fromkeys(("node", "do", "q"), "")


def graph(request: HttpRequest) -> HttpResponse:
    """Everything linked with some records, as far as this reader may know of it."""
    if tidy := listing.tidy_redirect(request, DEFAULTS | STEPS):
        return tidy
    address, notices = Address.read(request.GET)
    known = Known(request.user)
    named = find([*address.starts, *(one.rpartition(":")[0] for one in address.expand)], known)
    starts = list(dict.fromkeys(named[one] for one in address.starts if one in named))
    if taken := step(request, address):
        return HttpResponseRedirect(listing.with_query(request, taken))
    expansions = [
        Expansion(named[record], None if kind == "all" else Kind(kind))
        for record, _colon, kind in (one.rpartition(":") for one in address.expand)
        if record in named
    ]
    if len(named) < len({*address.starts, *(one.rpartition(":")[0] for one in address.expand)}):
        notices.append(
            _("A record that the address names does not exist, or is not yours to see. "
              "What is left is shown.")
        )  # fmt: skip
    context: dict[str, Any] = {"address": address, "notices": notices, "most": MOST_NODES}
    if starts:
        found = neighbourhood(starts, address.depth, address.narrowing(), known, expansions)
        context |= _shown(address, found, known, starts)
    context |= graph_choices.find(request, address)
    return render(request, "cases/graph.html", context)


def _shown(
    address: Address, found: Neighbourhood, known: Known, starts: list[Node]
) -> dict[str, Any]:
    shown = Shown(found.steps, found.edges, known)
    # As they are called now: the address may name what was renamed or merged since.
    called = [shown.things[node].id for node in starts]
    return {
        "starts": [
            (
                shown.things[node],
                address.to(starts=tuple(one for one in called if one != shown.things[node].id)),
            )
            for node in starts
        ],
        "connect": _connect(called),
        "groups": shown.by_kind(),
        "rows": shown.rows(),
        "data": shown.as_json() if not found.too_many else None,
        "number": len(found.steps),
        "too_many": found.too_many,
        "ways": graph_choices.ways(address, found.ways),
        "kinds": graph_choices.kinds(address),
        "relations": graph_choices.relations(address, counted(found.edges)),
        "steps": range(1, MOST_STEPS + 1),
        "expanded": graph_choices.expanded(address, shown, known),
        "looks": LOOKS,
    }


def _connect(starts: list[str]) -> str:
    """Return the query that asks how one or two records are connected, empty for more."""
    if len(starts) > 2:
        return ""
    query = QueryDict(mutable=True)
    query.update(dict(zip(("a", "b"), starts, strict=False)))
    return query.urlencode(safe=":")
