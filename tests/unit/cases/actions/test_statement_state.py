"""How far a statement has come: one step at a time, checked and logged, and never by a draft."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import ModelLogEntry

from cases.actions.from_statement import make_from
from cases.actions.statement_state import move, moves
from cases.models import Statement
from kb.readiness import NotReady
from kb.records.bilingual import Bilingual
from tests import factories as make

pytestmark = pytest.mark.django_db


def go(statement: Statement, user: User, *states: str) -> Statement:
    """Take a statement through these states, each seen before the next."""
    for state in states:
        move(statement, user, make.fresh(statement).state, state)
    return make.fresh(statement)


def test_words_are_approved_released_and_withdrawn_by_a_reviewer(reviewer: User) -> None:
    statement = go(make.statement(), reviewer, "approved", "released", "withdrawn")
    assert statement.state == "withdrawn"
    assert statement.state_by == reviewer
    assert statement.state_at is not None
    logged = list(
        ModelLogEntry.objects.filter(action__startswith="cases.statement")
        .order_by("pk")
        .values_list("action", "data__words")
    )
    words = ["We are sorry", "我们道歉"]
    assert logged == [
        ("cases.statement.approved", words),
        ("cases.statement.released", words),
        ("cases.statement.withdrawn", words),
    ]


def test_a_step_back_is_a_step_with_a_log_entry(reviewer: User) -> None:
    statement = go(make.statement(), reviewer, "approved", "released", "approved", "drafted")
    assert statement.state == "drafted"
    assert ModelLogEntry.objects.filter(action="cases.statement.back").count() == 2


@pytest.mark.parametrize("state", ["released", "withdrawn", "drafted", "nonsense"])
def test_no_step_is_left_out(reviewer: User, state: str) -> None:
    statement = make.statement()
    with pytest.raises(ValidationError):
        move(statement, reviewer, "drafted", state)
    assert make.fresh(statement).state == "drafted"


def test_the_second_of_two_people_is_told_that_it_was_done(
    reviewer: User, administrator: User
) -> None:
    statement = make.statement()
    move(statement, reviewer, "drafted", "approved")
    with pytest.raises(ValidationError, match="Meanwhile"):
        move(statement, administrator, "drafted", "approved")


@pytest.mark.parametrize("name", ["reader", "editor", "legal_editor"])
def test_others_decide_nothing(persona: Callable[[str], User], name: str) -> None:
    statement = make.statement()
    if moves(statement, persona(name)):
        pytest.skip("This persona publishes.")
    with pytest.raises(PermissionDenied):
        move(statement, persona(name), "drafted", "approved")


def test_what_one_may_not_see_one_does_not_decide(reviewer: User) -> None:
    statement = make.statement(groups=[make.legal_group()])
    with pytest.raises(PermissionDenied):
        move(statement, reviewer, "drafted", "approved")


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"live": False}, "Publish it first"),
        ({"archived": True}, "Publish it first"),
        ({"words": "We regret [what happened] · 我们道歉"}, "what happened"),
        ({"words": ""}, "no words"),
    ],
)
def test_only_words_that_are_ready_are_approved(
    administrator: User, how: dict[str, Any], why: str
) -> None:
    with pytest.raises(ValidationError, match=why):
        move(make.statement(**how), administrator, "drafted", "approved")


def test_a_template_is_approved_with_its_open_places_and_never_released(reviewer: User) -> None:
    template = make.statement(kind="template", words="We regret [what happened]")
    assert go(template, reviewer, "approved").state == "approved"
    with pytest.raises(ValidationError):
        move(template, reviewer, "approved", "released")


def test_an_answer_is_approved_with_its_open_places_and_released_without(reviewer: User) -> None:
    answer = go(make.statement(kind="qa", words="It began on [date]"), reviewer, "approved")
    with pytest.raises(ValidationError, match="date"):
        move(answer, reviewer, "approved", "released")


@pytest.mark.parametrize("state", ["approved", "released", "withdrawn"])
def test_settled_words_are_not_changed_silently(reviewer: User, state: str) -> None:
    order = ["approved", "released", "withdrawn"]
    statement = go(make.statement(), reviewer, *order[: order.index(state) + 1])
    statement.words = Bilingual("We are not sorry", "我们不道歉")
    revision = statement.save_revision(user=reviewer)
    with pytest.raises(NotReady, match="not changed silently"):
        revision.publish(user=reviewer)
    assert make.fresh(statement).words.en == "We are sorry"
    assert make.fresh(statement).state == state


def test_other_fields_of_a_released_statement_can_change(reviewer: User) -> None:
    statement = go(make.statement(), reviewer, "approved", "released")
    statement.title = Bilingual("Another title", "")
    statement.save_revision(user=reviewer).publish(user=reviewer)
    assert make.fresh(statement).title.en == "Another title"


def test_after_a_step_back_the_words_can_change(reviewer: User) -> None:
    statement = go(make.statement(), reviewer, "approved", "drafted")
    statement.words = Bilingual("We are very sorry", "")
    statement.save_revision(user=reviewer).publish(user=reviewer)
    assert make.fresh(statement).words.en == "We are very sorry"


def test_a_statement_is_made_from_a_template_with_its_places_filled(editor: User) -> None:
    template = make.statement(
        "Template · 模板",
        kind="template",
        words="On [date] we [what]. · [日期]，我们[做了什么]。",
        topics=[make.topic("apology")],
        channel=make.channel(),
    )
    values = {"date": "7 January", "日期": "1月7日"}
    made = make.fresh(make_from(template, editor, Bilingual("Ours", ""), values))
    assert made.words == Bilingual("On 7 January we [what].", "1月7日，我们[做了什么]。")
    assert (made.live, made.state, made.kind) == (False, "drafted", "statement")
    assert made.made_from == template
    assert made.channel == template.channel
    assert [topic.key for topic in made.topics.all()] == ["apology"]
    assert made.get_latest_revision_as_object().words == made.words


def test_what_is_made_is_for_nobody_more(legal_editor: User, reader: User) -> None:
    template = make.statement(kind="template", groups=[make.legal_group()])
    made = make_from(template, legal_editor, Bilingual("Ours", ""), {})
    made.save_revision().publish()
    assert not Statement.objects.visible_to(reader).filter(pk=made.pk).exists()


def test_nothing_is_made_from_what_one_may_not_see(editor: User) -> None:
    hidden = make.statement(kind="template", groups=[make.legal_group()])
    with pytest.raises(PermissionDenied):
        make_from(hidden, editor, Bilingual("Ours", ""), {})
    secret = make.incident("Secret", groups=[make.legal_group()])
    with pytest.raises(PermissionDenied):
        make_from(make.statement(), editor, Bilingual("Ours", ""), {}, secret)
