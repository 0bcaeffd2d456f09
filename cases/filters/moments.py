"""What the timeline of everything may be narrowed by; each kind of moment in its own way."""

from collections.abc import Collection
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext_lazy, pgettext_lazy

from cases.filters.base import (
    DayFilter,
    FacetFilter,
    ForgivingFilterSet,
    MonthFilter,
    NameFilter,
)
from cases.models import Event
from cases.querysets.facets import Facet, events
from cases.querysets.naming import named
from cases.timeline.counting import Counts, count, year_of
from cases.timeline.lanes import Lane
from cases.timeline.moments import Known, Moments
from kb.permissions import rights
from kb.records.spans import days
from kb.search.backends.remembered import remembered

LANE = Facet("lane", lambda user: [], fixed=Lane)


class WordsFilter(NameFilter):
    """Narrows by words of what happened."""

    def filter(self, qs: Moments, value: str) -> Moments:
        """Keep the moments in whose words all of these occur, in either script."""
        return qs.each(lambda kind, rows: named(rows, value, *kind.words))


class LaneFilter(FacetFilter):
    """Narrows by lane."""

    def filter(self, qs: Moments, value: list[str]) -> Moments:
        """Keep the moments in any of these lanes."""
        return qs.each(lambda kind, rows: kind.in_lanes(rows, value))


class OfKindFilter(FacetFilter):
    """Narrows each kind of moment by its own facet of the same name."""

    def filter(self, qs: Moments, value: list[str]) -> Moments:
        """Keep the moments under any of these choices."""
        assert self.facet is not None
        return qs.under(self.facet.name, value)


class MomentFilterSet(ForgivingFilterSet):
    """Everything that happened, by when, in which lane, in what kind of crisis and to whom."""

    q = WordsFilter()
    since = DayFilter(label=pgettext_lazy("period", "From"))
    until = DayFilter(label=pgettext_lazy("period", "To"))
    month = MonthFilter(label=gettext_lazy("Year and month"))
    lane = LaneFilter(LANE, label=gettext_lazy("Lane"))
    type = OfKindFilter(events.TYPE, label=gettext_lazy("Cluster and type"))
    organisation = OfKindFilter(events.ORGANISATION, label=gettext_lazy("Organisation"))
    person = OfKindFilter(events.PERSON, label=gettext_lazy("Person"))

    class Meta:
        model = Event
        fields: ClassVar[list[str]] = []

    @property
    def month_asked(self) -> str:
        """The year or month that is looked at, empty for everything."""
        return str(self.chosen.get("month", ""))

    @property
    def who(self) -> tuple[Any, ...]:
        """What the answers to this set depend on, but what records say."""
        return self.who_but()

    def who_but(self, *left_out: str) -> tuple[Any, ...]:
        """Return what the answers depend on where some filters are left out."""
        chosen = sorted(one for one in self.chosen.items() if one[0] not in left_out)
        return rights(self.user), get_current_timezone_name(), repr(chosen)

    @cached_property
    def counts(self) -> Counts:
        """How many there are by lane and time, whatever is chosen of these two."""
        year = year_of(self.month_asked)
        return remembered(
            ("moments", self.who_but("month", "lane"), year),
            lambda: count(self._whenever, year),
            lambda counts: counts.total(),
        )

    @cached_property
    def _whenever(self) -> Moments:
        """All that is left by everything but time and lane; each count and page begins here."""
        return self._but(("month", "lane"))

    def narrowed(self, queryset: Any, *, but: str = "") -> Any:
        """Apply all filters, or all but one."""
        if but and but not in ("month", "lane"):
            return self._but((but,))
        found = self._whenever
        for name in ("month", "lane"):
            if name != but and name in self.chosen:
                found = self.filters[name].filter(found, self.chosen[name])
        return found

    def _but(self, left_out: Collection[str]) -> Moments:
        queryset: Moments = self.queryset
        for name, value in self.chosen.items():
            if name not in left_out:
                queryset = self.filters[name].filter(queryset, value)
        since, until = (
            self.chosen.get(name) if name not in left_out else None for name in ("from", "to")
        )
        return self.in_period(queryset, since, until) if since or until else queryset

    def filter_queryset(self, queryset: Any) -> Any:
        """Apply every filter that has a usable value; how many are left is counted already."""
        return self.narrowed(queryset).with_known(
            Known(self.who, self._years, lambda: self.counts.total())
        )

    def _years(self) -> dict[str, int]:
        return self.counts.years(self.chosen.get("lane", ()), self.month_asked)

    def in_period(self, queryset: Any, since: date | None, until: date | None) -> Any:
        """Keep the moments whose time overlaps the period."""
        if since:
            start = days(since, since)[0]
            queryset = queryset.each(lambda kind, rows: rows.filter(**{f"{kind.end}__gt": start}))
        if until:
            end = days(until, until)[1]
            queryset = queryset.each(lambda kind, rows: rows.filter(**{f"{kind.start}__lt": end}))
        return queryset
