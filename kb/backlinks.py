"""What links here: the pages and records that lead to an object, by registration."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import Model
from django.utils.functional import Promise

from kb.permissions import User
from kb.registry import Registry


@dataclass(frozen=True)
class Backlink:
    """One thing that links to an object and that this reader may see.

    `title` is a Bilingual or a plain string; `why` says how it links ("spokesperson", "quotation").
    """

    kind: str | Promise
    title: object
    url: str
    why: str | Promise = ""


@dataclass(frozen=True)
class BacklinkSource:
    """Finds what links to an object: `find(obj, user)` gives only what the user may see."""

    name: str
    find: Callable[[Model, User], Iterable[Backlink]]


sources: Registry[BacklinkSource] = Registry()


def backlinks(obj: Model, user: User) -> list[Backlink]:
    """Return what links to this object, for this reader, each thing and reason once."""
    return list(dict.fromkeys(link for source in sources for link in source.find(obj, user)))


@dataclass(frozen=True)
class Linking:
    """One thing that links to an object, with all the ways in which it does."""

    title: object
    url: str
    reasons: list[str | Promise] = field(default_factory=list)


@dataclass(frozen=True)
class LinkingKind:
    """The things of one kind that link to an object."""

    kind: str | Promise
    things: list[Linking] = field(default_factory=list)


def by_kind(links: Iterable[Backlink]) -> list[LinkingKind]:
    """Return links by kind and thing, in the order in which each is first met."""
    kinds: dict[str | Promise, dict[str, Linking]] = {}
    for link in links:
        things = kinds.setdefault(link.kind, {})
        thing = things.setdefault(link.url, Linking(link.title, link.url))
        if link.why:
            thing.reasons.append(link.why)
    return [LinkingKind(kind, list(things.values())) for kind, things in kinds.items()]
