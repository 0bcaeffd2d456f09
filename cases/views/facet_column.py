"""The facets beside a list: every choice with how many rows it would leave."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from cases.filters import FacetFilter, ForgivingFilterSet, YearFilter
from cases.querysets.facets import Counted, Counting, Facet, count_facets, keys_of
from cases.querysets.facets.compiled import Compiled
from cases.querysets.years import Years
from cases.views.kept_counts import MOST_NAMES, kept_counts
from kb.language.collation import sort_key
from kb.language.reader import current_reader
from kb.language.reading import read
from kb.permissions import rights
from kb.records.bilingual import Bilingual
from kb.search.backends.remembered import remembered


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """One choice; `child` says that it belongs to the choice above it."""

    value: str
    label: str | Promise
    count: int
    chosen: bool
    child: bool = False


@dataclass(frozen=True, slots=True)
class ShownFacet:
    """One facet; `chosen` is how many of its choices are."""

    name: str
    label: str | Promise
    choices: list[ShownChoice]
    chosen: int


def shown_facets(filters: ForgivingFilterSet) -> list[ShownFacet]:
    """Return all facets with something to choose from.

    Those of a very long list are kept until something changes.
    """
    visible = keys_of(filters.queryset)
    matching = keys_of(filters.qs)
    chosen = repr(sorted(filters.chosen.items()))
    reader = current_reader()
    who = (rights(filters.user), reader, get_language(), get_current_timezone_name())
    return remembered(
        ("facets", type(filters), who, visible, matching, chosen),
        lambda: _all_shown(filters, visible, matching),
        _length,
    )


def _length(facets: list[ShownFacet]) -> int:
    """Return how many rows stand under the choices of the facet with most."""
    return max((sum(one.count for one in facet.choices) for facet in facets), default=0)


def _all_shown(
    filters: ForgivingFilterSet, visible: Compiled | None, matching: Compiled | None
) -> list[ShownFacet]:
    kept = kept_counts(filters)
    counted = {} if kept else _counted(filters, visible, matching)
    return [
        facet
        for name, filter_ in _asked(filters).items()
        if (
            facet := _shown(name, filter_, filters, kept.rows(name) if kept else counted[name])
        ).choices
    ]


def _asked(filters: ForgivingFilterSet) -> dict[str, FacetFilter]:
    return {
        name: filter_
        for name, filter_ in filters.facets.items()
        if name in filters.chosen or not filter_.all_of
    }


def _shown(
    name: str, filter_: FacetFilter, filters: ForgivingFilterSet, rows: list[Counted]
) -> ShownFacet:
    """Return one facet of these choices."""
    chosen: list[str] = filters.chosen.get(name, [])
    facet = filter_.facet
    if facet:
        rows = _in_order(facet, rows)
    return _offered(name, filter_, rows, chosen)


def offered(name: str, filter_: FacetFilter, rows: list[Counted], chosen: list[str]) -> ShownFacet:
    """Return a facet as it is shown, from counts in any order."""
    ordered = _in_order(filter_.facet, rows) if filter_.facet else rows
    return _offered(name, filter_, ordered, chosen)


def _offered(name: str, filter_: FacetFilter, rows: list[Counted], chosen: list[str]) -> ShownFacet:
    facet = filter_.facet
    there = {row.value for row in rows}
    rows += [Counted(value, value, "", 0, "", 0) for value in chosen if value not in there]
    choices = [
        ShownChoice(
            row.value, _label(facet, row), row.count, row.value in chosen, child=bool(row.parent)
        )
        for row in rows
    ]
    if facet and facet.is_of_names:
        choices = _most(choices)
    return ShownFacet(name, filter_.label, choices, len(chosen))


def _counted(
    filters: ForgivingFilterSet, visible: Compiled | None, matching: Compiled | None
) -> dict[str, list[Counted]]:
    """Return the choices of all facets with their counts, asked of the facts themselves.

    `visible` and `matching` are the keys of rows without and with filters.
    """
    found: dict[str, list[Counted]] = {}
    counting: dict[str, Counting] = {}
    for name, filter_ in _asked(filters).items():
        # A choice counts what is left by the other facets, so that more may be chosen here.
        if filter_.facet is None:
            rest = filters.narrowed(filters.queryset, but=name)
            years = sorted(_years(filter_).count(filters.queryset, rest).items(), reverse=True)
            found[name] = [Counted(str(year), str(year), "", 0, "", n) for year, n in years]
        elif name in filters.chosen and not filter_.all_of:
            rest = filters.narrowed(filters.queryset, but=name)
            counting[name] = Counting(filter_.facet, keys_of(rest))
        else:
            counting[name] = Counting(filter_.facet, matching)
    return found | count_facets(counting, filters.user, visible, filters.queryset.db)


def _years(filter_: FacetFilter) -> Years:
    assert isinstance(filter_, YearFilter)
    return filter_.years


def _in_order(facet: Facet, rows: list[Counted]) -> list[Counted]:
    """Return choices as readers expect them: names by count, others in their own order."""
    if facet.fixed is not None:
        places = {str(value): place for place, value in enumerate(facet.fixed.values)}
        return sorted(rows, key=lambda row: places.get(row.value, len(places)))
    if facet.is_of_names:
        personal = facet.name == "person"
        return sorted(rows, key=lambda row: (-row.count, sort_key(_name(row), personal=personal)))
    above = {row.value: row for row in rows if not row.parent}

    def place(row: Counted) -> tuple[Any, ...]:
        top = above.get(row.parent, row)
        return top.other, top.sort, top.value, bool(row.parent), row.sort, row.value

    return sorted(rows, key=place)


def _most(choices: Iterable[ShownChoice]) -> list[ShownChoice]:
    every = list(choices)
    return every[:MOST_NAMES] + [choice for choice in every[MOST_NAMES:] if choice.chosen]


def _name(row: Counted) -> str:
    return read(Bilingual(row.label, row.other), current_reader()).text


def _label(facet: Facet | None, row: Counted) -> str | Promise:
    if facet is None:
        return row.label
    if facet.fixed is not None:
        labels = {str(value): label for value, label in facet.fixed.choices}
        return labels.get(row.value, row.value)
    if facet.is_of_names:
        return _name(row)
    # Two schemes of strategies have families of the same name.
    return f"{row.label} ({row.other.upper()})" if row.other and not row.parent else row.label
