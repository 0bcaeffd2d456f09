"""Totals and facets of a list of results, counted in the statement that finds it.

Each facet is counted under every other filter than its own, so that a reader sees what choosing
another value would give.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from kb.search.sql import FALSE, Sql

# Facets that are columns of an entry; all others are rows of `kb_entryfacet`.
KIND = "kind"
LANGUAGE = "language"
YEAR = "year"
COLUMNS = ", ".join((KIND, LANGUAGE, YEAR))
TOGETHER = "kind || ' ' || language || ' ' || coalesce(CAST(year AS varchar(4)), '')"

Counts = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Conditions on a row of `kb_entry`, by the facet that each belongs to."""

    filters: Mapping[str, Sql] = field(default_factory=dict)

    def flags(self) -> Sql:
        """Return columns that say of each hit which filters it passes."""
        columns = [
            f", ({one.text}) AS passes_{number}" for number, one in enumerate(self.filters.values())
        ]
        params = tuple(param for one in self.filters.values() for param in one.params)
        return Sql("".join(columns), params)

    def passed(self, without: str = "") -> str:
        """Return the condition on a hit that it passes every filter but one."""
        names = [f"passes_{number}" for number, name in enumerate(self.filters) if name != without]
        return " AND ".join(names) or "1 = 1"

    def counting(self) -> str:
        """Return a statement over `hits (id, kind, language, year)`: facet, value, number."""
        own = [name for name in self.filters if name not in (KIND, LANGUAGE, YEAR)]
        parts = [
            f"SELECT '', '', count(*) FROM hits WHERE {self.passed()}",
            # One pass over the hits for all columns; their values are told apart afterwards.
            f"SELECT '*', {TOGETHER}, count(*) FROM hits WHERE {self.passed()} GROUP BY {COLUMNS}",
            *(
                f"SELECT '{name}', CAST({name} AS varchar(40)), count(*) FROM hits"
                f" WHERE {self.passed(name)} GROUP BY {name}"
                for name in (KIND, LANGUAGE, YEAR)
                if name in self.filters
            ),
            _rows(self.passed(), f"NOT IN ({_quoted([*own, YEAR])})"),
            *(_rows(self.passed(name), f"= '{name}'") for name in (*own, YEAR)),
        ]
        return " UNION ALL ".join(parts)


def read_counts(
    rows: list[tuple[str, str | None, int]], narrowed: Collection[str] = ()
) -> tuple[int, Counts]:
    """Return the total and the counts of the rows of `Narrowing.counting`."""
    total, counts, together = 0, Counts(), Counts()
    for name, value, number in rows:
        if not name:
            total = number
        elif name == "*" and value:
            for column, part in zip((KIND, LANGUAGE, YEAR), value.split(" "), strict=True):
                _add(together, column, part, number)
        elif value:
            _add(counts, name, value, number)
    for name in (KIND, LANGUAGE, YEAR):
        # What is narrowed by a column itself has been counted without that filter.
        if name not in narrowed:
            for value, number in together.get(name, {}).items():
                _add(counts, name, value, number)
    languages = counts.get(LANGUAGE, {})
    # What is in both languages counts for each of them, as the filter does.
    if both := languages.pop("both", 0):
        for half in ("en", "zh"):
            languages[half] = languages.get(half, 0) + both
    return total, counts


def _add(counts: Counts, name: str, value: str, number: int) -> None:
    if value:
        of_facet = counts.setdefault(name, {})
        of_facet[value] = of_facet.get(value, 0) + number


def has_value(name: str, value: str) -> Sql:
    """Return the condition on a row of `kb_entry` that it has a value of a facet."""
    if name == KIND:
        return Sql("kb_entry.kind = %s", (value,))
    if name == LANGUAGE:
        return Sql("kb_entry.language IN (%s, 'both')", (value,))
    among = Sql(
        "EXISTS (SELECT 1 FROM kb_entryfacet WHERE kb_entryfacet.entry_id = kb_entry.id"
        " AND kb_entryfacet.name = %s AND kb_entryfacet.value = %s)",
        (name, value),
    )
    if name != YEAR:
        return among
    if not (value.isascii() and value.isdigit() and len(value) == 4):
        return FALSE
    return Sql("kb_entry.year = %s", (int(value),)) | among


def _rows(condition: str, names: str) -> str:
    return (
        "SELECT kb_entryfacet.name, kb_entryfacet.value, count(*)"
        " FROM hits JOIN kb_entryfacet ON kb_entryfacet.entry_id = hits.id"
        f" WHERE {condition} AND kb_entryfacet.name {names}"
        " GROUP BY kb_entryfacet.name, kb_entryfacet.value"
    )


def _quoted(names: list[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
