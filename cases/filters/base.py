"""The kinds of filter, and the set they stand in; only this file knows django-filter.

A value that cannot be used never stops a list: it is left out, and `ignored` says of which filter.
"""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django.db.models import Q
from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.filters.fields import DayField, MonthField, SeveralField
from cases.querysets.facets import Facet, existing
from cases.querysets.months import within_month
from cases.querysets.naming import named
from cases.querysets.years import Years, is_year
from kb.language.lists import listed
from kb.permissions import User
from kb.records.base import Record
from kb.records.reading import readable_or_none
from kb.records.spans import days

# Names that a class cannot have in Python.
ADDRESS_NAMES = {"since": "from", "until": "to"}
MAX_LENGTH = 100


class DayFilter(django_filters.Filter):
    """One end of a period; the set applies both ends together."""

    field_class = DayField

    def filter(self, qs: Any, value: Any) -> Any:
        """Leave the rows as they are."""
        return qs


class FacetFilter(django_filters.Filter):
    """Narrows by any of the chosen choices of a facet, with `all_of` by all of them together.

    One with `all_of` is offered only while something is chosen of it: links of counts lead there.
    """

    field_class = SeveralField

    def __init__(self, facet: Facet | None = None, *, all_of: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.facet = facet
        self.all_of = all_of
        self.kept = facet.kept if facet else None
        # Every other facet is counted under the same condition: it is made once.
        self._conditions: dict[tuple[str, ...], Q] = {}

    def filter(self, qs: Any, value: list[str]) -> Any:
        """Keep the rows under any of these choices, or under all."""
        assert self.facet is not None
        if self.all_of and len(value) > 1:
            for one in value:
                qs = self.filter(qs, [one])
            return qs
        condition = self._conditions.get(tuple(value))
        if condition is None:
            condition = self.parent.under(self.facet, value)
            self._conditions[tuple(value)] = condition
        return qs.filter(condition)


class YearFilter(FacetFilter):
    """Narrows by the years in which something went on."""

    def __init__(self, first: str, last: Any, *, kept: int | None = None, **kwargs: Any) -> None:
        super().__init__(label=gettext_lazy("Year"), **kwargs)
        self.years = Years(first, last)
        self.kept = kept

    def filter(self, qs: Any, value: list[str]) -> Any:
        """Keep the rows of any of these years."""
        return self.years.keep(qs, [int(year) for year in value])


class MonthFilter(django_filters.Filter):
    """Narrows moments by one year or month, as `cases/querysets/months.py` writes it."""

    field_class = MonthField

    def filter(self, qs: Any, value: str) -> Any:
        """Keep the moments of this year or month."""
        return qs.each(lambda kind, rows: within_month(rows, value, kind.time))


class NameFilter(django_filters.CharFilter):
    """Narrows by words of a name or title."""

    def __init__(self, *columns: str, other_names: str = "", **kwargs: Any) -> None:
        super().__init__(max_length=MAX_LENGTH, label=gettext_lazy("Find by name"), **kwargs)
        self.columns = columns
        self.other_names = other_names

    def filter(self, qs: Any, value: str) -> Any:
        """Keep the records in whose names all words occur, in either script."""
        return named(qs, value, *self.columns, other_names=self.other_names)


class ForgivingFilterSet(django_filters.FilterSet):
    """A filter set that uses what it can and names what it cannot."""

    # The honest time that `from` and `to` are about.
    dated: ClassVar[str] = ""

    def __init__(self, data: QueryDict, queryset: Any, user: User) -> None:
        super().__init__(data, queryset)
        self.user = user

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        """Return the filters by their names in addresses: a period is `from` and `to`."""
        return {ADDRESS_NAMES.get(name, name): one for name, one in super().get_filters().items()}

    def under(self, facet: Facet, value: list[str]) -> Q:
        """Return the condition for rows under any of these choices of a facet."""
        return facet.rows_under(value, self.user)

    @property
    def facets(self) -> dict[str, FacetFilter]:
        """The filters with choices to count, by name."""
        return {name: one for name, one in self.filters.items() if isinstance(one, FacetFilter)}

    @cached_property
    def _usable(self) -> tuple[dict[str, Any], list[str]]:
        return self._sift()

    @property
    def chosen(self) -> dict[str, Any]:
        """The values that are filtered by, by name."""
        return self._usable[0]

    @property
    def ignored(self) -> list[str]:
        """One sentence for each filter with a value that could not be used."""
        return self._usable[1]

    def _sift(self) -> tuple[dict[str, Any], list[str]]:
        """Return the usable values of all filters, and a sentence for each unusable one."""
        sentences = [
            self._sentence(name, self.data.getlist(name)[-1:]) for name in self.form.errors
        ]
        given = {name: value for name, value in self.form.cleaned_data.items() if value}
        if given.get("from") and given.get("to") and given["from"] > given["to"]:
            sentences.append(self._sentence("to", [str(given.pop("to"))]))
        for name, known in self._there(given).items():
            if now := self._moved(name, [one for one in given[name] if one not in known]):
                given[name] = list(dict.fromkeys(now.get(one, one) for one in given[name]))
                known |= set(now.values())
            if unknown := [one for one in given[name] if one not in known]:
                sentences.append(self._sentence(name, unknown))
            given[name] = [one for one in given[name] if one in known]
        return {name: value for name, value in given.items() if value}, sentences

    def _there(self, given: dict[str, Any]) -> dict[str, set[str]]:
        """Return, by facet, which of the given values exist for this reader; one query at most."""
        asked: dict[Facet, list[str]] = {}
        there: dict[str, set[str]] = {}
        for name, filter_ in self.facets.items():
            if name not in given:
                continue
            if filter_.facet is None:
                there[name] = {one for one in given[name] if is_year(one)}
            else:
                asked.setdefault(filter_.facet, []).extend(
                    one for one in given[name] if "\0" not in one and len(one) <= MAX_LENGTH
                )
        known = existing(asked, self.user)
        return there | {
            name: known[filter_.facet.name]
            for name, filter_ in self.facets.items()
            if name in given and filter_.facet is not None
        }

    def _moved(self, name: str, unknown: list[str]) -> dict[str, str]:
        """Return what the old addresses of merged and renamed records are now, of those chosen."""
        facet = self.facets[name].facet
        if facet is None or facet.choosable is None or not unknown:
            return {}
        model = facet.choosable(self.user).model
        if not issubclass(model, Record):
            return {}
        now = {}
        for slug in unknown:
            record = readable_or_none(model, slug, self.user) if len(slug) <= MAX_LENGTH else None
            if record is not None:
                now[slug] = str(record.slug)
        there = existing({facet: list(now.values())}, self.user)[facet.name] if now else set()
        return {old: new for old, new in now.items() if new in there}

    def _sentence(self, name: str, values: Iterable[str]) -> str:
        given = listed(values).replace("\0", "")
        return _("The filter “%(filter)s” has no value “%(value)s”: it was left out.") % {
            "filter": self.filters[name].label,
            "value": Truncator(given).chars(60),
        }

    @property
    def candidates(self) -> Any:
        """The rows left, where that is known without asking who may see each; else None."""
        return None

    def filter_queryset(self, queryset: Any) -> Any:
        """Apply every filter that has a usable value."""
        return self.narrowed(queryset)

    def narrowed(self, queryset: Any, *, but: str = "") -> Any:
        """Apply all filters, or all but one; without any, the same object comes back."""
        for name, value in self.chosen.items():
            if name != but:
                queryset = self.filters[name].filter(queryset, value)
        since, until = (self.chosen.get(name) if name != but else None for name in ("from", "to"))
        return self.in_period(queryset, since, until) if since or until else queryset

    def in_period(self, queryset: Any, since: date | None, until: date | None) -> Any:
        """Keep the rows whose time overlaps the period."""
        if since:
            queryset = queryset.filter(**{f"{self.dated}_end__gt": days(since, since)[0]})
        if until:
            queryset = queryset.filter(**{f"{self.dated}_start__lt": days(until, until)[1]})
        return queryset
