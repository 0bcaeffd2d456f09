"""What one may not see does not exist: every reader page with and without the hidden thing."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cases.models import (
    Citation,
    Event,
    Incident,
    Source,
)
from tests import factories as make

pytestmark = pytest.mark.django_db

LISTS = (
    "incidents/",
    "incidents/?sort=title",
    "incidents/?status=open",
    "incidents/?person=canary-person",
    "incidents/?organisation=canary-house",
    "people/",
    "people/?q=canary",
    "organisations/",
    "organisations/?q=canary",
    "statements/",
    "outcomes/",
    "outcomes/?person=canary-person",
    "responses/",
    "responses/?incident=canary-incident",
    "sources/",
    "sources/?outlet=canary-house",
    "people/?organisation=canary-house",
    "people/?part=critic&incidents=with",
    "organisations/?parent=canary-house&year=1999",
    "statements/?incident=canary-incident&person=canary-person",
    "outcomes/?organisation=canary-house",
    "sources/?incident=canary-incident&year=1999",
)
DETAILS = (
    "incidents/open-quarrel/",
    "people/wang-min/",
    "organisations/lantern/",
    "sources/a-report/",
    "statements/a-statement/",
)


class PublicWorld:
    """Records that everybody sees, for hidden things to be tied to."""

    def __init__(self) -> None:
        self.house = make.organisation("Lantern · 灯笼")
        self.person = make.person("Wang Min · 王敏", make.role(self.house), make.milestone())
        self.source = make.source("A report · 一篇报道", outlet=self.house)
        self.incident = make.incident(
            "Open quarrel · 一场争吵",
            make.event("Public event", actors=[self.person], sources=[self.source]),
            make.response("Public answer", actor=None, sources=[self.source]),
            make.outcome("Public outcome", sources=[self.source]),
            make.involvement(self.person),
            make.lesson("Public lesson"),
            sources=[self.source],
        )
        self.other = make.incident("Another quarrel", make.link(self.incident))
        self.statement = make.statement(
            "A statement · 一份声明", actor=self.person, incident=self.incident
        )


def a_source(world: PublicWorld, groups: list[Any]) -> str:
    """A restricted source that carries facts of its own and adds to public ones."""
    hidden = make.source("Canary source · 秘闻", outlet=world.house, groups=groups)
    restricted = {"groups": groups, "sources": [hidden]}
    make.incident("Canary own incident", **restricted)
    for fact in (
        make.event("Canary event", channel=make.channel("canary"), sources=[hidden]),
        make.response("Canary answer", strategies=[make.strategy("x:canary")], sources=[hidden]),
        make.outcome("Canary outcome", kind=make.outcome_kind("canary"), sources=[hidden]),
        make.involvement("Canary group", sources=[hidden]),
    ):
        # Cited by both while it is published; the public citation is withdrawn afterwards.
        fact.citations.add(make.citation(world.source))
        world.incident = make.add(world.incident, fact)
    for name in ("event", "response", "outcome", "involvement"):
        cited = Citation.objects.filter(source=hidden, **{f"{name}__incident": world.incident})
        facts = list(cited.values_list(name, flat=True))
        Citation.objects.filter(source=world.source, **{f"{name}__in": facts}).delete()
    event = Event.objects.get(incident=world.incident, what_en="Public event")
    Citation.objects.create(event=event, source=hidden, quote="Canary", stance="contradicts")
    Citation.objects.create(event=event, source=hidden, quote="Canary", view_en="Canary view")
    return "Canary source"


def test_facts_without_an_open_citation_are_shown_only_to_those_who_may_open_one(
    client_of: Callable[[str], Client],
) -> None:
    world = PublicWorld()
    a_source(world, [make.legal_group()])
    path = f"/en/incidents/{world.incident.slug}/"
    html = client_of("legal").get(path).content.decode()
    for words in ("Canary event", "Canary answer", "Canary outcome", "Canary group", "Canary view"):
        assert words in html
        assert words not in client_of("reader").get(path).content.decode()


@pytest.mark.parametrize(
    ("kind", "made"),
    [
        ("incidents", lambda **how: make.incident("Canary", **how)),
        ("people", lambda **how: make.person("Canary", **how)),
        ("organisations", lambda **how: make.organisation("Canary", **how)),
        ("sources", lambda **how: make.source("Canary", **how)),
        ("statements", lambda **how: make.statement("Canary", **how)),
    ],
)
def test_the_address_of_a_hidden_record_is_that_of_none(
    client_of: Callable[[str], Client], kind: str, made: Callable[..., Any]
) -> None:
    path = f"/en/{kind}/canary/"
    never = client_of("reader").get(path)
    record = made(groups=[make.legal_group()])
    for name, expected in (
        ("reader", 404),
        ("editor", 404),
        ("legal", 200),
        ("administrator", 200),
    ):
        assert client_of(name).get(path).status_code == expected, name
    hidden = client_of("reader").get(path)
    strip = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
    assert strip.sub(b"", hidden.content) == strip.sub(b"", never.content)
    assert client_of("reader").get(f"/en/{kind}/").content.count(b"Canary") == 0
    type(record).objects.filter(pk=record.pk).update(audience="all")
    assert client_of("reader").get(path).status_code == 200


def test_drafts_and_archived_records_are_404_for_readers(
    client_of: Callable[[str], Client],
) -> None:
    draft = make.incident("Draft", live=False)
    gone = make.incident("Gone", archived=True)
    for record in (draft, gone):
        for name in ("reader", "legal", "administrator"):
            assert client_of(name).get(f"/en/incidents/{record.slug}/").status_code == 404
    assert Incident.objects.count() == 2


def test_nobody_reads_a_record_without_signing_in(client: Client) -> None:
    PublicWorld()
    for path in (*LISTS, *DETAILS):
        answer = client.get(f"/en/{path}")
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")


def test_somebody_who_left_reads_nothing(client_of: Callable[[str], Client]) -> None:
    PublicWorld()
    client = client_of("deactivated")
    for path in (*LISTS, *DETAILS):
        assert client.get(f"/en/{path}").status_code == 302


def test_a_source_that_is_restricted_later_takes_its_facts_along(
    client_of: Callable[[str], Client],
) -> None:
    world = PublicWorld()
    Source.objects.filter(pk=world.source.pk).update(audience="groups")
    assert client_of("reader").get(f"/en/incidents/{world.incident.slug}/").status_code == 404
    assert b"Public outcome" not in client_of("reader").get("/en/outcomes/").content
    assert b"Public answer" not in client_of("reader").get("/en/responses/").content
