"""The counts of a list whose facets are all worked out when a row is saved (`cases/standings/`)."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language

from cases.filters import FacetFilter, ForgivingFilterSet, IncidentFilterSet
from cases.models import Incident
from cases.querysets.facets import Counted, Facet, keys_of
from cases.querysets.facets.branches import NAMES
from cases.querysets.facets.compiled import Compiled
from cases.standings.counting import KeptTable

# So many people or organisations are offered; the others are found through their own lists.
MOST_NAMES = 60


def kept_counts(filters: ForgivingFilterSet) -> "KeptCounts | None":
    """Return the counts of all facets from what is kept; None when the facts must be asked."""
    if not isinstance(filters, IncidentFilterSet) or filters.admissions is None:
        return None
    counts = KeptCounts(filters, filters.admissions)
    # Whatever is counted is what the reader may know: who may see what is not asked once more.
    every = Incident.objects.all()
    together: dict[Compiled | None, list[int]] = defaultdict(list)
    for name, filter_ in filters.facets.items():
        # A choice counts what is left by the other facets, so that more may be chosen here.
        but = name if name in filters.chosen else ""
        together[keys_of(filters.narrowed(every, but=but))].append(counts.number(filter_))
    all_of_them = keys_of(every)
    for left, facets in together.items():
        counts.table.count(facets, left, all_of_them=left == all_of_them)
    if together.keys() != {all_of_them}:
        counts.add_empty()
    return counts


@dataclass
class KeptCounts:
    """What is counted for one reader, as the choices of each facet."""

    filters: IncidentFilterSet
    admissions: list[int]

    def __post_init__(self) -> None:
        self.user = self.filters.user
        self.table = KeptTable(self.filters.queryset.db, self.admissions)
        self._terms = {
            filter_.kept: {row.pk: row for row in filter_.facet.choosable(self.user)}
            for filter_ in self.filters.facets.values()
            if filter_.facet and filter_.facet.choosable and not filter_.facet.is_of_names
        }

    @staticmethod
    def number(filter_: FacetFilter) -> int:
        """Return the number of a facet, as it is kept."""
        assert filter_.kept is not None
        return filter_.kept

    def add_empty(self) -> None:
        """Add the choices under which only incidents stand that are filtered away."""
        choices: dict[int, Any] = {}
        for filter_ in self.filters.facets.values():
            number, facet = self.number(filter_), filter_.facet
            if facet is None:
                self.table.add_all_empty(number)
            elif facet.fixed is not None:
                choices[number] = range(len(facet.fixed.values))
            elif not facet.is_of_names:
                choices[number] = self._terms[number]
            elif len(self.table.counts[number]) < MOST_NAMES:
                self.table.add_all_empty(number)
        self.table.add_empty(choices)

    def rows(self, name: str) -> list[Counted]:
        """Return the choices of a facet with their counts; of names those that may be shown."""
        filter_ = self.filters.facets[name]
        number, facet = self.number(filter_), filter_.facet
        counts = self.table.counts[number]
        if facet is None:
            return [
                Counted(str(year), str(year), "", 0, "", counts[year])
                for year in sorted(counts, reverse=True)
            ]
        if facet.fixed is not None:
            values = [str(value) for value in facet.fixed.values]
            return [Counted(values[one], "", "", 0, "", n) for one, n in counts.items()]
        if facet.is_of_names:
            return self._names(facet, counts, self.filters.chosen.get(name, []))
        terms = self._terms[number]
        column = "label_" + (get_language() or "en").replace("-", "_")
        return [
            Counted(
                term.choice,
                getattr(term, column),
                getattr(term, "scheme", ""),
                term.order,
                _above(terms, term),
                counts[pk],
            )
            for pk, term in terms.items()
            if pk in counts
        ]

    def _names(self, facet: Facet, counts: dict[int, int], chosen: list[str]) -> list[Counted]:
        most = sorted(counts.values(), reverse=True)[:MOST_NAMES]
        # Those with as many as the last of them are told apart by name.
        near = [pk for pk, number in counts.items() if number >= most[-1]] if most else []
        assert facet.choosable is not None
        records = facet.choosable(self.user).filter(Q(pk__in=near) | Q(slug__in=chosen))
        name = NAMES[records.model.__name__]
        return [
            Counted(slug, english, chinese, 0, "", counts[pk])
            for pk, slug, english, chinese in records.values_list(
                "pk", "slug", f"{name}_en", f"{name}_zh"
            )
            if pk in counts
        ]


def _above(terms: dict[int, Any], term: Any) -> str:
    """Return the choice that a term of a vocabulary belongs to, empty when to none."""
    above = terms.get(getattr(term, "parent_id", None) or 0)
    return str(above.choice) if above else ""
