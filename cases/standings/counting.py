"""Counting what incidents stand under, from what is kept: one pass over narrow rows."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db import connections

from cases.models import Standing
from cases.querysets.facets.compiled import Compiled

# So many names none of whose incidents are left are offered beside the others, or none.
MOST_OF_NOTHING = 500
_TABLE = Standing._meta.db_table


@dataclass
class KeptTable:
    """How many incidents stand under each choice of the facets, by the number of the facet."""

    using: str
    admissions: Collection[int]
    counts: dict[int, dict[int, int]] = field(default_factory=dict)

    def count(self, facets: Iterable[int], matching: Compiled | None, *, all_of_them: bool) -> None:
        """Count under these facets; `matching` are keys of incidents, seen or not."""
        asked = sorted(facets)
        self.counts |= {facet: {} for facet in asked}
        if not asked or not self.admissions or (matching is None and not all_of_them):
            return
        among, values = "", []
        if not all_of_them and matching is not None:
            among, values = f" AND incident IN ({matching[0]})", [*matching[1]]
        statement = (
            f"SELECT facet, choice, COUNT(*) FROM {_TABLE} WHERE facet IN {_list(asked)}"
            f" AND admission IN {_list(self.admissions)}{among} GROUP BY facet, choice"
        )
        with connections[self.using].cursor() as cursor:
            cursor.execute(statement, values)
            for facet, choice, number in cursor.fetchall():
                self.counts[facet][choice] = number

    def add_empty(self, choices: Mapping[int, Collection[int]]) -> None:
        """Add, with a count of nothing, which of these choices any incident stands under."""
        asked = [
            f"SELECT {int(facet)} AS facet, {int(choice)} AS choice"
            for facet, several in choices.items()
            for choice in several
            if choice not in self.counts[facet]
        ]
        if not asked or not self.admissions:
            return
        # Asked choice by choice, each by the index: most have rows, and one is enough.
        one = (
            f"SELECT 1 FROM {_TABLE} AS kept WHERE kept.facet = asked.facet"
            " AND kept.choice = asked.choice"
            f" AND kept.admission IN {_list(self.admissions)} LIMIT 1"
        )
        with connections[self.using].cursor() as cursor:
            cursor.execute(
                f"SELECT facet, choice, ({one}) FROM ({' UNION ALL '.join(asked)}) AS asked"
            )
            for facet, choice, is_there in cursor.fetchall():
                if is_there:
                    self.counts[facet][choice] = 0

    def add_all_empty(self, facet: int) -> None:
        """Add, with a count of nothing, all choices of a facet unless they are very many."""
        if not self.admissions:
            return
        # One choice after the other by the index: a DISTINCT would read all rows of a facet.
        rest = f"SELECT MIN(choice) FROM {_TABLE} WHERE facet = {int(facet)}"
        one = (
            f"SELECT 1 FROM {_TABLE} AS kept WHERE kept.facet = {int(facet)}"
            " AND kept.choice = there.choice"
            f" AND kept.admission IN {_list(self.admissions)} LIMIT 1"
        )
        with connections[self.using].cursor() as cursor:
            cursor.execute(
                f"WITH RECURSIVE there (choice) AS ({rest} UNION ALL"
                f" SELECT ({rest} AND choice > there.choice) FROM there WHERE choice IS NOT NULL)"
                f" SELECT choice, ({one}) FROM there WHERE choice IS NOT NULL"
                f" LIMIT {MOST_OF_NOTHING + 1}"
            )
            found = cursor.fetchall()
        if len(found) <= MOST_OF_NOTHING:
            for choice, is_there in found:
                if is_there:
                    self.counts[facet].setdefault(choice, 0)


def _list(numbers: Iterable[int]) -> str:
    return f"({', '.join(str(int(one)) for one in numbers)})"
