"""Whether two honest times exclude each other, and are near enough to be meant of one event."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from kb.importing.dates import FoundDate
from kb.records.spans import Precision, Span, days

_TIMED = (Precision.MINUTE, Precision.HOUR, Precision.PART_OF_DAY)
# Farther apart, two times are two events rather than one that is dated wrongly.
MOST = timedelta(days=10)
# Clocks and reports differ by so much without contradicting each other.
_LEAST = timedelta(hours=1)
# What happens in these hours is told of either day.
_MORNING, _NIGHT = 5, 22


def span_of(found: FoundDate) -> Span:
    """Return a date of a text as an honest time; its local time is that of the site."""
    zone = timezone.get_default_timezone()
    return Span(
        timezone.make_aware(found.begins, zone),
        timezone.make_aware(found.ends, zone),
        found.precision,
    )


def exclude_each_other(one: Span, other: Span) -> bool:
    """Return whether two known times cannot be one, and are at most ten days apart.

    A day and an hour of the night beside it are no contradiction, nor are hours less than an hour
    apart; an unknown time excludes nothing.
    """
    apart = _apart(one, other)
    return apart is not None and apart <= MOST


def may_be_one(one: Span, other: Span) -> bool:
    """Return whether two times overlap, or one of them is unknown."""
    if not one or not other:
        return True
    return _apart(one, other) is None


def _apart(one: Span, other: Span) -> timedelta | None:
    """Return how far two times certainly lie apart; None when they may be one."""
    if not one or not other:
        return None
    timed = [span.precision in _TIMED for span in (one, other)]
    first, second = (_ends(one), _ends(other)) if all(timed) else (_days_of(one), _days_of(other))
    gap = max(first[0] - second[1], second[0] - first[1])
    if gap < timedelta(0) or (all(timed) and gap < _LEAST):
        return None
    return gap


def _ends(span: Span) -> tuple[datetime, datetime]:
    assert span.start is not None
    assert span.end is not None
    return span.start, span.end


def _days_of(span: Span) -> tuple[datetime, datetime]:
    """Return the whole days of which a time may be told."""
    start, end = _ends(span)
    assert span.first_day is not None
    assert span.last_day is not None
    first, last = span.first_day, span.last_day
    if span.precision in _TIMED:
        first -= timedelta(days=timezone.localtime(start).hour < _MORNING)
        last += timedelta(days=timezone.localtime(end - timedelta(minutes=1)).hour >= _NIGHT)
    return days(first, last)


def differ_by_weeks(one: Span, other: Span) -> bool:
    """Return whether two times begin on the same day of different weeks."""
    if one.first_day is None or other.first_day is None:
        return False
    return (one.first_day - other.first_day).days % 7 == 0
