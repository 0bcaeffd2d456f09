"""The years in which something went on: to narrow by, and to count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, DateTimeField, ExpressionWrapper, F, Q
from django.db.models.functions import ExtractYear
from django.utils import timezone

from kb.records.spans import days

FIRST_YEAR, LAST_YEAR = 1900, 2199


def is_year(text: str) -> bool:
    """Return whether a text is a year that the site knows of."""
    is_number = len(text) == 4 and text.isascii() and text.isdigit()
    return is_number and FIRST_YEAR <= int(text) <= LAST_YEAR


def years_of(start: datetime | None, end: datetime | None) -> range:
    """Return the local years in which something went on; `end` is exclusive."""
    if start is None:
        return range(0)
    first = timezone.localtime(start).year
    last = timezone.localtime(end - timedelta(microseconds=1)).year if end else first
    return range(first, max(first, last) + 1)


@dataclass(frozen=True)
class Years:
    """The column in which a time starts, and the column or expression of its (exclusive) end."""

    first: str
    last: Any

    def keep(self, rows: Any, years: Sequence[int]) -> Any:
        """Keep the rows that went on in any of these years."""
        condition = Q()
        for year in years:
            start, end = days(date(year, 1, 1), date(year, 12, 31))
            condition |= Q(last_known__gt=start, **{f"{self.first}__lt": end})
        return rows.alias(last_known=self._last).filter(condition)

    def count(self, rows: Any, matching: Any) -> dict[int, int]:
        """Return the years in which these rows went on, with how many of `matching` did."""
        moment = ExpressionWrapper(
            self._last - timedelta(microseconds=1), output_field=DateTimeField()
        )
        counted = Count("pk", filter=Q(pk__in=matching.order_by().values("pk")))
        found = (
            rows.filter(**{f"{self.first}__isnull": False})
            .order_by()
            .annotate(first_year=ExtractYear(self.first), last_year=ExtractYear(moment))
            .values_list("first_year", "last_year")
            .annotate(n=counted)
        )
        counts: dict[int, int] = {}
        for first, last, n in found:
            for year in range(first, max(first, last or first) + 1):
                counts[year] = counts.get(year, 0) + n
        return counts

    @property
    def _last(self) -> Any:
        return F(self.last) if isinstance(self.last, str) else self.last
