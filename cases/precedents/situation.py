"""A situation that somebody describes: words, and what is known of it by the vocabularies."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

MOST_TOPICS = 8
MOST_CHARACTERS = 1_000
# In the order in which they are asked for, shown and written into an address.
CONDITIONS = ("words", "type", "severity", "organisation", "channel", "topic")


@dataclass(frozen=True, slots=True)
class Situation:
    """What is asked with: free words, and keys of vocabularies; empty is not asked."""

    words: str = ""
    type: str = ""
    severity: str = ""
    organisation: str = ""
    channel: str = ""
    topic: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.asked)

    @property
    def asked(self) -> dict[str, Any]:
        """The conditions that are given, by name, in their order."""
        return {name: value for name in CONDITIONS if (value := getattr(self, name))}

    def without(self, name: str, value: str = "") -> "Situation":
        """Return the same without one condition, or without one value of it."""
        if name == "topic" and value:
            return replace(self, topic=tuple(one for one in self.topic if one != value))
        changed: Mapping[str, Any] = {name: () if name == "topic" else ""}
        return replace(self, **changed)

    def query(self) -> str:
        """Return the situation as the query of an address."""
        query = QueryDict(mutable=True)
        for name, value in self.asked.items():
            query.setlist(name, list(value) if isinstance(value, tuple) else [value])
        return query.urlencode()
