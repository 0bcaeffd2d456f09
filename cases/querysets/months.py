"""The months in which facts were: to narrow by, and to count, as far as their times are known.

A month is written 2026-03, a year 2026; 2026-00 are the facts that began in 2026 and whose time is
not known to lie within one month, `unknown` those without a time, and `all` is every fact.
"""

import re
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, DateTimeField, ExpressionWrapper, F, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from cases.querysets.years import is_year
from kb.records.spans import days

UNKNOWN, ALL = "unknown", "all"
_WRITTEN = re.compile(r"(\d{4})(?:-(0\d|1[0-2]))?", re.ASCII)


def is_month(text: str) -> bool:
    """Return whether a text is a year, a month or what stands for those not known."""
    match = _WRITTEN.fullmatch(text)
    return text in (UNKNOWN, ALL) or bool(match and is_year(match[1]))


def within_month(rows: Any, written: str) -> Any:
    """Keep the facts of a year or month as it is written above."""
    if written == ALL:
        return rows
    if written == UNKNOWN:
        return rows.filter(when_start=None)
    year, month = int(written[:4]), written[5:]
    if not month:
        start, end = days(date(year, 1, 1), date(year, 12, 31))
        return rows.filter(when_start__gte=start, when_start__lt=end)
    if month == "00":
        in_one = Q()
        for number in range(1, 13):
            in_one |= _within(year, number)
        return within_month(rows, str(year)).exclude(in_one)
    return rows.filter(_within(year, int(month)))


def latest(rows: Any, most: int) -> str:
    """Return the year in which the last of the facts began, or its month where `most` are too few.

    Empty when none has a time.
    """
    dated = rows.filter(when_start__isnull=False).order_by("-when_start")
    last = dated.values_list("when_start", flat=True).first()
    if last is None:
        return ""
    local = timezone.localtime(last)
    year = f"{local:%Y}"
    if not within_month(rows, year).order_by()[most : most + 1].exists():
        return year
    month = f"{local:%Y-%m}"
    return month if within_month(rows, month).exists() else year


def count_months(rows: Any) -> dict[str, int]:
    """Return how many facts there are in each month, year without a month, and without a time."""
    moment = ExpressionWrapper(
        F("when_end") - timedelta(microseconds=1), output_field=DateTimeField()
    )
    found = (
        rows.order_by()
        .annotate(first_month=TruncMonth("when_start"), last_month=TruncMonth(moment))
        .values_list("first_month", "last_month")
        .annotate(n=Count("pk"))
    )
    counts: dict[str, int] = {}
    for first, last, n in found:
        if first is None:
            written = UNKNOWN
        else:
            written = f"{first:%Y-%m}" if first == last else f"{first:%Y}-00"
        counts[written] = counts.get(written, 0) + n
    return counts


def _within(year: int, month: int) -> Q:
    first = date(year, month, 1)
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    start, end = days(first, last)
    return Q(when_start__gte=start, when_start__lt=end, when_end__lte=end)
