"""The factories make what editors would: published, cited, and shown to whom they say."""

import time

import pytest
from django.contrib.auth.models import User

from cases.models import Citation, Incident, Person
from kb.models import ArticlePage
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_an_incident_is_published_with_all_its_parts(reader: User) -> None:
    wang = make.person("Wang Min · 王敏", make.role(make.organisation()), make.milestone())
    other = make.incident("Another quarrel")
    incident = make.incident(
        "A quarrel · 一场争吵",
        make.event("It began · 开始了", "2026-01-07 evening", actors=[wang, "Fans · 粉丝"]),
        make.response(actor=wang, strategies=[make.strategy()], statements=[make.statement()]),
        make.outcome(),
        make.involvement(wang),
        make.lesson(rule=make.rule()),
        make.link(other),
    )
    assert incident in Incident.objects.visible_to(reader)
    assert incident.slug == "a-quarrel"
    assert incident.events.get().actors.count() == 2
    assert incident.events.get().citations.get().source == make.common_source()
    assert incident.responses.get().strategies.get().code == "scct:denial"
    assert [incident.lessons.count(), incident.links.count(), incident.involvements.count()] == [
        1,
        1,
        1,
    ]


def test_a_part_can_be_added_to_what_is_published() -> None:
    incident = make.incident("A quarrel", make.event("First"))
    kept = incident.events.get().pk
    make.add(incident, make.event("Second"))
    assert [event.what.en for event in make.fresh(incident).events.all()] == ["First", "Second"]
    assert incident.events.first().pk == kept


def test_groups_hide_from_the_first_moment(reader: User, legal: User) -> None:
    hidden = make.person("Hidden", groups=[make.legal_group()])
    assert hidden not in Person.objects.visible_to(reader)
    assert hidden in Person.objects.visible_to(legal)


def test_the_tree_has_two_languages(reader: User) -> None:
    page = make.article("An article")
    chinese = make.translated(page, "一篇文章")
    assert chinese.translation_key == page.translation_key
    assert chinese.get_url() == "/zh-hans/library-zh-hans/an-article-zh-hans/"
    assert page.get_url() == "/en/library/an-article/"
    assert set(ArticlePage.objects.visible_to(reader)) == {page, chinese}


def test_five_hundred_incidents_are_there_at_once(reader: User) -> None:
    began = time.perf_counter()
    world = make.bulk_world(500)
    assert time.perf_counter() - began < 15
    assert Incident.objects.visible_to(reader).count() == len(world.incidents) == 500
    assert Citation.objects.count() == 500 * (3 * 3 + 1)
