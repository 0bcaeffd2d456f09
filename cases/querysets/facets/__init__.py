"""The facets of every list: one file for each subject, on common branches."""

from cases.querysets.facets.facet import (
    UNSTATED,
    Counted,
    Counting,
    Facet,
    count_choices,
    count_facets,
    existing,
    keys_of,
)

__all__ = [
    "UNSTATED",
    "Counted",
    "Counting",
    "Facet",
    "count_choices",
    "count_facets",
    "existing",
    "keys_of",
]
