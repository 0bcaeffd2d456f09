"""Times as importing finds them, as honest time keeps them."""

from dataclasses import replace
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from kb.importing.dates import FoundDate
from kb.records.spans import Span

_LONGEST_REASON = 200


def span_of(found: FoundDate | None) -> Span:
    """Return a date found in a text as an honest time, unknown for None."""
    if found is None:
        return Span()
    return _span(found.begins, found.ends, found.precision, str(found.reason))


def _span(begins: datetime, ends: datetime, precision: str, reason: str) -> Span:
    zone = timezone.get_default_timezone()
    start, end = (at.replace(tzinfo=zone) for at in (begins, ends))
    return Span(start, end, precision, reason[:_LONGEST_REASON])


def kept_date(found: FoundDate, start: int, end: int) -> dict[str, str | int]:
    """Return a date as a report keeps it, standing from `start` to `end` of its text."""
    return {
        "start": start,
        "end": end,
        "begins": found.begins.isoformat(),
        "ends": found.ends.isoformat(),
        "precision": found.precision,
        "reason": str(found.reason),
    }


def kept_span(kept: dict[str, str]) -> Span:
    """Return a kept date as an honest time."""
    begins, ends = (datetime.fromisoformat(kept[name]) for name in ("begins", "ends"))
    return in_words(_span(begins, ends, kept["precision"], kept["reason"]))


def in_words(span: Span) -> Span:
    """Return a kept time with why it is inferred in words of whoever reads it now."""
    if not span.inferred:
        return span
    return replace(span, inferred=_("The text leaves part of it open: counted from its own day."))
