"""The kinds of things that can be found, by registration."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from kb.permissions import User
from kb.registry import Registry
from kb.text_parts import TextPart


@dataclass(frozen=True)
class SearchText:
    """What an entry of the search table is made from.

    `title` and `body` are the words it is found by; `names` are spellings that mean this very
    thing (names, aliases, glossary equivalents). `start` and `end` are local days, inclusive.
    `facets` are the values it is counted under, by the name of a registered facet: only what
    everybody who may see the object may know of it.
    """

    title: tuple[TextPart, ...]
    body: tuple[TextPart, ...] = ()
    names: tuple[TextPart, ...] = ()
    start: date | None = None
    end: date | None = None
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Beside:
    """What else is worked out of objects of a kind, kept true together with their entries.

    `write(keys)` and `forget(keys)` are asked in the transaction of the change; `due()` yields the
    keys of objects of which it is missing or left over.
    """

    write: Callable[[Collection[int]], None]
    forget: Callable[[Collection[int]], None]
    due: Callable[[], Iterable[int]]


@dataclass(frozen=True)
class SearchSource:
    """A kind of page or record to search.

    `visible_to(user)` is the question every reader's list of the kind starts from; it asks of the
    person no more than `kb.search.permission.audience` (a test compares statements). `text(obj)`
    reads a published object; `label` is the kind's name for readers.
    """

    name: str
    label: str | Promise
    model: type[Model]
    visible_to: Callable[[User], QuerySet[Any]]
    text: Callable[[Any], SearchText]
    beside: Beside | None = None


sources: Registry[SearchSource] = Registry()


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet as people meet it: in an address, and by its name."""

    address: str
    label: Any


@dataclass(frozen=True)
class Facet:
    """Something results are divided by, beside kind, language and year.

    `choices(user, values)` names stored values, leaving out what this person may not know of;
    `find(user, address)` returns the stored value that an address or label means, or None.
    """

    name: str
    label: str | Promise
    choices: Callable[[User, Collection[str]], Mapping[str, Choice]]
    find: Callable[[User, str], str | None]


facets: Registry[Facet] = Registry()
