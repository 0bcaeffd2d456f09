"""The months in which facts were, as far as their times are known.

A month is written 2026-03, a year 2026; 2026-00 are the facts that began in 2026 and whose time is
not known to lie within one month, `unknown` those without a time, and `all` is every fact.
"""

import re
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from cases.querysets.years import is_year
from kb.records.spans import days

UNKNOWN, ALL = "unknown", "all"
_WRITTEN = re.compile(r"(\d{4})(?:-(0\d|1[0-2]))?", re.ASCII)


def is_month(text: str) -> bool:
    """Return whether a text is a year, a month or what stands for those not known."""
    match = _WRITTEN.fullmatch(text)
    return text in (UNKNOWN, ALL) or bool(match and is_year(match[1]))


def within_month(rows: Any, written: str, time: str = "when") -> Any:
    """Keep the facts whose honest time `time` is of a year or month as it is written above."""
    if written == ALL:
        return rows
    if written == UNKNOWN:
        return rows.filter(**{f"{time}_start": None})
    year, month = int(written[:4]), written[5:]
    if not month:
        start, end = days(date(year, 1, 1), date(year, 12, 31))
        return rows.filter(**{f"{time}_start__gte": start, f"{time}_start__lt": end})
    if month == "00":
        in_one = Q()
        for number in range(1, 13):
            in_one |= _within(year, number, time)
        return within_month(rows, str(year), time).exclude(in_one)
    return rows.filter(_within(year, int(month), time))


def _within(year: int, month: int, time: str) -> Q:
    first = date(year, month, 1)
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    start, end = days(first, last)
    return Q(**{f"{time}_start__gte": start, f"{time}_start__lt": end, f"{time}_end__lte": end})
