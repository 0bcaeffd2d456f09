"""What differs between two versions of a page or record, one entry for each field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: Wagtail's comparison of it, and which of the two people changed it."""

    comparison: Any
    mine: bool
    theirs: bool

    @property
    def parts(self) -> list[Any]:
        """The parts that differ, where the field holds parts."""
        if not self.comparison.is_child_relation:
            return []
        children = self.comparison.get_child_comparisons()
        return [
            child
            for child in children
            if child.is_addition() or child.is_deletion() or child.has_changed()
        ]


def differences(
    panel: Any, request: HttpRequest, base: Any, newer: Any, mine: Any
) -> list[Difference]:
    """Return each field in which `mine` is not as in `newer`.

    In the marks what was taken away is of `newer` and what was added is mine. `panel` is the edit
    handler of the model; `base`, the version a form was opened with, tells who changed what. None
    where that is not known.
    """
    bound = panel.get_bound_panel(instance=newer, request=request, form=None)
    return [
        Difference(
            shown,
            mine=base is not None and bool(compare(base, mine).has_changed()),
            theirs=base is not None and bool(compare(base, newer).has_changed()),
        )
        for compare in bound.get_comparison()
        if (shown := compare(newer, mine)).has_changed()
    ]
