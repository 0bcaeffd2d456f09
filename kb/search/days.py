"""Days: read from what people type, and shown as an honest time."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.utils import timezone

from kb.records.spans import Precision, Span, unit

# 2026, 2026-01, 2026-01-07, also with strokes, points or 年月日.
_TYPED = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")


def typed_days(text: str) -> tuple[date, date] | None:
    """Return the first and last day of a year, month or day; None for anything else."""
    found = _TYPED.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        if day:
            return first, first
        after = date(first.year + 1, 1, 1)
        if month:
            after = (first + timedelta(days=32)).replace(day=1)
        return first, after - timedelta(days=1)
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=4_096)
def span_of_days(first: date | None, last: date | None) -> Span | None:
    """Return local days, both inclusive, with the coarsest precision that they fill."""
    if first is None or last is None:
        return None
    start, end = _midnight(first), _midnight(last + timedelta(days=1))
    for precision in (Precision.YEAR, Precision.QUARTER, Precision.MONTH):
        if (start, end) == unit(start, precision):
            return Span(start, end, precision)
    return Span(start, end, Precision.DAY)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()), timezone.get_default_timezone())
