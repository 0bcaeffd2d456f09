"""Which records an address means, as far as the reader may know of them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404

from cases.graph.kinds import LOOKS, Kind, Node, parse
from cases.graph.known import outcomes
from kb.permissions import User
from kb.records.reading import readable_or_redirect


def find(names: Iterable[str], user: User) -> dict[str, Node]:
    """Return the nodes of `kind:name`; what the reader may not know of is left out.

    A record that was renamed or merged is found by its old address as well.
    """
    asked: dict[Kind, dict[str, str]] = {}
    for one in dict.fromkeys(names):
        if found := parse(one):
            kind, name = found
            asked.setdefault(kind, {})[name] = one
    nodes: dict[str, Node] = {}
    for kind, of in asked.items():
        for name, pk in _keys(kind, of, user).items():
            nodes[of[name]] = Node(kind, pk)
    return nodes


def _keys(kind: Kind, names: Iterable[str], user: User) -> dict[str, int]:
    if kind == Kind.OUTCOME:
        keys = {name: key for name in names if (key := _uuid(name))}
        rows = dict(outcomes(user).filter(key__in=keys.values()).values_list("key", "pk"))
        return {name: rows[key] for name, key in keys.items() if key in rows}
    model: Any = LOOKS[kind].model
    wanted = list(names)
    found: dict[str, int] = dict(
        model.objects.visible_to(user)
        .filter(slug__in=wanted, merged_into=None)
        .values_list("slug", "pk")
    )
    for name in wanted:
        if name not in found and (pk := _moved(model, name, user)):
            found[name] = pk
    return found


def _moved(model: Any, slug: str, user: User) -> int | None:
    try:
        address = readable_or_redirect(model, slug, user)
    except Http404:
        return None
    if not isinstance(address, str):
        return int(address.pk)
    kept = model.objects.visible_to(user).filter(slug=address.rstrip("/").rsplit("/", 1)[-1])
    pk: int | None = kept.values_list("pk", flat=True).first()
    return pk


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
