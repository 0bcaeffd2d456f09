"""Random worlds with hidden things in them, and what one person may know of them, by hand.

`ByHand` looks at one row after the other in plain Python: what facets and lists say is held
against it. One file, as what is made at random and what is known of it by hand change together.
"""

import random
from typing import Any

from django.contrib.auth.models import User

from cases.choices import (
    Certainty,
    IncidentStatus,
    InvolvementRole,
    OrganisationKind,
    SourceKind,
    SourceLanguage,
    Stance,
    StatementKind,
    StatementState,
)
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
    Role,
    Source,
    Statement,
)
from kb.records.spans import parse_typed
from tests import factories as make

DAYS = ("2024-12-30..2025-01-02", "2025-03", "2025", "2026-01-07 evening", "2026-02-01", "")


def restricted(pick: random.Random) -> dict[str, Any]:
    """Return a random state of a record: mostly public, sometimes not for everybody."""
    return pick.choices(
        [
            {"live": True},
            {"live": True, "audience": "groups"},
            {"live": False},
            {"live": True, "archived_at": parse_typed("2026-01-01").start},
        ],
        weights=[6, 3, 1, 1],
    )[0]


def cite(pick: random.Random, sources: list[Source], **fact: Any) -> None:
    for source in pick.sample(sources, pick.choice([0, 1, 1, 1, 2])):
        stance = pick.choices(Stance.values, weights=[5, 1, 1])[0]
        Citation.objects.create(source=source, stance=stance, quote="so it says", **fact)


def actor(pick: random.Random, people: list[Person], houses: list[Organisation]) -> dict[str, Any]:
    return pick.choice(
        [
            {"person": pick.choice(people)},
            {"organisation": pick.choice(houses)},
            {"group_en": "Fans"},
        ]
    )


def random_world(seed: int) -> None:
    """Make a small world of rows, some of them hidden from some people, straight in the tables."""
    pick = random.Random(seed)
    legal = make.legal_group()

    def several(model: Any, n: int, **fields: Any) -> list[Any]:
        rows = []
        for number in range(n):
            row = model(**restricted(pick), **{k: v(number) for k, v in fields.items()})
            row.save()
            if row.audience == "groups" and pick.random() < 0.7:
                row.audience_groups.add(legal)
            rows.append(row)
        return rows

    people = several(Person, 4, name_en=lambda n: f"Person {n}")
    houses = several(
        Organisation, 3, name_en=lambda n: f"House {n}", kind=lambda n: OrganisationKind.COMPANY
    )
    for house in houses[1:]:
        house.parent = pick.choice([None, houses[0]])
        house.save()
    sources = several(
        Source,
        4,
        title_en=lambda n: f"Source {n}",
        kind=lambda n: pick.choice(SourceKind.values[:2]),
        language=lambda n: pick.choice(["", *SourceLanguage.values]),
        reliability=lambda n: pick.choice(["", "A", "F"]),
        outlet=lambda n: pick.choice([None, *houses]),
        published=lambda n: parse_typed(pick.choice(DAYS)),
    )
    for person in people:
        for _ in range(pick.randint(0, 2)):
            role = Role.objects.create(
                person=person,
                organisation=pick.choice(houses),
                title_en="Head",
                own_knowledge=pick.random() < 0.2,
            )
            cite(pick, sources, role=role)
    cluster = make.crisis_type("preventable")
    types = [cluster, make.crisis_type("misdeed", parent=cluster), make.crisis_type("victim"), None]
    family = make.strategy("scct:deny")
    strategies = [
        family,
        make.strategy("scct:denial", parent=family),
        make.strategy("scct:scapegoat", parent=family),
        make.strategy("benoit:denial"),
    ]
    channels = [make.channel("microblog"), make.channel("press"), None]
    kinds = [make.outcome_kind("legal"), make.outcome_kind("policy")]
    topics = [make.topic("pay"), make.topic("looks")]
    incidents = several(
        Incident,
        9,
        title_en=lambda n: f"Quarrel {n}",
        began=lambda n: parse_typed(pick.choice(DAYS)),
        ended=lambda n: parse_typed(pick.choice(["", "", "2026-02-03"])),
        status=lambda n: pick.choice(IncidentStatus.values),
        certainty=lambda n: pick.choice(Certainty.values[:3]),
        severity=lambda n: pick.choice([None, 1, 3, 5]),
        crisis_type=lambda n: pick.choice(types),
    )
    for incident in incidents:
        cite(pick, sources, incident=incident)
        Incident.topics.through.objects.bulk_create(
            Incident.topics.through(incident=incident, topic=topic)
            for topic in pick.sample(topics, pick.randint(0, 2))
        )
        for _ in range(pick.randint(0, 2)):
            event = Event.objects.create(
                incident=incident, what_en="It", channel=pick.choice(channels)
            )
            cite(pick, sources, event=event)
            EventActor.objects.create(event=event, **actor(pick, people, houses))
        for _ in range(pick.randint(0, 2)):
            response = Response.objects.create(
                incident=incident,
                summary_en="So",
                when=parse_typed(pick.choice(DAYS)),
                certainty=pick.choice(Certainty.values[:3]),
                channel=pick.choice(channels),
                **actor(pick, people, houses),
            )
            cite(pick, sources, response=response)
            Response.strategies.through.objects.bulk_create(
                Response.strategies.through(response=response, strategy=strategy)
                for strategy in pick.sample(strategies, pick.randint(0, 3))
            )
        for _ in range(pick.randint(0, 2)):
            outcome = Outcome.objects.create(
                incident=incident,
                what_en="End",
                kind=pick.choice(kinds),
                when=parse_typed(pick.choice(DAYS)),
                certainty=pick.choice(Certainty.values[:3]),
                metric_en=pick.choice(["", "Followers"]),
                **actor(pick, people, houses),
            )
            cite(pick, sources, outcome=outcome)
        for _ in range(pick.randint(0, 2)):
            involvement = Involvement.objects.create(
                incident=incident,
                role=pick.choice(InvolvementRole.values[:3]),
                **actor(pick, people, houses),
            )
            cite(pick, sources, involvement=involvement)
    statements = several(
        Statement,
        6,
        title_en=lambda n: f"Statement {n}",
        kind=lambda n: pick.choice(StatementKind.values[:2]),
        state=lambda n: pick.choice(StatementState.values[:2]),
        said=lambda n: parse_typed(pick.choice(DAYS)),
        channel=lambda n: pick.choice(channels),
        incident=lambda n: pick.choice([None, *incidents]),
    )
    for statement in statements:
        for key, value in actor(pick, people, houses).items():
            setattr(statement, key, value)
        statement.save()
        Statement.topics.through.objects.bulk_create(
            Statement.topics.through(statement=statement, topic=topic)
            for topic in pick.sample(topics, pick.randint(0, 2))
        )


# --- The same by hand -----------------------------------------------------------------


class ByHand:
    """What one person may know, found by looking at one row after the other."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.groups = set(user.groups.values_list("pk", flat=True))

    def sees(self, record: Any) -> bool:
        if not record.live or record.archived_at:
            return False
        if self.user.is_superuser or record.audience == "all":
            return True
        return bool(self.groups & set(record.audience_groups.values_list("pk", flat=True)))

    def carried(self, fact: Any) -> tuple[bool, bool]:
        """Return whether anything is cited for a fact, and whether something open is."""
        cited = [c for c in fact.citations.all() if c.stance != Stance.CONTRADICTS]
        return bool(cited), any(self.sees(c.source) for c in cited)

    def incidents(self) -> list[Incident]:
        return [
            one
            for one in Incident.objects.all()
            if self.sees(one) and (self.user.is_superuser or self.carried(one)[1])
        ]

    def facts(self, incident: Incident, name: str) -> list[Any]:
        found = list(getattr(incident, name).all())
        if name == "involvements":
            return [one for one in found if self.carried(one)[1] or not self.carried(one)[0]]
        return [one for one in found if self.carried(one)[1]]

    def actors(self, incident: Incident, kind: str) -> set[str]:
        parts = [
            p for n in ("involvements", "responses", "outcomes") for p in self.facts(incident, n)
        ]
        parts += [p for event in self.facts(incident, "events") for p in event.actors.all()]
        found = [getattr(part, kind) for part in parts]
        return {one.slug for one in found if one is not None and self.sees(one)}

    def choices(self, incident: Incident) -> dict[str, set[str]]:
        """Return the choices an incident stands under, by facet."""
        crisis = incident.crisis_type
        strategies = {s for r in self.facts(incident, "responses") for s in r.strategies.all()}
        strategies |= {s.parent for s in strategies if s.parent}
        said = [*self.facts(incident, "events"), *self.facts(incident, "responses")]
        return {
            "year": self.years(incident),
            "type": {c.key for c in (crisis, crisis and crisis.parent) if c},
            "severity": {str(incident.severity)} if incident.severity else set(),
            "status": {incident.status},
            "organisation": self.actors(incident, "organisation"),
            "person": self.actors(incident, "person"),
            "strategy": {s.code for s in strategies},
            "outcome": {o.kind.key for o in self.facts(incident, "outcomes")},
            "channel": {one.channel.key for one in said if one.channel},
            "topic": {t.key for t in incident.topics.all()},
            "certainty": {incident.certainty},
        }

    @staticmethod
    def years(incident: Incident) -> set[str]:
        if not incident.began:
            return set()
        last = incident.ended.last_day or incident.began.last_day
        return {str(year) for year in range(incident.began.first_day.year, last.year + 1)}

    # --- The other lists: what stands on each, and under which choices ---------------------

    def rows(self, name: str) -> list[Any]:
        """Return what stands on a list for this person."""
        if name in ("outcomes", "responses"):
            return [fact for one in self.incidents() for fact in self.facts(one, name)]
        model = {"people": Person, "organisations": Organisation, "sources": Source}
        return [one for one in model.get(name, Statement).objects.all() if self.sees(one)]

    def named(self, record: Any) -> set[str]:
        """Return the address of a record as a set, empty for none and for a hidden one."""
        return {record.slug} if record is not None and self.sees(record) else set()

    def of_people(self, person: Person) -> dict[str, set[str]]:
        held = [r for r in person.roles.all() if r.own_knowledge or self.carried(r)[1]]
        houses = [self.named(role.organisation) for role in held]
        return {"organisation": set().union(*houses), **self.in_incidents("person", person)}

    def of_organisations(self, house: Organisation) -> dict[str, set[str]]:
        return {
            "kind": {house.kind},
            "parent": self.named(house.parent),
            **self.in_incidents("organisation", house),
        }

    def in_incidents(self, kind: str, record: Any) -> dict[str, set[str]]:
        """Return the choices somebody stands under by their part in incidents."""
        incidents = [one for one in self.incidents() if record.slug in self.actors(one, kind)]
        parts = [part for one in incidents for part in self.facts(one, "involvements")]
        return {
            "part": {part.role for part in parts if getattr(part, kind) == record},
            "type": {key for one in incidents for key in self.types(one)},
            "year": {str(one.began.first_day.year) for one in incidents if one.began},
            "incidents": {"with" if incidents else "without"},
        }

    @staticmethod
    def types(incident: Incident) -> set[str]:
        crisis = incident.crisis_type
        return {c.key for c in (crisis, crisis and crisis.parent) if c}

    def of_statements(self, one: Statement) -> dict[str, set[str]]:
        return {
            "kind": {one.kind},
            "state": {one.state},
            "person": self.named(one.person),
            "organisation": self.named(one.organisation),
            "channel": {one.channel.key} if one.channel else set(),
            "topic": {topic.key for topic in one.topics.all()},
            "incident": {one.incident.slug} if one.incident in self.incidents() else set(),
            "year": self.spanned(one.said),
        }

    def of_fact(self, fact: Any) -> dict[str, set[str]]:
        return {
            "type": self.types(fact.incident),
            "person": self.named(fact.person),
            "organisation": self.named(fact.organisation),
            "incident": {fact.incident.slug},
            "certainty": {fact.certainty},
            "year": self.spanned(fact.when),
        }

    def of_outcomes(self, one: Outcome) -> dict[str, set[str]]:
        return {
            "kind": {one.kind.key},
            "metric": {"with" if one.metric_en else "without"},
            **self.of_fact(one),
        }

    def of_responses(self, one: Response) -> dict[str, set[str]]:
        strategies = set(one.strategies.all())
        unstated = {"unstated"}
        stands = self.of_fact(one)
        return {
            **stands,
            "strategy": {s.code for s in strategies | {s.parent for s in strategies if s.parent}},
            "scheme": {s.scheme for s in strategies} or unstated,
            "channel": {one.channel.key} if one.channel else unstated,
            "outcome": {end.kind.key for end in self.facts(one.incident, "outcomes")} or unstated,
            "type": stands["type"] or unstated,
            "speaker": self.kind_of_speaker(one),
            "severity": {str(one.incident.severity)} if one.incident.severity else set(),
            "topic": {topic.key for topic in one.incident.topics.all()},
        }

    def kind_of_speaker(self, one: Response) -> set[str]:
        for kind in ("person", "organisation"):
            record = getattr(one, kind)
            if record is not None and self.sees(record):
                return {kind}
        return {"group"} if one.group_en else {"unstated"}

    def of_sources(self, source: Source) -> dict[str, set[str]]:
        return {
            "kind": {source.kind},
            "outlet": self.named(source.outlet),
            "language": {source.language} - {""},
            "reliability": {source.reliability} - {""},
            "incident": {one.slug for one in self.incidents() if self.cites(one, source)},
            "year": self.spanned(source.published),
        }

    def cites(self, incident: Incident, source: Source) -> bool:
        """Return whether an incident, or a fact of it this person may know of, cites a source."""
        facts: list[Any] = [incident]
        for name in ("events", "responses", "outcomes"):
            facts += self.facts(incident, name)
        for one in self.facts(incident, "involvements"):
            actor = one.person or one.organisation
            facts += [one] if actor is None or self.sees(actor) else []
        return any(c.source_id == source.pk for fact in facts for c in fact.citations.all())

    @staticmethod
    def spanned(when: Any) -> set[str]:
        if not when:
            return set()
        return {str(year) for year in range(when.first_day.year, when.last_day.year + 1)}


def random_query(seed: int, stands: list[dict[str, set[str]]]) -> dict[str, list[str]]:
    """Choose a few values of a few facets."""
    pick = random.Random(seed * 31)
    chosen: dict[str, list[str]] = {}
    for name in pick.sample(sorted(stands[0]), 3) if stands else ():
        values = sorted(set().union(*(one[name] for one in stands)))
        if values:
            chosen[name] = pick.sample(values, min(len(values), pick.choice([1, 1, 2])))
    return chosen


def matches(stand: dict[str, set[str]], chosen: dict[str, list[str]], but: str = "") -> bool:
    return all(stand[name] & set(values) for name, values in chosen.items() if name != but)
