"""When something in a text happened: the date of its sentence, else the day it was reported."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from cases.importing.proposals.reading import Reading
from cases.importing.times_apart import span_of
from kb.records.spans import Span

_LONGEST_REASON = 200


def time_of(reading: Reading, start: int, end: int) -> Span:
    """Return the only date of the sentence of a place, else the day of the report as inferred.

    An unknown time when neither is told.
    """
    first, last = reading.sentence(start, end)
    dates = [one for one in reading.apart.dates if first <= one.start and one.end <= last]
    if len(dates) == 1:
        return replace(span_of(dates[0]), inferred=str(dates[0].reason)[:_LONGEST_REASON])
    part = reading.parts.get(reading.part_key(start))
    if part is None or not part.published:
        return Span()
    return replace(part.published, inferred=_("No date stands beside it: the day of the report."))
