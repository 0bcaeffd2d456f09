"""What happened to somebody: every kind of moment, turns marked, nothing hidden."""

import re

import pytest
from django.test import Client

from cases.models import Person
from cases.portrait import portrait
from kb.permissions import User
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    """Somebody with two roles in a row, a milestone, and parts in two incidents."""
    house = make.organisation("Lantern · 灯笼")
    found = make.person(
        "Wang Min · 王敏",
        make.role(house, "Clerk · 职员", began="2020", ended="2024"),
        make.role(house, "Spokeswoman · 发言人", began="2024-06"),
        make.milestone("Won a prize · 获奖", "2022-05"),
    )
    make.incident(
        "A quarrel",
        make.involvement(found, "spokesperson"),
        make.response("She answered", "2026-01-08", actor=found),
        make.outcome("She was praised", "2026-02", actor=found),
        began="2026-01-07",
    )
    make.incident("An older affair", make.event("She spoke", actors=[found]), began="2023-05")
    make.statement("Her words", actor=found, said="2026-01-09")
    return found


def test_every_kind_of_moment_stands_there_and_turns_are_named(
    person: Person, reader: User, reader_client: Client
) -> None:
    lived = portrait(person, reader).life
    assert lived.total == len(lived.lived)
    turns = {one.moment.kind.name: one.turn for one in lived.lived if one.turn}
    assert turns["ends"] == "Role ends"
    begins = [one.turn for one in lived.lived if one.moment.kind.name == "begins"]
    assert begins == ["Change of role", "Role begins"]
    firsts = [one.moment.fact.title_en for one in lived.lived if "First incident" in one.turn]
    assert firsts == ["An older affair"]
    kinds = {one.moment.kind.name for one in lived.lived}
    assert kinds == {
        "incident", "event", "response", "outcome", "statement", "milestone", "begins", "ends",
    }  # fmt: skip
    html = reader_client.get("/en/people/wang-min/").content.decode()
    section = html[html.index('id="timeline"') : html.index('id="incidents"')]
    words = " ".join(re.sub(r"<[^>]*>", " ", section).split())
    for word in ("Won a prize", "Milestone", "Change of role before: Clerk", "Spokesperson"):
        assert word in words
    assert "citation-marker" in section


def test_what_may_be_the_first_incident_is_said_as_a_maybe(reader: User) -> None:
    person = make.person("Li Na")
    make.incident("One", make.involvement(person), began="2025")
    make.incident("Two", make.involvement(person), began="2025-06-01")
    make.incident("Three", make.involvement(person), began="2026-06-01")
    turns = [one.turn for one in portrait(person, reader).life.lived]
    assert turns.count("May be the first incident on record") == 2


def test_what_is_hidden_is_neither_shown_nor_counted(
    person: Person, reader: User, legal: User
) -> None:
    before = portrait(person, reader).life.total
    hidden = make.incident(
        "Hidden",
        make.involvement(person),
        make.event("Hidden event", actors=[person]),
        groups=[make.legal_group()],
        began="2001-01-01",
    )
    assert portrait(person, reader).life.total == before
    shown = portrait(person, legal).life
    assert shown.total == before + 2
    assert [one.moment.fact for one in shown.lived if "First" in one.turn] == [hidden]


def test_a_long_life_shows_the_latest_and_all_turns(
    reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cases.life.LATEST", 2)
    person = make.person("Li Na", make.milestone("Born", "1970"))
    for year in (2021, 2022, 2023, 2024):
        make.incident(f"In {year}", make.involvement(person), began=str(year))
    lived = portrait(person, reader).life
    assert lived.is_cut
    assert lived.total == 5
    kinds = [(one.moment.kind.name, one.turn) for one in lived.lived]
    assert kinds[2:] == [("incident", "First incident on record"), ("milestone", "")]
