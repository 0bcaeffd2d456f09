"""What must be cited before it is published."""

import pytest
from django.contrib.auth.models import Group

from cases.choices import Stance
from kb.readiness import NotReady
from tests import factories as make

pytestmark = pytest.mark.django_db


def problems(record: object) -> list[str]:
    """Publish the newest draft of a record and return why it was refused."""
    with pytest.raises(NotReady) as refused:
        record.save_revision().publish()  # type: ignore[attr-defined]
    return refused.value.messages


def test_an_incident_needs_a_citation_of_itself() -> None:
    incident = make.incident(sources=(), live=False)
    assert problems(incident) == [
        "The incident itself needs a citation: add the source that says so."
    ]


@pytest.mark.parametrize(
    ("fact", "name"),
    [
        (lambda: make.event("It broke", sources=()), "Event 1 (“It broke”)"),
        (lambda: make.response("They spoke", sources=()), "Response 1 (“They spoke”)"),
        (lambda: make.outcome("It ended", sources=()), "Outcome 1 (“It ended”)"),
    ],
)
def test_each_fact_without_a_citation_is_named(fact, name) -> None:  # type: ignore[no-untyped-def]
    incident = make.incident("A quarrel", fact(), live=False)
    assert problems(incident.get_latest_revision_as_object()) == [
        f"{name} needs a citation: add the source that says so."
    ]


def test_involvements_and_lessons_need_no_citation() -> None:
    incident = make.incident("A quarrel", make.involvement("The owners"), make.lesson())
    assert incident.live


def test_a_role_needs_a_citation_unless_it_is_the_editors_own_knowledge() -> None:
    company = make.organisation()
    known = make.person("Wang Min", make.role(company, own_knowledge=True, sources=()))
    assert known.live
    unknown = make.person("Li Na", make.role(company, sources=()), live=False)
    assert len(problems(unknown.get_latest_revision_as_object())) == 1


def test_a_contradiction_alone_does_not_carry_a_fact() -> None:
    source = make.source()
    event = make.event("It broke", sources=())
    event.citations.add(make.citation(source, stance=Stance.CONTRADICTS))
    incident = make.incident("A quarrel", event, live=False)
    assert "needs a citation" in problems(incident.get_latest_revision_as_object())[0]


def test_a_source_that_is_not_published_is_named() -> None:
    draft = make.source("Notes of a call", live=False)
    incident = make.incident("A quarrel", make.event(sources=[draft]), live=False)
    (problem,) = problems(incident.get_latest_revision_as_object())
    assert "Notes of a call" in problem
    assert "publish it first" in problem


def test_a_public_fact_may_not_rest_on_a_restricted_source() -> None:
    source = make.source(groups=[make.legal_group()])
    incident = make.incident("A quarrel", make.event(sources=[source]), live=False)
    (problem,) = problems(incident.get_latest_revision_as_object())
    assert "not all of its readers may open" in problem


def test_a_restricted_fact_may_rest_on_a_source_of_the_same_groups() -> None:
    legal = make.legal_group()
    source = make.source(groups=[legal])
    incident = make.incident("A quarrel", make.event(sources=[source]), groups=[legal])
    assert incident.live


def test_a_source_for_fewer_groups_than_the_record_is_refused() -> None:
    legal = make.legal_group()
    board = Group.objects.create(name="Board")
    source = make.source(groups=[legal])
    event = make.event(sources=[source])
    incident = make.incident("A quarrel", event, groups=[legal, board], live=False)
    assert len(problems(incident.get_latest_revision_as_object())) == 1
