"""Which records an address means, as far as the reader may know of them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from cases.graph.kinds import LOOKS, Kind, Node, parse
from cases.graph.known import Known
from cases.models import Outcome
from kb.records.reading import readable_or_none


def find(names: Iterable[str], known: Known) -> dict[str, Node]:
    """Return the nodes of `kind:name`; what the reader may not know of is left out.

    A record that was renamed or merged is found by its old address as well.
    """
    asked: dict[Kind, dict[str, str]] = {}
    for one in dict.fromkeys(names):
        if found := parse(one):
            kind, name = found
            asked.setdefault(kind, {})[name] = one
    keys = {kind: _keys(kind, of) for kind, of in asked.items()}
    known.learn({kind: set(of.values()) for kind, of in keys.items()})
    nodes: dict[str, Node] = {}
    for kind, of in asked.items():
        for name, one in of.items():
            pk = keys[kind].get(name)
            if pk is None or not known.may_know(kind, pk):
                pk = _moved(kind, name, known)
            if pk is not None:
                nodes[one] = Node(kind, pk)
    return nodes


def _keys(kind: Kind, names: Iterable[str]) -> dict[str, int]:
    """Return keys by name, nothing shown: whether the reader may know of them is asked next."""
    if kind == Kind.OUTCOME:
        keys = {name: key for name in names if (key := _uuid(name))}
        rows = dict(Outcome._base_manager.filter(key__in=keys.values()).values_list("key", "pk"))
        return {name: rows[key] for name, key in keys.items() if key in rows}
    model: Any = LOOKS[kind].model
    records = model._base_manager.filter(slug__in=list(names), merged_into=None)
    return dict(records.values_list("slug", "pk"))


def _moved(kind: Kind, slug: str, known: Known) -> int | None:
    """Return the record that a retired address leads to."""
    if kind == Kind.OUTCOME:
        return None
    model: Any = LOOKS[kind].model
    record = readable_or_none(model, slug, known.user)
    if record is None:
        return None
    known.learn({kind: {record.pk}})
    return int(record.pk)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
