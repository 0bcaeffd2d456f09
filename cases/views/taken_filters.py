"""What a list is narrowed by, each with a way to take it back, and which to drop when empty."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cases.filters import ForgivingFilterSet
from cases.timeline.density import month_in_words
from cases.views import listing
from cases.views.facet_column import ShownFacet
from kb.language.lists import listed
from kb.templatetags.times import day


def taken(
    request: HttpRequest, filters: ForgivingFilterSet, facets: Sequence[ShownFacet], order: str
) -> list[dict[str, Any]]:
    """Return what is chosen, each with the address of the list without it."""
    labels = _labels(facets)
    found = []
    for name, value in filters.chosen.items():
        for one in value if isinstance(value, list) else [value]:
            rest = [other for other in value if other != one] if isinstance(value, list) else ""
            query = listing.query_of({**filters.chosen, name: rest}, sort=order)
            found.append(
                {
                    "filter": filters.filters[name].label,
                    "value": _in_words(labels, name, one),
                    "url": listing.with_query(request, query),
                }
            )
    return found


def ways_out(
    request: HttpRequest, filters: ForgivingFilterSet, facets: Sequence[ShownFacet], order: str
) -> list[dict[str, Any]]:
    """Return the filters without which something is left, most first; one query for each chosen.

    For a list that came out empty: each with its values, the number of rows without it, and the
    address of the list without it.
    """
    labels = _labels(facets)
    found = []
    for name, value in filters.chosen.items():
        count = filters.narrowed(filters.queryset, but=name).count()
        if not count:
            continue
        values = value if isinstance(value, list) else [value]
        query = listing.query_of({**filters.chosen, name: ""}, sort=order)
        found.append(
            {
                "filter": filters.filters[name].label,
                "value": _("“%(value)s”")
                % {"value": listed(_in_words(labels, name, one) for one in values)},
                "count": count,
                "url": listing.with_query(request, query),
            }
        )
    return sorted(found, key=lambda way: -way["count"])


def _labels(facets: Sequence[ShownFacet]) -> dict[tuple[str, str], str | Promise]:
    return {(facet.name, one.value): one.label for facet in facets for one in facet.choices}


def _in_words(labels: dict[tuple[str, str], str | Promise], name: str, value: Any) -> Any:
    if isinstance(value, date | datetime):
        return day(value)
    if name == "month":
        return month_in_words(value)
    return labels.get((name, value), value)
