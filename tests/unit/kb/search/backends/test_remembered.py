"""Answers about very long lists are kept only as long as they are true."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from kb.records.actions import archive, set_audience
from kb.search.backends import engine, remembered
from kb.search.expressions import word
from kb.search.facets import Narrowing
from kb.search.permission import visible_entries
from kb.search.sources import sources
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def everything_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "LONG", 1)
    monkeypatch.setattr(remembered, "memory", remembered._Memory())


def total(user: User) -> int:
    found = engine().rank(
        word("walrus"), visible_entries(user, sources), 0, 20, narrowing=Narrowing()
    )
    assert sum(found.counts.get("kind", {}).values()) == found.total
    return found.total


def statements(user: User) -> int:
    with CaptureQueriesContext(connection) as captured:
        total(user)
    return sum("hits AS MATERIALIZED" in query["sql"] for query in captured)


def test_a_long_list_is_counted_once(reader: User) -> None:
    make.article("Walrus")
    assert [statements(reader) for _ in range(4)] == [1, 1, 0, 0]


def test_people_of_another_audience_get_their_own_answer(
    reader: User, legal: User, administrator: User
) -> None:
    make.article("Walrus")
    make.source("Walrus", groups=[make.legal_group()])
    for _ in range(3):
        assert (total(reader), total(legal), total(administrator)) == (1, 2, 2)


def test_every_change_of_what_may_be_found_is_seen_at_once(
    reader: User, administrator: User
) -> None:
    section = make.section("Library")
    page = make.article("Walrus", section)
    for _ in range(3):
        assert total(reader) == 1
    page.unpublish()
    assert total(reader) == 0
    page.save_revision().publish()
    make.article("Another walrus", section)
    assert total(reader) == total(reader) == 2
    restriction = make.restrict(section, make.legal_group())
    assert total(reader) == 0
    restriction.delete()
    assert total(reader) == 2
    closed = make.section("Closed")
    make.restrict(closed, make.legal_group())
    assert total(reader) == total(reader) == 2
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=closed.pk), pos="last-child")
    assert total(reader) == 1
    source = make.source("Walrus")
    assert total(reader) == total(reader) == 2
    set_audience(source, administrator, "groups", groups=[make.legal_group()])
    assert total(reader) == 1
    set_audience(source, administrator, "all")
    assert total(reader) == 2
    archive(source, administrator)
    assert total(reader) == 1
    page.delete()
    assert total(reader) == 1


def test_an_incident_whose_only_source_is_closed_leaves_the_count(
    reader: User, administrator: User
) -> None:
    source = make.source("Papers")
    make.incident("Walrus", sources=[source])
    assert total(reader) == total(reader) == total(reader) == 1
    set_audience(source, administrator, "groups", groups=[make.legal_group()])
    assert total(reader) == 0
