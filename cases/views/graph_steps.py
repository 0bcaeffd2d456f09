"""What somebody does with a record of the graph, as an address: expand it, or start from it."""

from django.http import HttpRequest

from cases.graph.address import Address
from cases.graph.kinds import KINDS, parse


def step(request: HttpRequest, address: Address) -> str:
    """Return the query that `do` and `node` of a form lead to, empty when nothing is asked.

    `do` is `start`, `add`, or the kind to expand by (`all` for every kind).
    """
    record, do = request.GET.get("node", ""), request.GET.get("do", "")
    if not do or parse(record) is None:
        return address.query() if do or "node" in request.GET else ""
    if do == "start":
        return address.to(starts=(record,), expand=())
    if do == "add":
        return address.to(starts=tuple(dict.fromkeys((*address.starts, record))))
    if do == "all" or do in KINDS:
        return address.to(expand=tuple(dict.fromkeys((*address.expand, f"{record}:{do}"))))
    return address.query()
