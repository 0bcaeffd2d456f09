"""Whole days as an honest time: a year, a month, a day, or from one day to another."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from kb.records.spans import Precision, Span, unit


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
