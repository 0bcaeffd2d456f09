"""Notices of one line to whoever works on a page or record, by registration."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from kb.attention_sources.things import works_at_the_desk
from kb.permissions import User
from kb.registry import Registry


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A sentence about a thing, and where at the desk something can be done about it."""

    text: str
    url: str


@dataclass(frozen=True)
class DeskLineSource:
    """Finds lines for a thing: `find(thing, user)` gives only what the user may know of."""

    name: str
    find: Callable[[Any, User], Iterable[DeskLine]]


sources: Registry[DeskLineSource] = Registry()


def desk_lines(thing: Any, user: User) -> list[DeskLine]:
    """Return the lines for a page or record; none for whoever does not work at the desk."""
    if not works_at_the_desk(user):
        return []
    return [line for source in sources for line in source.find(thing, user)]
