"""Facet counts against a count by hand, over random worlds with hidden things in them."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cases.choices import Certainty, IncidentStatus, InvolvementRole, OrganisationKind, Stance
from cases.filters import FacetFilter, IncidentFilterSet
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
from cases.querysets.facets import count_choices
from cases.views.facet_column import shown_facets
from kb.records.spans import parse_typed
from tests import factories as make

pytestmark = pytest.mark.django_db

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
    sources = several(Source, 4, title_en=lambda n: f"Source {n}")
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
                **actor(pick, people, houses),
            )
            cite(pick, sources, outcome=outcome)
        for _ in range(pick.randint(0, 2)):
            involvement = Involvement.objects.create(
                incident=incident, role=InvolvementRole.CRITIC, **actor(pick, people, houses)
            )
            cite(pick, sources, involvement=involvement)


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


@pytest.fixture(params=range(6))
def world(request: pytest.FixtureRequest, db: None) -> Iterator[int]:
    """The seed of a random world that is there."""
    with translation.override("en"):
        random_world(request.param)
        yield request.param


@pytest.mark.parametrize("name", ["reader", "legal", "administrator"])
def test_every_count_is_what_counting_by_hand_gives(
    world: int, name: str, persona: Callable[[str], User]
) -> None:
    user = persona(name)
    hand = ByHand(user)
    incidents = hand.incidents()
    stands = [hand.choices(one) for one in incidents]
    chosen = random_query(world, stands)
    query = QueryDict(mutable=True)
    for facet, values in chosen.items():
        query.setlist(facet, values)
    filters = IncidentFilterSet(query, Incident.objects.visible_to(user), user)

    listed = {one.pk for one in filters.qs}
    expected = {
        one.pk for one, stand in zip(incidents, stands, strict=True) if matches(stand, chosen)
    }
    assert listed == expected
    assert filters.ignored == []
    shown = {facet.name: facet for facet in shown_facets(filters)}
    for facet in filters.filters:
        if facet in ("from", "to"):
            continue
        counts: Counter[str] = Counter()
        for stand in stands:
            for value in stand[facet]:
                counts[value] += matches(stand, chosen, but=facet)
        choices = shown[facet].choices if facet in shown else []
        assert {one.value: one.count for one in choices} == dict(counts), facet
        assert {one.value for one in choices if one.chosen} == set(chosen.get(facet, []))


def test_nobody_who_is_not_signed_in_is_shown_a_choice(world: int) -> None:
    nobody = AnonymousUser()
    filters = IncidentFilterSet(QueryDict(), Incident.objects.visible_to(nobody), nobody)
    assert shown_facets(filters) == []


def test_each_facet_is_one_query_whatever_the_number_of_its_branches(reader: User) -> None:
    make.bulk_world(10)
    visible = Incident.objects.visible_to(reader)
    query = QueryDict("status=open&person=person-of-many-1&channel=press")
    filters = IncidentFilterSet(query, visible, reader)
    assert filters.ignored == []
    for name, one in filters.filters.items():
        if isinstance(one, FacetFilter) and one.facet:
            with CaptureQueriesContext(connection) as queries:
                count_choices(one.facet, reader, visible, filters.narrowed(visible, but=name))
            assert len(queries) == 1, name


def test_a_cluster_includes_its_types_and_a_family_its_strategies(reader: User) -> None:
    cluster = make.crisis_type("preventable")
    kind = make.crisis_type("misdeed", parent=cluster)
    family = make.strategy("scct:deny")
    denial = make.strategy("scct:denial", parent=family)
    found = make.incident(
        "One", make.response(strategies=[denial]), crisis_type=kind, status=IncidentStatus.OPEN
    )
    make.incident("Other", make.response(strategies=[make.strategy("scct:apology")]))
    for query in ("type=preventable", "type=misdeed", "strategy=scct:deny", "strategy=scct:denial"):
        filters = IncidentFilterSet(QueryDict(query), Incident.objects.visible_to(reader), reader)
        assert list(filters.qs) == [found], query
        assert filters.ignored == []


def test_labels_of_choices_are_in_the_readers_writing(reader: User) -> None:
    topic = make.topic("pay")
    type(topic).objects.filter(pk=topic.pk).update(label_zh_hant="薪酬", label_zh_hans="薪水")
    make.incident("One · 一", make.involvement(make.person("Wang Min · 王敏")), topics=[topic])
    with translation.override("zh-hant"):
        visible = Incident.objects.visible_to(reader)
        shown = {
            one.name: one for one in shown_facets(IncidentFilterSet(QueryDict(), visible, reader))
        }
    assert [one.label for one in shown["topic"].choices] == ["薪酬"]
    assert [one.label for one in shown["person"].choices] == ["王敏"]
