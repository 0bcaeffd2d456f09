"""What holds a thing: what is cited, linked or used is archived, not deleted; by registration."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model, ProtectedError

from kb.registry import Registry


class Held(ProtectedError):
    """A deletion that was refused: `thing` is held by `holders`, pages and records."""

    def __init__(self, thing: Model, holders: Iterable[Model]) -> None:
        self.thing = thing
        self.holders = list(holders)
        super().__init__(f"{thing!r} is in use: archive it instead.", set(self.holders))


@dataclass(frozen=True)
class HolderSource:
    """Finds what holds a thing: `find(thing)` gives pages and records, whoever may see them."""

    name: str
    find: Callable[[Model], Iterable[Model]]


sources: Registry[HolderSource] = Registry()


def holders_of(thing: Model) -> list[Model]:
    """Return everything that cites, links to or uses a thing, each once; never the thing itself."""
    found = (holder for source in sources for holder in source.find(thing))
    return list(dict.fromkeys(holder for holder in found if holder != thing))


def demand_unheld(thing: Model) -> None:
    """Raise Held unless nothing holds a thing."""
    if holders := holders_of(thing):
        raise Held(thing, holders)
