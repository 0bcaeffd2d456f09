"""What a reader may narrow lists by. The only file of this app that knows django-filter.

A value that cannot be used never stops a list: it is left out, and `ignored` says of which filter.
"""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from cases.choices import OrganisationKind, Reliability, SourceKind, StatementKind, StatementState
from cases.models import Incident, Organisation, Outcome, Person, Response, Source, Statement
from cases.querysets import facets
from cases.querysets.facets import Facet
from cases.querysets.naming import named
from cases.querysets.options import options
from kb.language.codes import language
from kb.language.collation import sort_key
from kb.language.reading import read
from kb.permissions import User
from kb.records.spans import days

FIRST_YEAR, LAST_YEAR = 1900, 2199
MAX_CHOSEN = 50
# Names that a class cannot have in Python.
ADDRESS_NAMES = {"since": "from", "until": "to"}
MAX_LENGTH = 100


class DayField(forms.DateField):
    """A day of the years that the site knows of."""

    default_validators = [
        MinValueValidator(date(FIRST_YEAR, 1, 1)),
        MaxValueValidator(date(LAST_YEAR, 12, 31)),
    ]
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)


class SeveralField(forms.Field):
    """The values chosen of a facet; which of them exist is asked for all facets together."""

    widget = forms.SelectMultiple

    def clean(self, value: Any) -> list[str]:
        """Return what was given, without repetitions and empty values."""
        return [one for one in dict.fromkeys(value or []) if one][:MAX_CHOSEN]


class DayFilter(django_filters.Filter):
    """One end of a period; the set applies both ends together."""

    field_class = DayField

    def filter(self, qs: Any, value: Any) -> Any:
        """Leave the rows as they are."""
        return qs


class FacetFilter(django_filters.Filter):
    """Narrows by any of the chosen choices of a facet."""

    field_class = SeveralField

    def __init__(self, facet: Facet | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.facet = facet

    def filter(self, qs: Any, value: list[str]) -> Any:
        """Keep the incidents under any of these choices."""
        return qs.under(self.facet, value, self.parent.user)


class YearFilter(FacetFilter):
    """Narrows by the years in which an incident went on."""

    def filter(self, qs: Any, value: list[str]) -> Any:
        """Keep the incidents of any of these years."""
        return qs.in_years([int(year) for year in value])


class OptionFilter(django_filters.ChoiceFilter):
    """Narrows by one record or vocabulary row that occurs in the list."""

    def __init__(self, column: str, **kwargs: Any) -> None:
        super().__init__(field_name=column, choices=[], empty_label=gettext_lazy("All"), **kwargs)


class StrategyFilter(OptionFilter):
    """Narrows by one strategy of a scheme."""

    def filter(self, qs: Any, value: str) -> Any:
        """Keep the responses that use the strategy `scheme:key`."""
        scheme, _colon, key = value.partition(":")
        return qs.filter(strategies__scheme=scheme, strategies__key=key)


class KindFilter(django_filters.ChoiceFilter):
    """Narrows by one of fixed choices."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(empty_label=gettext_lazy("All"), **kwargs)


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

    @cached_property
    def _usable(self) -> tuple[dict[str, Any], list[str]]:
        return self.sift()

    @property
    def chosen(self) -> dict[str, Any]:
        """The values that are filtered by, by name."""
        return self._usable[0]

    @property
    def ignored(self) -> list[str]:
        """One sentence for each filter with a value that could not be used."""
        return self._usable[1]

    def sift(self) -> tuple[dict[str, Any], list[str]]:
        """Return the usable values of all filters, and a sentence for each unusable one."""
        sentences = [
            self._sentence(name, self.data.getlist(name)[-1:]) for name in self.form.errors
        ]
        given = {name: value for name, value in self.form.cleaned_data.items() if value}
        if given.get("from") and given.get("to") and given["from"] > given["to"]:
            sentences.append(self._sentence("to", [str(given.pop("to"))]))
        return given, sentences

    def _sentence(self, name: str, values: Iterable[str]) -> str:
        given = ", ".join(values).replace("\0", "")
        return _("The filter “%(filter)s” has no value “%(value)s”: it was left out.") % {
            "filter": self.filters[name].label,
            "value": Truncator(given).chars(60),
        }

    def filter_queryset(self, queryset: Any) -> Any:
        """Apply every filter that has a usable value."""
        return self.narrowed(queryset)

    def narrowed(self, queryset: Any, *, but: str = "") -> Any:
        """Apply all filters, or all but one; without any, the same object comes back."""
        for name, value in self.chosen.items():
            if name != but:
                queryset = self.filters[name].filter(queryset, value)
        since, until = self.chosen.get("from"), self.chosen.get("to")
        return self.in_period(queryset, since, until) if since or until else queryset

    def in_period(self, queryset: Any, since: date | None, until: date | None) -> Any:
        """Keep the rows whose time overlaps the period."""
        if since:
            queryset = queryset.filter(**{f"{self.dated}_end__gt": days(since, since)[0]})
        if until:
            queryset = queryset.filter(**{f"{self.dated}_start__lt": days(until, until)[1]})
        return queryset

    def offer(self, records: dict[str, str], vocabularies: Iterable[str] = ()) -> None:
        """Fill the option filters of these names with what occurs in the list."""
        reader = language(get_language())
        found = options(self.queryset, self.user, records, tuple(vocabularies))
        for key, rows in found.items():
            pairs = [(value, read(name, reader).text) for value, name in rows]
            if key in records:
                pairs.sort(key=lambda pair: sort_key(pair[1]))
            filter_ = next(one for one in self.filters.values() if _is_option(one, key))
            filter_.extra["choices"] = pairs


def _is_option(filter_: Any, key: str) -> bool:
    return isinstance(filter_, OptionFilter) and filter_.field_name.rsplit("__", 1)[0] == key


class IncidentFilterSet(ForgivingFilterSet):
    """The facets of the incident list: any choice within one, all of them together."""

    since = DayFilter(label=pgettext_lazy("period", "From"))
    until = DayFilter(label=pgettext_lazy("period", "To"))
    year = YearFilter(label=gettext_lazy("Year"))
    type = FacetFilter(facets.TYPE, label=gettext_lazy("Cluster and type"))
    severity = FacetFilter(facets.SEVERITY, label=gettext_lazy("Severity"))
    status = FacetFilter(facets.STATUS, label=gettext_lazy("Status"))
    organisation = FacetFilter(facets.ORGANISATION, label=gettext_lazy("Organisation"))
    person = FacetFilter(facets.PERSON, label=gettext_lazy("Person"))
    strategy = FacetFilter(facets.STRATEGY, label=gettext_lazy("Response strategy"))
    outcome = FacetFilter(facets.OUTCOME, label=gettext_lazy("Outcome"))
    channel = FacetFilter(facets.CHANNEL, label=gettext_lazy("Channel"))
    topic = FacetFilter(facets.TOPIC, label=gettext_lazy("Topic"))
    certainty = FacetFilter(facets.CERTAINTY, label=gettext_lazy("Certainty"))

    class Meta:
        model = Incident
        fields: ClassVar[list[str]] = []

    def sift(self) -> tuple[dict[str, Any], list[str]]:
        """Return the values that exist for this reader, and a sentence about all others."""
        given, sentences = super().sift()
        asked = {
            filter_.facet: [
                one for one in given[name] if "\0" not in one and len(one) <= MAX_LENGTH
            ]
            for name, filter_ in self.filters.items()
            if isinstance(filter_, FacetFilter) and filter_.facet and name in given
        }
        there = facets.existing(asked, self.user)
        if "year" in given:
            there["year"] = {one for one in given["year"] if _is_year(one)}
        for name, known in there.items():
            if unknown := [one for one in given[name] if one not in known]:
                sentences.append(self._sentence(name, unknown))
            given[name] = [one for one in given[name] if one in known]
        return {name: value for name, value in given.items() if value}, sentences

    def in_period(self, queryset: Any, since: date | None, until: date | None) -> Any:
        """Keep the incidents that went on at some time of the period."""
        return queryset.within(since, until)


def _is_year(text: str) -> bool:
    is_number = len(text) == 4 and text.isascii() and text.isdigit()
    return is_number and FIRST_YEAR <= int(text) <= LAST_YEAR


class PersonFilterSet(ForgivingFilterSet):
    """People by name."""

    q = NameFilter("name_en", "name_zh", other_names="person")

    class Meta:
        model = Person
        fields: ClassVar[list[str]] = []


class OrganisationFilterSet(ForgivingFilterSet):
    """Organisations by name and kind."""

    q = NameFilter("name_en", "name_zh", other_names="organisation")
    kind = KindFilter(choices=OrganisationKind.choices, label=gettext_lazy("Kind"))

    class Meta:
        model = Organisation
        fields: ClassVar[list[str]] = []


class StatementFilterSet(ForgivingFilterSet):
    """Statements by title, kind, state and speaker."""

    q = NameFilter("title_en", "title_zh")
    kind = KindFilter(choices=StatementKind.choices, label=gettext_lazy("Kind"))
    state = KindFilter(choices=StatementState.choices, label=gettext_lazy("State"))
    person = OptionFilter("person__slug", label=gettext_lazy("Speaker (person)"))
    organisation = OptionFilter("organisation__slug", label=gettext_lazy("Speaker (organisation)"))

    class Meta:
        model = Statement
        fields: ClassVar[list[str]] = []

    def __init__(self, data: QueryDict, queryset: Any, user: User) -> None:
        super().__init__(data, queryset, user)
        self.offer({"person": "Person", "organisation": "Organisation"})


class OutcomeFilterSet(ForgivingFilterSet):
    """Outcomes by kind, incident, time, and for whom."""

    dated = "when"

    q = NameFilter("what_en", "what_zh")
    kind = OptionFilter("kind__key", label=gettext_lazy("Kind"))
    incident = OptionFilter("incident__slug", label=gettext_lazy("Incident"))
    person = OptionFilter("person__slug", label=gettext_lazy("For whom (person)"))
    organisation = OptionFilter("organisation__slug", label=gettext_lazy("For whom (organisation)"))
    since = DayFilter(label=pgettext_lazy("period", "From"))
    until = DayFilter(label=pgettext_lazy("period", "To"))

    class Meta:
        model = Outcome
        fields: ClassVar[list[str]] = []

    def __init__(self, data: QueryDict, queryset: Any, user: User) -> None:
        super().__init__(data, queryset, user)
        self.offer(
            {"incident": "Incident", "person": "Person", "organisation": "Organisation"}, ["kind"]
        )


class ResponseFilterSet(ForgivingFilterSet):
    """Responses by who spoke, channel, strategy and incident."""

    dated = "when"

    q = NameFilter("summary_en", "summary_zh")
    person = OptionFilter("person__slug", label=gettext_lazy("Who (person)"))
    organisation = OptionFilter("organisation__slug", label=gettext_lazy("Who (organisation)"))
    channel = OptionFilter("channel__key", label=gettext_lazy("Channel"))
    strategy = StrategyFilter("strategies__key", label=gettext_lazy("Response strategy"))
    incident = OptionFilter("incident__slug", label=gettext_lazy("Incident"))

    class Meta:
        model = Response
        fields: ClassVar[list[str]] = []

    def __init__(self, data: QueryDict, queryset: Any, user: User) -> None:
        super().__init__(data, queryset, user)
        self.offer(
            {"person": "Person", "organisation": "Organisation", "incident": "Incident"},
            ["channel", "strategies"],
        )


class SourceFilterSet(ForgivingFilterSet):
    """Sources by title, kind, outlet, date and reliability."""

    dated = "published"

    q = NameFilter("title_en", "title_zh")
    kind = KindFilter(choices=SourceKind.choices, label=gettext_lazy("Kind"))
    outlet = OptionFilter("outlet__slug", label=gettext_lazy("Outlet"))
    reliability = KindFilter(choices=Reliability.choices, label=gettext_lazy("Reliability"))
    since = DayFilter(label=pgettext_lazy("period", "From"))
    until = DayFilter(label=pgettext_lazy("period", "To"))

    class Meta:
        model = Source
        fields: ClassVar[list[str]] = []

    def __init__(self, data: QueryDict, queryset: Any, user: User) -> None:
        super().__init__(data, queryset, user)
        self.offer({"outlet": "Organisation"})
