"""What each list may be narrowed by: any choice within a facet, all facets together."""

from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from cases.choices import Kept
from cases.filters.base import (
    DayFilter,
    FacetFilter,
    ForgivingFilterSet,
    NameFilter,
    YearFilter,
)
from cases.models import (
    Incident,
    Organisation,
    Outcome,
    Person,
    Response,
    Risk,
    Source,
    Statement,
)
from cases.querysets.facets import (
    Facet,
    incidents,
    organisations,
    outcomes,
    people,
    responses,
    risks,
    sources,
    statements,
)
from cases.querysets.incidents import LAST
from cases.standings.asking import admissions_of, stands_under
from cases.statistics.delays import DELAY


class IncidentFilterSet(ForgivingFilterSet):
    """Incidents by when, what kind, who, and how it was answered and ended."""

    since = DayFilter(label=pgettext_lazy("period", "From"))
    until = DayFilter(label=pgettext_lazy("period", "To"))
    year = YearFilter("began_start", LAST, kept=Kept.YEAR)
    type = FacetFilter(incidents.TYPE, label=gettext_lazy("Cluster and type"))
    severity = FacetFilter(incidents.SEVERITY, label=gettext_lazy("Severity"))
    status = FacetFilter(incidents.STATUS, label=gettext_lazy("Status"))
    organisation = FacetFilter(incidents.ORGANISATION, label=gettext_lazy("Organisation"))
    person = FacetFilter(incidents.PERSON, label=gettext_lazy("Person"))
    strategy = FacetFilter(incidents.STRATEGY, label=gettext_lazy("Response strategy"))
    outcome = FacetFilter(incidents.OUTCOME, label=gettext_lazy("Outcome"))
    channel = FacetFilter(incidents.CHANNEL, label=gettext_lazy("Channel"))
    topic = FacetFilter(incidents.TOPIC, label=gettext_lazy("Topic"))
    certainty = FacetFilter(incidents.CERTAINTY, label=gettext_lazy("Certainty"))

    class Meta:
        model = Incident
        fields: ClassVar[list[str]] = []

    @cached_property
    def admissions(self) -> list[int] | None:
        """What the reader passes of what is kept of incidents; None while that is not whole."""
        return admissions_of(self.user)

    def under(self, facet: Facet, value: list[str]) -> Q:
        """Return the condition for incidents under these choices, from what is kept if it can."""
        if self.admissions is None or facet.kept is None:
            return super().under(facet, value)
        return stands_under(facet, value, self.user, self.admissions)

    @property
    def candidates(self) -> Any:
        """The incidents left, when one of the filters keeps only what the reader may know of."""
        if self.admissions is None:
            return None
        known = (one.facet for name, one in self.facets.items() if name in self.chosen)
        if any(facet is not None and facet.fixed is None for facet in known):
            return self.narrowed(Incident.objects.all())
        return None

    def in_period(self, queryset: Any, since: date | None, until: date | None) -> Any:
        """Keep the incidents that went on at some time of the period."""
        return queryset.within(since, until)


class PersonFilterSet(ForgivingFilterSet):
    """People by name, where they work, and what they were part of."""

    q = NameFilter("name_en", "name_zh", other_names="person")
    organisation = FacetFilter(people.ORGANISATION, label=gettext_lazy("Organisation"))
    part = FacetFilter(people.PART, label=gettext_lazy("Part in incidents"))
    type = FacetFilter(people.TYPE, label=gettext_lazy("Cluster and type of incidents"))
    year = FacetFilter(people.YEAR, label=gettext_lazy("Year of incidents"))
    incidents = FacetFilter(people.INCIDENTS, label=gettext_lazy("Incidents"))

    class Meta:
        model = Person
        fields: ClassVar[list[str]] = []


class OrganisationFilterSet(ForgivingFilterSet):
    """Organisations by name, kind, what they belong to, and what they were part of."""

    q = NameFilter("name_en", "name_zh", other_names="organisation")
    kind = FacetFilter(organisations.KIND, label=gettext_lazy("Kind"))
    parent = FacetFilter(organisations.PARENT, label=gettext_lazy("Part of"))
    part = FacetFilter(organisations.PART, label=gettext_lazy("Part in incidents"))
    type = FacetFilter(organisations.TYPE, label=gettext_lazy("Cluster and type of incidents"))
    year = FacetFilter(organisations.YEAR, label=gettext_lazy("Year of incidents"))
    incidents = FacetFilter(organisations.INCIDENTS, label=gettext_lazy("Incidents"))

    class Meta:
        model = Organisation
        fields: ClassVar[list[str]] = []


class StatementFilterSet(ForgivingFilterSet):
    """Statements by title, time, kind, state, speaker, and what they are about."""

    dated = "said"

    q = NameFilter("title_en", "title_zh")
    since = DayFilter(label=pgettext_lazy("period", "From"))
    until = DayFilter(label=pgettext_lazy("period", "To"))
    kind = FacetFilter(statements.KIND, label=gettext_lazy("Kind"))
    state = FacetFilter(statements.STATE, label=gettext_lazy("State"))
    person = FacetFilter(statements.PERSON, label=gettext_lazy("Speaker (person)"))
    organisation = FacetFilter(
        statements.ORGANISATION, label=gettext_lazy("Speaker (organisation)")
    )
    channel = FacetFilter(statements.CHANNEL, label=gettext_lazy("Channel"))
    topic = FacetFilter(statements.TOPIC, label=gettext_lazy("Topic"))
    incident = FacetFilter(statements.INCIDENT, label=gettext_lazy("Incident"))
    year = YearFilter("said_start", "said_end")

    class Meta:
        model = Statement
        fields: ClassVar[list[str]] = []


class OutcomeFilterSet(ForgivingFilterSet):
    """Outcomes by what they touched, for whom, when, and in which incident."""

    dated = "when"

    q = NameFilter("what_en", "what_zh")
    since = DayFilter(label=pgettext_lazy("period", "From"))
    until = DayFilter(label=pgettext_lazy("period", "To"))
    kind = FacetFilter(outcomes.KIND, label=gettext_lazy("Kind"))
    type = FacetFilter(outcomes.TYPE, label=gettext_lazy("Cluster and type"))
    person = FacetFilter(outcomes.PERSON, label=gettext_lazy("For whom (person)"))
    organisation = FacetFilter(outcomes.ORGANISATION, label=gettext_lazy("For whom (organisation)"))
    metric = FacetFilter(outcomes.METRIC, label=gettext_lazy("Figures"))
    incident = FacetFilter(outcomes.INCIDENT, label=gettext_lazy("Incident"))
    certainty = FacetFilter(outcomes.CERTAINTY, label=gettext_lazy("Certainty"))
    year = YearFilter("when_start", "when_end")

    class Meta:
        model = Outcome
        fields: ClassVar[list[str]] = []


class ResponseFilterSet(ForgivingFilterSet):
    """Responses by strategy, channel, who spoke, when, and what came of it."""

    dated = "when"

    q = NameFilter("summary_en", "summary_zh")
    since = DayFilter(label=pgettext_lazy("period", "From"))
    until = DayFilter(label=pgettext_lazy("period", "To"))
    strategy = FacetFilter(responses.STRATEGY, label=gettext_lazy("Response strategy"))
    also_strategy = FacetFilter(
        responses.STRATEGY, all_of=True, label=gettext_lazy("Also by the strategy")
    )
    scheme = FacetFilter(responses.SCHEME, label=gettext_lazy("Coded by scheme"))
    also_scheme = FacetFilter(
        responses.SCHEME, all_of=True, label=gettext_lazy("Also coded by scheme")
    )
    channel = FacetFilter(responses.CHANNEL, label=gettext_lazy("Channel"))
    delay = FacetFilter(DELAY, label=gettext_lazy("After the first signal"))
    speaker = FacetFilter(responses.SPEAKER, label=gettext_lazy("Kind of speaker"))
    person = FacetFilter(responses.PERSON, label=gettext_lazy("Who (person)"))
    organisation = FacetFilter(responses.ORGANISATION, label=gettext_lazy("Who (organisation)"))
    type = FacetFilter(responses.TYPE, label=gettext_lazy("Cluster and type"))
    severity = FacetFilter(responses.SEVERITY, label=gettext_lazy("Severity"))
    topic = FacetFilter(responses.TOPIC, label=gettext_lazy("Topic"))
    outcome = FacetFilter(responses.OUTCOME, label=gettext_lazy("How the incident ended"))
    also_outcome = FacetFilter(
        responses.OUTCOME, all_of=True, label=gettext_lazy("Also ended with")
    )
    incident = FacetFilter(responses.INCIDENT, label=gettext_lazy("Incident"))
    certainty = FacetFilter(responses.CERTAINTY, label=gettext_lazy("Certainty"))
    year = YearFilter("when_start", "when_end")

    class Meta:
        model = Response
        fields: ClassVar[list[str]] = []


class RiskFilterSet(ForgivingFilterSet):
    """Risks by title, how they stand, how likely and grave they are, and whom they concern."""

    q = NameFilter("title_en", "title_zh")
    state = FacetFilter(risks.STATE, label=gettext_lazy("State"))
    likelihood = FacetFilter(risks.LIKELIHOOD, label=gettext_lazy("Likelihood"))
    impact = FacetFilter(risks.IMPACT, label=gettext_lazy("Severity if it happens"))
    type = FacetFilter(risks.TYPE, label=gettext_lazy("Cluster and type"))
    topic = FacetFilter(risks.TOPIC, label=gettext_lazy("Topic"))
    organisation = FacetFilter(risks.ORGANISATION, label=gettext_lazy("Organisation"))
    person = FacetFilter(risks.PERSON, label=gettext_lazy("Person"))

    class Meta:
        model = Risk
        fields: ClassVar[list[str]] = []


class SourceFilterSet(ForgivingFilterSet):
    """Sources by title, what they are, how far to trust them, and what cites them."""

    dated = "published"

    q = NameFilter("title_en", "title_zh")
    since = DayFilter(label=pgettext_lazy("period", "From"))
    until = DayFilter(label=pgettext_lazy("period", "To"))
    kind = FacetFilter(sources.KIND, label=gettext_lazy("Kind"))
    outlet = FacetFilter(sources.OUTLET, label=gettext_lazy("Outlet"))
    language = FacetFilter(sources.LANGUAGE, label=gettext_lazy("Language"))
    reliability = FacetFilter(sources.RELIABILITY, label=gettext_lazy("Reliability"))
    incident = FacetFilter(sources.INCIDENT, label=gettext_lazy("Cited by incidents"))
    year = YearFilter("published_start", "published_end")

    class Meta:
        model = Source
        fields: ClassVar[list[str]] = []
