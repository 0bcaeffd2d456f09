"""Many records at once, as live rows, for tests that count queries."""

import random
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from cases.choices import IncidentStatus, InvolvementRole, OrganisationKind, Severity
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
    Statement,
)
from kb.records.spans import parse_typed
from tests.factories.vocabulary import channel, crisis_type, outcome_kind, strategy, topic


@dataclass
class World:
    """What `bulk_world` made, each list in the order it was made."""

    incidents: list[Incident] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)


def _rows(model: type[Any], rows: list[dict[str, Any]]) -> list[Any]:
    now = timezone.now()
    state = {"live": True, "first_published_at": now, "last_published_at": now}
    taken = model._base_manager.count()
    slug = model._meta.model_name
    made = [
        model(slug=f"{slug}-of-many-{taken + number}", **state, **row)
        for number, row in enumerate(rows, 1)
    ]
    created: list[Any] = model._base_manager.bulk_create(made, batch_size=200)
    return created


def bulk_world(n: int, facts: int = 3, seed: int = 7) -> World:
    """Make n public incidents, each with `facts` events, responses and outcomes, all cited.

    Rows have no revisions and are not indexed for search; what they hold is the same for a seed.
    """
    pick = random.Random(seed)
    few = max(2, n // 10)
    world = World()
    world.people = _rows(
        Person, [{"name_en": f"Person {i}", "name_zh": f"人物{i}"} for i in range(few)]
    )
    world.organisations = _rows(
        Organisation,
        [
            {"name_en": f"House {i}", "name_zh": f"机构{i}", "kind": OrganisationKind.COMPANY}
            for i in range(few)
        ],
    )
    day = parse_typed("2020-01-01").start
    assert day is not None
    world.sources = _rows(
        Source,
        [
            {"title_en": f"Report {i}", "title_zh": f"报道{i}", "published": parse_typed("2026-01")}
            for i in range(few)
        ],
    )
    clusters = [crisis_type(key) for key in ("victim", "accidental", "preventable")]
    world.incidents = _rows(
        Incident,
        [
            {
                "title_en": f"Quarrel number {i}",
                "title_zh": f"第{i}场争吵",
                "verdict_en": f"Verdict {i}",
                "began": parse_typed(f"{day + timedelta(days=i):%Y-%m-%d}"),
                "status": pick.choice(IncidentStatus.values),
                "severity": pick.choice(Severity.values),
                "crisis_type": pick.choice(clusters),
            }
            for i in range(n)
        ],
    )
    world.statements = _rows(
        Statement,
        [
            {
                "title_en": f"Statement {i}",
                "words_en": f"Words {i}",
                "incident": incident,
                "person": pick.choice(world.people),
                "said": incident.began,
            }
            for i, incident in enumerate(world.incidents)
        ],
    )
    _facts(world, facts, pick)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as the server does by itself before long; SQLite never does
    return world


def _facts(world: World, facts: int, pick: random.Random) -> None:
    channels = [channel(key) for key in ("microblog", "launch-event", "press")]
    strategies = [strategy(code) for code in ("scct:denial", "scct:apology", "scct:excuse")]
    topics = [topic(key) for key in ("pay", "looks", "safety")]
    kind = outcome_kind()
    events, responses, outcomes, involvements = [], [], [], []
    for incident in world.incidents:
        for place in range(facts):
            shared = {"incident": incident, "when": incident.began, "sort_order": place}
            said = pick.choice(channels)
            events.append(Event(what_en=f"Event {place}", channel=said, **shared))
            responses.append(
                Response(
                    summary_en=f"Answer {place}",
                    person=pick.choice(world.people),
                    channel=said,
                    **shared,
                )
            )
            outcomes.append(Outcome(what_en=f"Outcome {place}", kind=kind, **shared))
        for place, actor in enumerate(
            (
                {"person": pick.choice(world.people)},
                {"organisation": pick.choice(world.organisations)},
            )
        ):
            involvements.append(
                Involvement(
                    incident=incident, role=InvolvementRole.SUBJECT, sort_order=place, **actor
                )
            )
    facts_by_name: dict[str, list[Any]] = {
        "event": Event.objects.bulk_create(events),
        "response": Response.objects.bulk_create(responses),
        "outcome": Outcome.objects.bulk_create(outcomes),
        "incident": list(world.incidents),
    }
    Involvement.objects.bulk_create(involvements)
    EventActor.objects.bulk_create(
        EventActor(event=event, person=pick.choice(world.people)) for event in events
    )
    Response.strategies.through.objects.bulk_create(
        Response.strategies.through(response=each, strategy=pick.choice(strategies))
        for each in responses
    )
    Incident.topics.through.objects.bulk_create(
        Incident.topics.through(incident=each, topic=pick.choice(topics))
        for each in world.incidents
    )
    Citation.objects.bulk_create(
        Citation(**{name: fact}, source=pick.choice(world.sources), quote="as it says")
        for name, rows in facts_by_name.items()
        for fact in rows
    )
