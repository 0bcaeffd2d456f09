"""Everything one reader may know of an incident, assembled once for its page and the page blocks.

Nothing here depends on how many facts there are: each kind is one query, the people in all of them
are one, and so are the citations.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q

from cases.actors import actor_keys, attach_visible
from cases.evidence import Conflict, Evidence, NumberedSource, gather
from cases.guidance import (
    ShownLesson,
    ShownPage,
    lessons_and_write_ups,
    shown_lessons,
)
from cases.models import (
    Event,
    EventActor,
    Incident,
    IncidentLink,
    Involvement,
    Lesson,
    Outcome,
    Response,
    Statement,
)
from kb.permissions import User


@dataclass(frozen=True, slots=True)
class LinkedIncident:
    """Another incident, how it is linked, and why."""

    incident: Any
    kind: Any
    reason: Any


@dataclass
class Dossier:
    """An incident with its facts; each fact carries `shown_citations`."""

    incident: Any
    events: list[Any] = field(default_factory=list)
    responses: list[Any] = field(default_factory=list)
    outcomes: list[Any] = field(default_factory=list)
    involvements: list[Any] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    lessons: list[ShownLesson] = field(default_factory=list)
    links: list[LinkedIncident] = field(default_factory=list)
    write_ups: list[ShownPage] = field(default_factory=list)
    sources: list[NumberedSource] = field(default_factory=list)


def dossier(incident: Incident, request: Any) -> Dossier:
    """Return the whole dossier of an incident this person may read."""
    user = request.user
    lessons, write_ups = lessons_and_write_ups(incident, request)
    made = Dossier(
        incident,
        events=_events([incident], user),
        responses=_responses([incident], user),
        outcomes=_outcomes([incident], user),
        involvements=_involvements([incident], user),
        lessons=lessons,
        write_ups=write_ups,
        links=_links(incident, user),
    )
    facts = (made.events, made.responses, made.outcomes, made.involvements)
    evidence = gather(user, [incident], *facts)
    _attach(user, evidence, *facts)
    # In place: `facts` holds the same list.
    made.involvements[:] = [one for one in made.involvements if _is_of_somebody_known(one)]
    _name_answered_events(made)
    # In the order of the page, so that its first marker is number one.
    evidence.give([incident])
    for several in facts:
        evidence.give(several)
    made.conflicts = _conflicts(made, evidence)
    made.sources = evidence.sources
    return made


def dossiers(incidents: Sequence[Incident], request: Any) -> list[Dossier]:
    """Return what several incidents are compared by; as many queries for four as for one.

    Facts and lessons, without links, write-ups and conflicts. Sources are numbered across all of
    them, and each dossier has the same list of sources.
    """
    user = request.user
    made = {one.pk: Dossier(one) for one in incidents}
    facts: list[list[Any]] = [
        read(incidents, user) for read in (_events, _responses, _outcomes, _involvements)
    ]
    evidence = gather(user, incidents, *facts)
    _attach(user, evidence, *facts)
    facts[3] = [one for one in facts[3] if _is_of_somebody_known(one)]
    for name, found in zip(("events", "responses", "outcomes", "involvements"), facts, strict=True):
        for fact in found:
            getattr(made[fact.incident_id], name).append(fact)
    lessons = Lesson.objects.filter(incident__in=incidents).order_by("sort_order", "pk")
    for shown in shown_lessons(lessons, request):
        made[shown.lesson.incident_id].lessons.append(shown)
    for one in made.values():
        _name_answered_events(one)
        evidence.give([one.incident])
        for several in (one.events, one.responses, one.outcomes, one.involvements):
            evidence.give(several)
        one.sources = evidence.sources
    return list(made.values())


def timeline(incident: Incident, user: User) -> list[Any]:
    """Return the events of an incident this person may read, ready for a timeline."""
    return _alone(_events([incident], user), user)


def outcomes(incident: Incident, user: User) -> list[Any]:
    """Return the outcomes of an incident this person may read, ready for a table."""
    return _alone(_outcomes([incident], user), user)


def _alone(facts: list[Any], user: User) -> list[Any]:
    """Complete facts that are shown without the rest of their incident."""
    evidence = gather(user, facts)
    _attach(user, evidence, facts)
    evidence.give(facts)
    return facts


def _events(incidents: Sequence[Incident], user: User) -> list[Any]:
    actors = Prefetch("actors", EventActor.objects.order_by("sort_order", "pk"))
    events = Event.objects.of_any(incidents, user).by_time().select_related("channel")
    return list(events.prefetch_related(actors))


def _responses(incidents: Sequence[Incident], user: User) -> list[Any]:
    statements = Prefetch("statements", Statement.objects.visible_to(user))
    responses = Response.objects.of_any(incidents, user).by_time().select_related("channel")
    return list(responses.prefetch_related("strategies", statements))


def _outcomes(incidents: Sequence[Incident], user: User) -> list[Any]:
    return list(Outcome.objects.of_any(incidents, user).by_time().select_related("kind"))


def _involvements(incidents: Sequence[Incident], user: User) -> list[Any]:
    return list(Involvement.objects.of_any(incidents, user).order_by("sort_order", "pk"))


def _is_of_somebody_known(one: Involvement) -> bool:
    """Return whether the actor of an involvement, once attached, may be known of."""
    hidden_person = one.person_id is not None and one.person is None
    hidden_organisation = one.organisation_id is not None and one.organisation is None
    return not hidden_person and not hidden_organisation


def _attach(user: User, evidence: Evidence, *facts: list[Any]) -> None:
    """Load the people, and the outlets of sources, of these facts as the reader may see them."""
    parts: list[Any] = []
    for fact in (one for several in facts for one in several):
        parts += fact.actors.all() if isinstance(fact, Event) else [fact]
    attach_visible(user, [*actor_keys(parts), *evidence.outlet_keys()])


def _name_answered_events(made: Dossier) -> None:
    """Set `answered` on each response: the event it answers, None when it may not be seen."""
    events = {event.key: event for event in made.events}
    for response in made.responses:
        response.answered = events.get(response.answers)


def _conflicts(made: Dossier, evidence: Evidence) -> list[Conflict]:
    """Return the facts on which sources differ, in the order of the page."""
    found = [evidence.conflict(made.incident, made.incident.title)]
    found += [evidence.conflict(one, one.what, f"#{one.key}") for one in made.events]
    found += [evidence.conflict(one, one.summary, f"#{one.key}") for one in made.responses]
    found += [evidence.conflict(one, one.what, f"#{one.key}") for one in made.outcomes]
    found += [evidence.conflict(one, one.actor_name) for one in made.involvements]
    return [conflict for conflict in found if conflict is not None]


def _links(incident: Incident, user: User) -> list[LinkedIncident]:
    """Return the links from and to other incidents, each of which this person may read."""
    links = IncidentLink.objects.filter(Q(incident=incident) | Q(other=incident))
    others = {
        link: link.other_id if link.incident_id == incident.pk else link.incident_id
        for link in links.order_by("sort_order", "pk")
    }
    # Asked of these few alone: beside an OR, PostgreSQL would look through all that may be read.
    visible = Incident.objects.visible_to(user).in_bulk(set(others.values())) if others else {}
    return [
        LinkedIncident(visible[other], link.get_kind_display(), link.reason)
        for link, other in others.items()
        if other in visible
    ]
