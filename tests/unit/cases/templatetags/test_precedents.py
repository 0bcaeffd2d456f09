"""A rule's precedents are the lessons that name it, of incidents the reader may see."""

from typing import Any

from django.contrib.auth.models import Group, User
from django.template import Context
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from cases.templatetags.incidents import incidents_of
from cases.templatetags.precedents import gather_precedents, precedents_of
from kb.permissions import group_ids
from tests import factories as make


def context(user: User) -> Context:
    request = RequestFactory().get("/")
    request.user = user
    return Context({"request": request})


def titles(found: Any) -> list[str]:
    return [one.incident.title.en for one in found.lessons]


def test_a_rule_shows_the_incidents_that_bear_it_out_newest_first(reader: User) -> None:
    rule, other = make.rule("T01"), make.rule("T02")
    make.incident("Old", make.lesson(rule=rule), began="2024-01-01")
    make.incident("New", make.lesson(rule=rule), make.lesson(), began="2025-01-01")
    assert titles(precedents_of(context(reader), rule)) == ["New", "Old"]
    assert not precedents_of(context(reader), other)


def test_a_restricted_incident_is_no_precedent_for_others(reader: User, legal: User) -> None:
    rule = make.rule("T01")
    make.incident("Secret", make.lesson(rule=rule), groups=[Group.objects.get(name="Legal")])
    assert not precedents_of(context(reader), rule)
    assert titles(precedents_of(context(legal), rule)) == ["Secret"]


def test_many_rules_cost_two_queries(
    reader: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rules = [make.rule(f"T{number:02}") for number in range(4)]
    make.incident("One", *(make.lesson(rule=rule) for rule in rules))
    group_ids(reader)
    shared = context(reader)
    with django_assert_num_queries(2):
        gather_precedents(shared, rules)
        assert all(precedents_of(shared, rule) for rule in rules)


def test_a_write_up_shows_only_incidents_the_reader_may_see(reader: User, legal: User) -> None:
    page = make.case_study()
    make.write_up(page, make.incident("Open to all"))
    make.write_up(page, make.incident("Secret", groups=[Group.objects.get(name="Legal")]))
    seen = [incident.title.en for incident in incidents_of(context(reader), page)]
    assert seen == ["Open to all"]
    assert len(incidents_of(context(legal), page)) == 2
