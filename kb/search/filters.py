"""What narrows a list of results beside it: facets and a period, read leniently from an address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from kb.language.codes import parse
from kb.permissions import User
from kb.search.analysis.normalise import clean
from kb.search.days import typed_days
from kb.search.facets import KIND, LANGUAGE, YEAR, Narrowing, has_value
from kb.search.sources import facets, sources
from kb.search.sql import Sql, all_sql, any_sql

PERIOD = "period"
# How the facets that are columns of an entry are called in addresses.
ADDRESS_NAMES = {LANGUAGE: "lang"}
MOST_CHOSEN = 20
_LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True)
class Filters:
    """The values chosen of each facet, as they are stored; days are inclusive, None: not asked."""

    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    start: date | None = None
    end: date | None = None

    def __bool__(self) -> bool:
        return bool(self.chosen or self.start or self.end)

    def narrowing(self) -> Narrowing:
        """Return the conditions on an entry by facet: any of its values."""
        parts = {
            name: any_sql(has_value(name, value) for value in values)
            for name, values in self.chosen.items()
        }
        if self.start or self.end:
            parts[PERIOD] = period(self.start, self.end)
        return Narrowing(parts)

    def condition(self) -> Sql:
        """Return all of them together."""
        return all_sql(self.narrowing().filters.values())


def period(start: date | None, end: date | None) -> Sql:
    """Return the condition on an entry that it touches these days, both inclusive."""
    parts = []
    if start:
        parts.append(Sql("kb_entry.day_end >= %s", (start.isoformat(),)))
    if end:
        parts.append(Sql("kb_entry.day <= %s", (end.isoformat(),)))
    return all_sql(parts)


def read_filters(given: Callable[[str], Iterable[str]], user: User) -> Filters:
    """Read filters from the values given for each name; what makes no sense is left out."""
    chosen = {}
    for name in (KIND, LANGUAGE, YEAR, *(facet.name for facet in facets)):
        typed = list(dict.fromkeys(given(ADDRESS_NAMES.get(name, name))))[:MOST_CHOSEN]
        stored = [_stored(name, clean(value)[:_LONGEST_VALUE], user) for value in typed if value]
        if values := tuple(dict.fromkeys(value for value in stored if value)):
            chosen[name] = values
    first = typed_days(next(iter(given("from")), ""))
    last = typed_days(next(iter(given("to")), ""))
    return Filters(chosen, first and first[0], last and last[1])


def _stored(name: str, value: str, user: User) -> str | None:
    """Return the stored value of a facet that an address means; None when it means nothing."""
    if name == KIND:
        return value if value in sources else None
    if name == LANGUAGE:
        language = parse(value)
        return language.half if language else None
    if name == YEAR:
        days = typed_days(value)
        return value if days and len(value) == 4 and value.isascii() else None
    return facets[name].find(user, value)
