"""All names that are looked for, by who may know of them.

A text is looked through once with the names that everybody may know, and once more for each set of
groups that others are kept to: a name that somebody may not see never decides what is found of
another, not even by being longer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cases.models import Organisation, Person
from kb.importing.mentions import Mention, Name, NameFinder
from kb.records.base import Audience

NAMED: dict[str, Any] = {"person": Person, "organisation": Organisation}
# The groups that may know of somebody; None for everybody.
Groups = frozenset[int] | None


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text, and whose it is."""

    mention: Mention
    kind: str
    pk: int


def spellings_of(record: Any) -> tuple[str, ...]:
    """Return all that a person or organisation is called, but what is too common to mean them."""
    aliases = [alias.text for alias in record.aliases.all() if alias.matchable]
    every = map(str.strip, (record.name.en, record.name.zh, *aliases))
    return tuple(dict.fromkeys(filter(None, every)))


def groups_of(record: Any) -> Groups:
    """Return who may know of a record, administrators aside; `audience_groups` are prefetched."""
    if record.audience == Audience.ALL:
        return None
    return frozenset(group.pk for group in record.audience_groups.all())


def names_told(record: Any) -> str:
    """Return a text that changes when others are to be looked for than before; empty for nobody."""
    if not record.live or record.archived_at is not None:
        return ""
    groups = groups_of(record)
    admitted = "all" if groups is None else " ".join(map(str, sorted(groups)))
    return "\n".join((admitted, *spellings_of(record)))


class Finders:
    """The names of one moment, ready to be found in many texts."""

    def __init__(self) -> None:
        self._names: dict[Groups, list[Name]] = defaultdict(list)
        for kind, model in NAMED.items():
            published = model.objects.published().prefetch_related("aliases", "audience_groups")
            for record in published.order_by("pk"):
                name = Name(kind, str(record.pk), spellings_of(record))
                self._names[groups_of(record)].append(name)

    @cached_property
    def _finders(self) -> list[tuple[NameFinder, frozenset[tuple[str, str]] | None]]:
        """For each set of groups a finder, and whom it is asked for; None for all it finds."""
        known = self._names.get(None, [])
        made: list[tuple[NameFinder, frozenset[tuple[str, str]] | None]] = [
            (NameFinder(known), None)
        ]
        for groups, names in self._names.items():
            if groups is not None:
                own = frozenset((name.kind, name.record) for name in names)
                made.append((NameFinder([*known, *names]), own))
        return made

    def find(self, text: str) -> Iterator[Found]:
        """Yield the people and organisations named in a text, in no order."""
        for finder, own in self._finders:
            for mention in finder.find(text):
                if own is None or (mention.kind, mention.record) in own:
                    yield Found(mention, mention.kind, int(mention.record))
