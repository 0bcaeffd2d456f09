"""What a reader may narrow lists by: one set for each list, on common filters."""

from cases.filters.base import FacetFilter, ForgivingFilterSet, YearFilter
from cases.filters.sets import (
    EventFilterSet,
    IncidentFilterSet,
    OrganisationFilterSet,
    OutcomeFilterSet,
    PersonFilterSet,
    ResponseFilterSet,
    SourceFilterSet,
    StatementFilterSet,
)

__all__ = [
    "EventFilterSet",
    "FacetFilter",
    "ForgivingFilterSet",
    "IncidentFilterSet",
    "OrganisationFilterSet",
    "OutcomeFilterSet",
    "PersonFilterSet",
    "ResponseFilterSet",
    "SourceFilterSet",
    "StatementFilterSet",
    "YearFilter",
]
