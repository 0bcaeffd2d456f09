"""For whom an incident of several reports may be: no more than may see each of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kb.records.base import Audience

# The groups who may know of something, None for everybody.
Readers = frozenset[int] | None


def readers_of(thing: Any) -> Readers:
    """Return for whom an import or a record is."""
    if thing.audience == Audience.ALL:
        return None
    return frozenset(thing.audience_groups.values_list("pk", flat=True))


def within(some: Readers, others: Readers) -> bool:
    """Return whether everybody of the first are among the second."""
    return others is None or (some is not None and some <= others)


def narrowest(reports: Iterable[Any]) -> Any:
    """Return the import among those of these reports whose readers may see all of the reports.

    Raises ValidationError where no import is that narrow: a record names groups of whom any may
    read it, so what only people in two groups at once may see has no audience.
    """
    batches = {r.document.file.batch_id: r.document.file.batch for r in reports}
    readers = {pk: readers_of(batch) for pk, batch in batches.items()}
    for pk, batch in batches.items():
        if all(within(readers[pk], other) for other in readers.values()):
            return batch
    raise ValidationError(
        _(
            "These reports were imported for different groups, none of which may see them all: "
            "make one incident for each group."
        )
    )


def demand_fits(incident: Any, reports: Iterable[Any]) -> None:
    """Raise ValidationError unless all readers of an incident may see each of the reports."""
    if not within(readers_of(incident), readers_of(narrowest(reports))):
        raise ValidationError(
            _(
                "More people may read this incident than may see these reports: "
                "restrict it to their groups first, or make an incident of its own."
            )
        )
