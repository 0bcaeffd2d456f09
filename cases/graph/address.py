"""The state of the graph as an address: all that is shown can be shared, and gone back to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from django.http import QueryDict
from django.utils.translation import gettext as _

from cases.graph.edges import Narrowing
from cases.graph.kinds import KINDS, Kind, parse
from cases.graph.neighbourhood import MOST_STEPS
from cases.graph.relations import RELATIONS
from cases.querysets.years import FIRST_YEAR, LAST_YEAR
from kb.records.spans import days

MOST_STARTS = 12
MOST_EXPANSIONS = 40
# What addresses narrow by, and what they say of a graph, with what each means when it is missing.
NARROWED = dict.fromkeys(("kind", "relation", "since", "until"), "")
DEFAULTS = {"from": "", "expand": "", **NARROWED, "depth": "1"}


@dataclass(frozen=True)
class Address:
    """What somebody looks at: records as `kind:name`, expansions as `kind:name:kind` (or `all`)."""

    starts: tuple[str, ...] = ()
    expand: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    depth: int = 1

    def query(self) -> str:
        """Return the address's query, always in the same order."""
        query = QueryDict(mutable=True)
        query.setlist("from", self.starts)
        query.setlist("expand", self.expand)
        query.setlist("kind", self.kinds)
        query.setlist("relation", self.relations)
        for name, day in (("since", self.since), ("until", self.until)):
            if day:
                query[name] = day.isoformat()
        if self.depth != 1:
            query["depth"] = str(self.depth)
        return query.urlencode(safe=":")

    def to(self, **changes: Any) -> str:
        """Return the query of this state with something changed."""
        return replace(self, **changes).query()

    def bare(self) -> str:
        """Return the query of this state with nothing narrowed."""
        return self.to(kinds=(), relations=(), since=None, until=None, depth=1)

    def narrowing(self) -> Narrowing:
        """Return what links are asked for."""
        return Narrowing(
            frozenset(Kind(one) for one in self.kinds),
            frozenset(self.relations),
            days(self.since, self.since)[0] if self.since else None,
            days(self.until, self.until)[1] if self.until else None,
        )

    @classmethod
    def read(cls, query: QueryDict) -> tuple[Self, list[str]]:
        """Return the state of a query, and a sentence for each value that cannot be used."""
        reading = _Reading(query)
        address = cls(
            starts=reading.several("from", MOST_STARTS, lambda one: parse(one) is not None),
            expand=reading.several("expand", MOST_EXPANSIONS, _is_expansion),
            kinds=reading.several("kind", len(Kind), lambda one: one in KINDS),
            relations=reading.several("relation", len(RELATIONS), lambda one: one in RELATIONS),
            since=reading.day("since"),
            until=reading.day("until"),
            depth=reading.depth(),
        )
        if address.since and address.until and address.since > address.until:
            reading.sentences.append(
                _("The period ended before it began, so its end was left out.")
            )
            address = replace(address, until=None)
        return address, reading.sentences


def _is_expansion(text: str) -> bool:
    record, _colon, kind = text.rpartition(":")
    return parse(record) is not None and (kind == "all" or kind in KINDS)


class _Reading:
    def __init__(self, query: QueryDict) -> None:
        self.query = query
        self.sentences: list[str] = []

    def several(self, name: str, most: int, usable: Any) -> tuple[str, ...]:
        given = list(dict.fromkeys(one for one in self.query.getlist(name) if one))
        kept = [one for one in given if usable(one)]
        if len(kept) < len(given):
            self._left_out(name)
        if len(kept) > most:
            sentence = _("Only the first %(most)s values of “%(name)s” are used.")
            self.sentences.append(sentence % {"most": most, "name": name})
        return tuple(kept[:most])

    def day(self, name: str) -> date | None:
        text = self.query.get(name, "")
        if not text:
            return None
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = None
        if day is None or len(text) != 10 or not FIRST_YEAR <= day.year <= LAST_YEAR:
            sentence = _("“%(name)s” is not a day such as 2026-01-31, so it was left out.")
            self.sentences.append(sentence % {"name": name})
            return None
        return day

    def depth(self) -> int:
        text = self.query.get("depth", "") or "1"
        steps = {str(step): step for step in range(1, MOST_STEPS + 1)}
        if text not in steps:
            sentence = _("Steps are 1 to %(most)s; this shows one.")
            self.sentences.append(sentence % {"most": MOST_STEPS})
        return steps.get(text, 1)

    def _left_out(self, name: str) -> None:
        sentence = _("A value of “%(name)s” in the address is not known, so it was left out.")
        self.sentences.append(sentence % {"name": name})


def without(values: Iterable[str], value: str) -> tuple[str, ...]:
    """Return values without one of them."""
    return tuple(one for one in values if one != value)
