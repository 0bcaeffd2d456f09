"""Working out what incidents stand under, and for whom: as their page and their list would say it.

The same rules as `visible_to` and `supported_for`, asked once for everybody instead of once for
each reader; a test compares what both say of random worlds.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from cases.choices import Certainty, IncidentStatus, Kept, Severity
from cases.models import (
    Citation,
    Event,
    EventActor,
    Incident,
    Involvement,
    Organisation,
    Outcome,
    Person,
    Response,
    Source,
)
from cases.querysets.years import years_of
from cases.standings.admissions import Admitted, Groups, all_of, any_of, smallest
from kb.records.base import Audience

# What stands where: (facet, choice, incident), and who may know it.
Stands = dict[tuple[int, int, int], Admitted]

STATUSES, CERTAINTIES = list(IncidentStatus), list(Certainty)
SEVERITIES = list(Severity)
_FACTS = (("event", Event), ("response", Response), ("outcome", Outcome))


def work_out(incidents: Collection[int]) -> Stands:
    """Return what these incidents stand under; one that is not published stands under nothing."""
    known = _Known(incidents)
    found: dict[tuple[int, int, int], set[frozenset[int]]] = defaultdict(set)
    for facet, choice, incident, groups in known.all():
        found[facet, choice, incident] |= all_of(*known.readers[incident], *groups)
    return {stands: smallest(sets) for stands, sets in found.items()}


@dataclass(frozen=True, slots=True)
class _Fact:
    """One fact that somebody may know: of which incident, and who may check it."""

    incident: int
    groups: Groups


class _Known:
    """The incidents and facts that are published, with who may know them, read in few queries."""

    def __init__(self, incidents: Collection[int]) -> None:
        published = Incident._base_manager.filter(pk__in=incidents, live=True, archived_at=None)
        self.incidents = {one.pk: one for one in published.select_related("crisis_type")}
        cited = {name: _citations(name, self.incidents) for name, _model in _FACTS}
        own = _citations("incident", self.incidents)
        loose = _citations("involvement", self.incidents)
        holding = [source for of in (own, loose, *cited.values()) for source in of.values()]
        self.sources = _audiences(Source, chain.from_iterable(holding))
        audiences = _audiences(Incident, self.incidents)
        # Administrators read an incident whatever holds it.
        self.readers: dict[int, tuple[Groups, ...]] = {
            pk: (audiences[pk], self._open(own[pk]) if self._open_to_some(own[pk]) else frozenset())
            for pk in self.incidents
        }
        self.facts = {name: self._facts(model, cited[name]) for name, model in _FACTS}
        self.facts["involvement"] = self._facts(Involvement, loose, needs_none=True)

    def _open_to_some(self, sources: Iterable[int]) -> bool:
        return any(one in self.sources for one in sources)

    def _open(self, sources: Iterable[int]) -> Groups:
        return any_of(self.sources[one] for one in sources if one in self.sources)

    def _facts(
        self, model: type[Any], cited: dict[int, list[int]], *, needs_none: bool = False
    ) -> dict[int, _Fact]:
        found = {}
        own = ["own_knowledge"] if hasattr(model, "own_knowledge") else []
        rows = model._base_manager.filter(incident__in=self.incidents)
        for pk, incident, *known in rows.values_list("pk", "incident_id", *own):
            if any(known) or (needs_none and not cited[pk]):
                found[pk] = _Fact(incident, None)
            elif self._open_to_some(cited[pk]):
                found[pk] = _Fact(incident, self._open(cited[pk]))
        return found

    def all(self) -> Iterator[tuple[int, int, int, tuple[Groups, ...]]]:
        """Yield facet, choice, incident, and whom the records beside the incident admit."""
        for incident in self.incidents.values():
            for facet, choice in _own(incident):
                yield facet, choice, incident.pk, ()
        topics = Incident.topics.through._base_manager.filter(incident__in=self.incidents)
        for incident, topic in topics.values_list("incident_id", "topic_id"):
            yield Kept.TOPIC, topic, incident, ()
        yield from self._vocabularies()
        yield from self._names()

    def _vocabularies(self) -> Iterator[tuple[int, int, int, tuple[Groups, ...]]]:
        of_facts: tuple[tuple[int, str, type[Any], str], ...] = (
            (Kept.CHANNEL, "event", Event, "channel_id"),
            (Kept.CHANNEL, "response", Response, "channel_id"),
            (Kept.OUTCOME, "outcome", Outcome, "kind_id"),
            (Kept.STRATEGY, "response", Response, "strategies"),
            (Kept.STRATEGY, "response", Response, "strategies__parent_id"),
        )
        for facet, name, model, column in of_facts:
            if not self.facts[name]:
                continue
            rows = model._base_manager.filter(incident__in=self.incidents)
            for pk, choice in rows.values_list("pk", column):
                if choice is not None and (fact := self.facts[name].get(pk)):
                    yield facet, choice, fact.incident, (fact.groups,)

    def _names(self) -> Iterator[tuple[int, int, int, tuple[Groups, ...]]]:
        rows = [
            (self.facts[name].get(pk), person, organisation)
            for name, model in (*_FACTS[1:], ("involvement", Involvement))
            if self.facts[name]
            for pk, person, organisation in model._base_manager.filter(
                incident__in=self.incidents
            ).values_list("pk", "person_id", "organisation_id")
        ]
        if events := self.facts["event"]:
            actors = EventActor._base_manager.filter(event__incident__in=self.incidents)
            rows += [
                (events.get(event), person, organisation)
                for event, person, organisation in actors.values_list(
                    "event_id", "person_id", "organisation_id"
                )
            ]
        people = _audiences(Person, (person for _fact, person, _other in rows))
        houses = _audiences(Organisation, (house for _fact, _other, house in rows))
        for fact, person, organisation in rows:
            if fact is None:
                continue
            for facet, key, there in (
                (Kept.PERSON, person, people),
                (Kept.ORGANISATION, organisation, houses),
            ):
                if key in there:
                    yield facet, key, fact.incident, (fact.groups, there[key])


def _own(incident: Incident) -> Iterator[tuple[int, int]]:
    """Yield what an incident says of itself: facet and choice."""
    yield Kept.STATUS, STATUSES.index(IncidentStatus(incident.status))
    yield Kept.CERTAINTY, CERTAINTIES.index(Certainty(incident.certainty))
    if incident.severity is not None:
        yield Kept.SEVERITY, SEVERITIES.index(Severity(incident.severity))
    if incident.crisis_type is not None:
        yield Kept.TYPE, incident.crisis_type.pk
        if incident.crisis_type.parent_id is not None:
            yield Kept.TYPE, incident.crisis_type.parent_id
    for year in years_of(incident.began_start, incident.ended_end or incident.began_end):
        yield Kept.YEAR, year


def _citations(name: str, incidents: Collection[int]) -> dict[int, list[int]]:
    """Return the sources that hold up each fact of a kind, by the key of the fact."""
    found: dict[int, list[int]] = defaultdict(list)
    path = "incident" if name == "incident" else f"{name}__incident"
    rows = Citation.objects.filter(**{f"{path}__in": incidents, f"{name}__isnull": False})
    for fact, source in rows.that_carry().values_list(f"{name}_id", "source_id"):
        found[fact].append(source)
    return found


def _audiences(model: type[Any], keys: Iterable[int | None]) -> dict[int, Groups]:
    """Return whom records admit; those that are not published are left out."""
    if not (asked := {one for one in keys if one is not None}):
        return {}
    rows = model._base_manager.filter(pk__in=asked)
    published = rows.filter(live=True, archived_at=None).values_list("pk", "audience")
    audiences = dict(published)
    closed = [pk for pk, audience in audiences.items() if audience != Audience.ALL]
    groups: dict[int, set[int]] = defaultdict(set)
    if closed:
        key = f"{model._meta.model_name}_id"
        named = model.audience_groups.through._base_manager.filter(**{f"{key}__in": closed})
        for pk, group in named.values_list(key, "group_id"):
            groups[pk].add(group)
    return {
        pk: None if audience == Audience.ALL else frozenset(groups[pk])
        for pk, audience in audiences.items()
    }
