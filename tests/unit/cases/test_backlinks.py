"""What links to a record, as far as a reader may know."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from kb.backlinks import backlinks
from tests import factories as make

pytestmark = pytest.mark.django_db


def links(obj: Any, user: User) -> set[tuple[str, str]]:
    """Return the English titles and reasons of what links to an object."""
    return {(link.title.en, str(link.why)) for link in backlinks(obj, user)}  # type: ignore[attr-defined]


def test_a_person_shows_every_way_an_incident_names_them(reader: User) -> None:
    person = make.person("Wang Min")
    make.incident(
        "A quarrel",
        make.involvement(person, "spokesperson"),
        make.event(actors=[person]),
        make.response(actor=person),
        make.outcome(actor=person),
    )
    assert links(person, reader) == {
        ("A quarrel", "Spokesperson"),
        ("A quarrel", "event"),
        ("A quarrel", "response"),
        ("A quarrel", "outcome"),
    }


def test_an_organisation_shows_people_divisions_and_sources(reader: User) -> None:
    company = make.organisation("Lantern")
    make.person("Wang Min", make.role(company))
    make.organisation("Lantern Cars", parent=company)
    make.source("A report", outlet=company)
    assert links(company, reader) == {
        ("Wang Min", "role"),
        ("Lantern Cars", "part of it"),
        ("A report", "outlet"),
    }


def test_a_source_shows_each_record_it_is_cited_for(reader: User) -> None:
    source = make.source()
    make.incident("A quarrel", make.event(sources=[source]), sources=[source])
    make.person("Wang Min", make.milestone(sources=[source]))
    assert links(source, reader) == {
        ("A quarrel", "the incident itself"),
        ("A quarrel", "event"),
        ("Wang Min", "milestone"),
    }


def test_a_rule_shows_the_incidents_that_speak_for_it(reader: User) -> None:
    rule = make.rule("T01")
    make.incident("A quarrel", make.lesson(rule=rule))
    assert links(rule, reader) == {("A quarrel", "Supports")}


def test_an_incident_shows_what_other_incidents_say_of_it(reader: User) -> None:
    first = make.incident("The first")
    make.incident("The second", make.link(first, kind="caused"))
    make.statement("We are sorry", incident=first)
    assert links(first, reader) == {("The second", "Caused"), ("We are sorry", "statement")}


def test_a_restricted_incident_is_shown_to_its_group_only(reader: User, legal: User) -> None:
    person = make.person("Wang Min")
    group = make.legal_group()
    make.incident("Hidden", make.involvement(person), groups=[group])
    assert links(person, reader) == set()
    assert links(person, legal) == {("Hidden", "Subject")}


def test_a_fact_that_only_a_restricted_source_holds_links_nothing(
    reader: User, legal: User
) -> None:
    person = make.person("Wang Min")
    source = make.source()
    make.incident("A quarrel", make.event(actors=[person], sources=[source]))
    source.audience = "groups"
    source.save()
    source.audience_groups.set([make.legal_group()])
    assert links(person, reader) == set()
    assert links(person, legal) == {("A quarrel", "event")}
