"""The facets of every list: one file for each subject, on common branches."""

from cases.querysets.facets.facet import (
    UNSTATED,
    Counted,
    Facet,
    count_choices,
    existing,
    keys_of,
)

__all__ = ["UNSTATED", "Counted", "Facet", "count_choices", "existing", "keys_of"]
