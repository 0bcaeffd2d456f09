"""Facet counts against a count by hand, over random worlds with hidden things in them."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cases import filters as sets
from cases.choices import IncidentStatus
from cases.filters import FacetFilter, IncidentFilterSet
from cases.models import (
    Incident,
    Organisation,
    Outcome,
    Person,
    Response,
    Source,
    Standing,
    Statement,
)
from cases.querysets.facets import count_choices, keys_of
from cases.standings import writing as standings
from cases.views.facet_column import shown_facets
from tests import factories as make
from tests.random_worlds import ByHand, matches, random_query, random_world

pytestmark = pytest.mark.django_db

LISTS = {
    "people": (sets.PersonFilterSet, lambda user: Person.objects.visible_to(user)),
    "organisations": (
        sets.OrganisationFilterSet,
        lambda user: Organisation.objects.visible_to(user),
    ),
    "statements": (sets.StatementFilterSet, lambda user: Statement.objects.visible_to(user)),
    "outcomes": (sets.OutcomeFilterSet, lambda user: Outcome.objects.shown_to(user)),
    "responses": (sets.ResponseFilterSet, lambda user: Response.objects.shown_to(user)),
    "sources": (sets.SourceFilterSet, lambda user: Source.objects.visible_to(user)),
}


@pytest.fixture(params=range(6))
def world(request: pytest.FixtureRequest, db: None) -> Iterator[int]:
    """The seed of a random world that is there."""
    with translation.override("en"):
        random_world(request.param)
        # Its parts were made behind the site's back.
        standings.write(Incident.objects.values_list("pk", flat=True))
        yield request.param


# A world is dear to make: everybody looks at the same.
LOOKING = ("reader", "legal", "administrator")


def test_every_count_is_what_counting_by_hand_gives(
    world: int, persona: Callable[[str], User]
) -> None:
    for name in LOOKING:
        _counts_of_incidents_are_right(world, persona(name))
        _counts_of_other_lists_are_right(world, persona(name))
    # Without what was worked out beforehand, the facts themselves are asked.
    Standing.objects.all().delete()
    for name in LOOKING:
        _counts_of_incidents_are_right(world, persona(name))


def _counts_of_incidents_are_right(world: int, user: User) -> None:
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
    assert listed == expected, user
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
        assert {one.value: one.count for one in choices} == dict(counts), (user, facet)
        assert {one.value for one in choices if one.chosen} == set(chosen.get(facet, []))


def _counts_of_other_lists_are_right(world: int, user: User) -> None:
    hand = ByHand(user)
    for kind, (made, visible) in LISTS.items():
        rows = hand.rows(kind)
        stands = [getattr(hand, f"of_{kind}")(one) for one in rows]
        chosen = random_query(world, stands)
        query = QueryDict(mutable=True)
        for facet, values in chosen.items():
            query.setlist(facet, values)
        filters = made(query, visible(user), user)
        expected = {r.pk for r, stand in zip(rows, stands, strict=True) if matches(stand, chosen)}
        assert {one.pk for one in filters.qs} == expected, (user, kind)
        assert filters.ignored == [], kind
        shown = {facet.name: facet for facet in shown_facets(filters)}
        # How long a response took is counted in the tests of delays; `also_` repeats another facet.
        counted = [one for one in filters.facets if one != "delay" and "also_" not in one]
        assert not stands or set(counted) == set(stands[0]), kind
        for facet in counted:
            counts: Counter[str] = Counter()
            for stand in stands:
                for value in stand[facet]:
                    counts[value] += matches(stand, chosen, but=facet)
            choices = shown[facet].choices if facet in shown else []
            shown_counts = {one.value: one.count for one in choices}
            assert shown_counts == dict(counts), (user, kind, facet)


def test_nobody_who_is_not_signed_in_is_shown_a_choice(db: None) -> None:
    random_world(0)
    standings.write(Incident.objects.values_list("pk", flat=True))
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
            left = filters.narrowed(visible, but=name)
            with CaptureQueriesContext(connection) as queries:
                count_choices(one.facet, reader, keys_of(visible), keys_of(left), visible.db)
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
