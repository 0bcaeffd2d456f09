"""Citations with numbers, and where sources differ."""

import pytest
from django.contrib.auth.models import User

from cases.choices import Stance
from cases.evidence import gather, said_by_record
from cases.models import Citation, Event, Incident
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_source_has_one_number_however_often_it_is_named(reader: User) -> None:
    first, second = make.source("First"), make.source("Second")
    make.incident(
        "One", make.event("A", sources=[second, first]), make.event("B", sources=[second])
    )
    events = list(Event.objects.order_by("sort_order"))
    evidence = gather(reader, events)
    evidence.give(events)
    assert [[one.number for one in event.shown_citations] for event in events] == [[1, 2], [1]]
    assert [(one.number, one.source) for one in evidence.sources] == [(1, second), (2, first)]


def test_citations_of_hidden_sources_are_not_there(reader: User, legal: User) -> None:
    hidden = make.source("Hidden", groups=[make.legal_group()])
    make.incident("One", make.event(sources=[make.source("Open"), hidden]))
    event = Event.objects.get()
    assert len(gather(reader, [event]).of(event)) == 1
    assert len(gather(legal, [event]).of(event)) == 2


def test_nothing_to_cite_is_no_query(reader: User, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert gather(reader, []).sources == []


@pytest.mark.parametrize(
    ("citations", "accounts"),
    [
        ([("supports", ""), ("supports", "")], 0),
        ([("supports", "x"), ("mentions", "")], 0),
        ([("supports", "x"), ("supports", "x")], 0),
        ([("supports", "x"), ("supports", "y")], 2),
        ([("supports", "x"), ("contradicts", "y")], 2),
        ([("supports", ""), ("contradicts", "")], 2),
        ([("supports", "x"), ("contradicts", "y"), ("contradicts", "y")], 2),
        ([("supports", "x"), ("contradicts", "y"), ("contradicts", "z")], 3),
    ],
)
def test_sources_differ_when_one_contradicts_or_two_tell_it_otherwise(
    reader: User, citations: list[tuple[str, str]], accounts: int
) -> None:
    event = make.event(sources=[])
    for number, (stance, view) in enumerate(citations):
        event.citations.add(make.citation(make.source(f"S{number}"), stance=stance, view=view))
    make.incident("One", event)
    row = Event.objects.get()
    conflict = gather(reader, [row]).conflict(row, row.what)
    assert len(conflict.accounts if conflict else []) == accounts
    if conflict:
        cited = [one for account in conflict.accounts for one in account.citations]
        assert len(cited) == len(citations)


def test_a_conflict_with_a_hidden_source_is_none(reader: User, legal: User) -> None:
    hidden = make.source("Hidden", groups=[make.legal_group()])
    event = make.event()
    event.citations.add(make.contradiction(hidden))
    make.incident("One", event)
    row = Event.objects.get()
    assert gather(reader, [row]).conflict(row, row.what) is None
    assert gather(legal, [row]).conflict(row, row.what) is not None


def test_what_a_source_says_is_grouped_by_record_with_every_kind_of_fact(reader: User) -> None:
    source = make.source()
    house = make.organisation("Lantern", make.milestone("Founded", sources=[source]))
    make.person("Wang Min", make.role(house, "Head", sources=[source]))
    made = make.incident(
        "One",
        make.event("An event", sources=[source]),
        make.response("A response", sources=[source]),
        make.outcome("An outcome", sources=[source]),
        make.involvement("Fans", sources=[source]),
        sources=[source],
        verdict="In a line",
    )
    said = Citation.objects.filter(source=source).of_facts_shown_to(reader).with_facts()
    groups = {str(group.record): group.said for group in said_by_record(said)}
    assert set(groups) == {"Lantern", "Wang Min", "One"}
    assert {str(one.text) for one in groups[str(made)]} == {
        "In a line", "An event", "A response", "An outcome", "Fans",
    }  # fmt: skip
    event = Event.objects.get()
    assert f"#{event.key}" in {one.anchor for one in groups["One"]}


def test_what_a_source_contradicts_is_said_too(reader: User) -> None:
    doubt = make.source("A doubt")
    event = make.event()
    event.citations.add(make.contradiction(doubt))
    make.incident("One", event)
    (group,) = said_by_record(
        Citation.objects.filter(source=doubt).of_facts_shown_to(reader).with_facts()
    )
    assert group.record == Incident.objects.get()
    assert [one.citation.stance for one in group.said] == [Stance.CONTRADICTS]
