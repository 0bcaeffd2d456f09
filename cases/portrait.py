"""What one reader may know of a person or an organisation: assembled once for their pages."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from cases.actors import actor_keys, attach_visible
from cases.evidence import Conflict, NumberedSource, gather
from cases.life import Life, Span, life
from cases.models import (
    Event,
    EventActor,
    Incident,
    Involvement,
    Milestone,
    Organisation,
    Outcome,
    Person,
    Response,
    Role,
    Source,
    Statement,
)
from cases.shown_moments import citable, named_in
from kb.permissions import User

# A page shows so many of each kind, and leads to the list of all.
MOST = 25
# So many roles: an outlet or a ministry has had hundreds of people.
MOST_ROLES = 100


@dataclass
class Part:
    """An incident somebody is part of, and as what, each once."""

    incident: Any
    as_what: list[str] = field(default_factory=list)


@dataclass
class Parts:
    """All that somebody is part of: the latest incidents, and of all of them when and as what.

    `ways` are by the key of the incident, `begins` its first and last possible moment (None for
    unknown).
    """

    latest: list[Part]
    ways: dict[int, list[str]]
    begins: dict[int, Span]


@dataclass
class Portrait:
    """Somebody's roles, life, incidents and words; facts carry `shown_citations`."""

    record: Any
    aliases: list[Any]
    roles: list[Any]
    all_roles: int
    life: Life
    incidents: list[Part]
    all_incidents: int
    responses: list[Any]
    outcomes: list[Any]
    statements: list[Any]
    conflicts: list[Conflict]
    sources: list[NumberedSource]
    divisions: list[Any] = field(default_factory=list)
    published: list[Any] = field(default_factory=list)


def portrait(record: Person | Organisation, user: User) -> Portrait:
    """Return what this person may know of somebody they may see."""
    kind = "person" if isinstance(record, Person) else "organisation"
    named: dict[str, Any] = {kind: record}
    every_role = _roles(named, user)
    roles = every_role[:MOST_ROLES]
    milestones = list(Milestone.objects.filter(**named).supported_for(user).by_time())
    responses = _of(Response, named, user, "channel")
    outcomes = _of(Outcome, named, user, "kind")
    parts = _parts(named, user)
    statements = Statement.objects.visible_to(user).filter(**named).order_by("-said_start", "pk")
    said = list(statements[: MOST + 1])
    latest = [part.incident for part in parts.latest]
    there = [*latest, *every_role, *milestones, *responses, *outcomes, *said]
    lived = life(record, parts.ways, parts.begins, there, user)
    cited = citable(lived.facts)
    evidence = gather(user, roles, milestones, cited, responses, outcomes)
    keys = [*named_in(lived.facts), *actor_keys([*responses, *outcomes])]
    attach_visible(user, [*keys, *evidence.outlet_keys()])
    for facts in (roles, milestones, cited, responses, outcomes):
        evidence.give(facts)
    conflicts = [evidence.conflict(role, role.title) for role in roles]
    conflicts += [evidence.conflict(one, one.what, f"#{one.key}") for one in milestones]
    made = Portrait(
        record,
        aliases=list(record.aliases.order_by("sort_order", "pk")),
        roles=roles,
        all_roles=len(every_role),
        life=lived,
        incidents=parts.latest,
        all_incidents=len(parts.begins),
        responses=responses,
        outcomes=outcomes,
        statements=said,
        conflicts=[conflict for conflict in conflicts if conflict],
        sources=evidence.sources,
    )
    if isinstance(record, Organisation):
        _complete(made, user)
    return made


def _complete(made: Portrait, user: User) -> None:
    """Add what only an organisation has: what it is part of, its parts, and what it published."""
    organisations = Organisation.objects.visible_to(user)
    whole = made.record.parent_id
    parent = organisations.filter(pk=whole).first() if whole else None
    Organisation._meta.get_field("parent").set_cached_value(made.record, parent)
    made.divisions = list(organisations.filter(parent=made.record).order_by("kind", "pk"))
    published = Source.objects.visible_to(user).filter(outlet=made.record)
    made.published = list(published.order_by("-published_start", "pk")[: MOST + 1])


def _roles(named: dict[str, Any], user: User) -> list[Any]:
    """Return the roles of a person, or in an organisation, both ends of which may be seen."""
    people, organisations = Person.objects.visible_to(user), Organisation.objects.visible_to(user)
    roles = Role.objects.filter(**named, person__in=people, organisation__in=organisations)
    ordered = roles.supported_for(user).order_by("-ended_precision", "sort_order", "pk")
    return list(
        ordered.prefetch_related(
            Prefetch("person", people), Prefetch("organisation", organisations)
        )
    )


def _of(model: Any, named: dict[str, Any], user: User, vocabulary: str) -> list[Any]:
    """Return the latest facts of an actor in incidents that may be read, one more than is shown."""
    facts = model.objects.filter(**named).shown_to(user).latest_first()
    return list(facts.select_related("incident", vocabulary)[: MOST + 1])


def _parts(named: dict[str, Any], user: User) -> Parts:
    """Return the incidents somebody is part of, newest first, with every way in which they are."""
    ways: dict[int, dict[str, None]] = {}

    def add(rows: Iterable[tuple[int, str]]) -> None:
        for incident, way in rows:
            ways.setdefault(incident, {})[way] = None

    involvements = Involvement.objects.filter(**named).shown_to(user)
    add((one.incident_id, one.get_role_display()) for one in involvements)
    events = EventActor.objects.filter(**named, event__in=Event.objects.shown_to(user))
    name = str(Event._meta.verbose_name)
    add((key, name) for key in events.values_list("event__incident_id", flat=True).distinct())
    for model in (Response, Outcome):
        name = str(model._meta.verbose_name)
        facts = model.objects.filter(**named).shown_to(user).order_by()
        add((key, name) for key in facts.values_list("incident_id", flat=True).distinct())
    return _shown_parts({key: list(one) for key, one in ways.items()}, user)


def _shown_parts(ways: dict[int, list[str]], user: User) -> Parts:
    """Return of these incidents those that may be read; only the latest are fetched."""
    visible = Incident.objects.visible_to(user)
    ordered = visible.filter(pk__in=ways).latest_first()
    if len(ways) <= MOST:
        latest = list(ordered)
        begins = {one.pk: (one.began_start, one.began_end) for one in latest}
    else:
        rows = ordered.values_list("pk", "began_start", "began_end")
        begins = {pk: (start, end) for pk, start, end in rows}
        latest = list(visible.filter(pk__in=list(begins)[:MOST]).latest_first())
    return Parts([Part(one, ways[one.pk]) for one in latest], ways, begins)
