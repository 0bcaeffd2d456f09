"""What a reader may narrow lists by: one set for each list, on common filters."""

from cases.filters.base import FacetFilter, ForgivingFilterSet, YearFilter
from cases.filters.moments import MomentFilterSet
from cases.filters.sets import (
    IncidentFilterSet,
    OrganisationFilterSet,
    OutcomeFilterSet,
    PersonFilterSet,
    ResponseFilterSet,
    RiskFilterSet,
    SourceFilterSet,
    StatementFilterSet,
)

__all__ = [
    "FacetFilter",
    "ForgivingFilterSet",
    "IncidentFilterSet",
    "MomentFilterSet",
    "OrganisationFilterSet",
    "OutcomeFilterSet",
    "PersonFilterSet",
    "ResponseFilterSet",
    "RiskFilterSet",
    "SourceFilterSet",
    "StatementFilterSet",
    "YearFilter",
]
