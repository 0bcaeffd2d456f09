"""What the firewall stops does not go out until a reviewer says why it may."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cases.actions.override import override
from cases.actions.statement_state import move
from cases.models import FirewallOverride, Statement
from kb.attention import sources
from kb.models import Rule, RuleSeverity, SpeakingRule
from kb.readiness import NotReady, problems
from tests import factories as make
from tests.admin_form import AdminForm, shown_messages

pytestmark = pytest.mark.django_db

ATTACK = "These critics are liars. · 这些人就是骗子。"


def high_rule(code: str = "T1", **fields: Any) -> Rule:
    """Publish a rule that stops attacks, whoever makes them."""
    high = RuleSeverity(speaker="*", severity="high")
    return make.rule(code, high, acts=["attack"], **fields)


def draft(words: str = ATTACK, **fields: Any) -> Statement:
    """Save a draft of words to be said."""
    return make.statement(words=words, said="", live=False, **fields)


def publish(statement: Statement, words: str = "") -> None:
    """Publish the newest draft, with other words if any are given."""
    if words:
        statement.words = make.both(words)
        statement.save_revision()
    make.fresh(statement).latest_revision.publish()


def test_words_that_are_stopped_are_not_published() -> None:
    high_rule()
    statement = draft()
    with pytest.raises(NotReady) as refused:
        publish(statement)
    assert "“These critics”" in str(refused.value.messages)
    assert "T1" in str(refused.value.messages)
    assert not make.fresh(statement).live


@pytest.mark.parametrize(
    "fields", [{"said": "2026-01-08"}, {"words": "Thank you for telling us. · 谢谢您告诉我们。"}]
)
def test_words_that_were_said_or_cross_nothing_are_published(fields: dict[str, str]) -> None:
    high_rule()
    assert make.statement(**{"words": ATTACK, "said": "", **fields}).live


def test_a_warning_stops_nothing() -> None:
    make.rule("T1", RuleSeverity(speaker="*", severity="medium"), acts=["attack"])
    assert problems(draft()) == []


def test_severity_is_that_of_whoever_is_to_say_it() -> None:
    make.rule("T1", RuleSeverity(speaker="founder", severity="high"), acts=["attack"])
    assert problems(draft(speaks_as="company")) == []
    assert problems(draft(speaks_as="founder"))


def test_a_reviewer_overrides_with_a_reason_that_stays_in_the_history(reviewer: User) -> None:
    high_rule()
    statement = draft()
    override(statement, reviewer, " Agreed with counsel. ")
    publish(statement)
    assert make.fresh(statement).live
    entry = ModelLogEntry.objects.get(action="cases.statement.override")
    assert entry.user == reviewer
    assert entry.data["reason"] == "Agreed with counsel."
    assert "Agreed with counsel." in entry.message


def test_other_words_need_another_override(reviewer: User) -> None:
    high_rule()
    statement = draft()
    override(statement, reviewer, "Agreed.")
    with pytest.raises(NotReady):
        publish(statement, "These critics are liars, all of them.")


def test_a_rule_that_comes_later_is_not_overridden_and_stops_the_release(reviewer: User) -> None:
    high_rule()
    statement = draft()
    override(statement, reviewer, "Agreed.")
    publish(statement)
    move(make.fresh(statement), reviewer, "drafted", "approved")
    high_rule("T2")
    with pytest.raises(ValidationError, match="T2"):
        move(make.fresh(statement), reviewer, "approved", "released")
    override(make.fresh(statement), reviewer, "Agreed again.")
    move(make.fresh(statement), reviewer, "approved", "released")
    assert make.fresh(statement).state == "released"


@pytest.mark.parametrize("who", ["reader", "legal", "editor"])
def test_nobody_but_those_who_publish_overrides(client_of: Any, who: str) -> None:
    high_rule()
    statement = draft()
    with pytest.raises(PermissionDenied):
        override(statement, User.objects.get(username=who), "Because.")
    address = reverse("wagtailsnippets_cases_statement:override", args=[statement.pk])
    assert client_of(who).post(address, {"reason": "Because."}).status_code in (302, 403, 404)
    assert not FirewallOverride.objects.exists()


def test_a_reviewer_outside_the_audience_overrides_nothing(reviewer: User) -> None:
    high_rule()
    statement = draft(groups=[make.legal_group()])
    with pytest.raises(PermissionDenied):
        override(statement, reviewer, "Because.")


def test_without_a_reason_or_a_finding_nothing_is_overridden(reviewer: User) -> None:
    high_rule()
    with pytest.raises(ValidationError, match="why"):
        override(draft(), reviewer, "  ")
    with pytest.raises(ValidationError, match="does not stop"):
        override(draft("Thank you. · 谢谢。"), reviewer, "Because.")


def test_a_rule_that_one_may_not_see_is_not_told(reviewer_client: Client) -> None:
    high_rule("HIDDENRULE", groups=[make.legal_group()])
    statement = draft()
    edit = reverse("wagtailsnippets_cases_statement:edit", args=[statement.pk])
    page = reviewer_client.get(edit).content.decode()
    assert "HIDDENRULE" not in page
    assert "/override/" not in page
    reviewer = User.objects.get(username="reviewer")
    assert list(sources["stopped"].find(reviewer, 9)) == []


def test_the_editor_is_told_and_leads_to_the_override(reviewer_client: Client) -> None:
    high_rule()
    statement = draft()
    edit = reverse("wagtailsnippets_cases_statement:edit", args=[statement.pk])
    AdminForm(reviewer_client, edit).send("publish")
    assert "The firewall stops it by T1" in str(shown_messages(reviewer_client, edit))
    address = reverse("wagtailsnippets_cases_statement:override", args=[statement.pk])
    assert address in reviewer_client.get(edit).content.decode()
    page = reviewer_client.get(address).content.decode()
    assert "These critics" in page
    assert "Better so" in page
    assert reviewer_client.post(address, {"reason": "Agreed."}).status_code == 302
    assert problems(make.fresh(statement)) == []


def test_it_waits_for_those_who_publish_and_who_wrote_it(reviewer: User, editor: User) -> None:
    high_rule()
    statement = draft()
    found = sources["stopped"].find
    assert [item.reason for item in found(reviewer, 9)] == ["Stopped by the firewall: T1."]
    assert list(found(editor, 9)) == []
    statement.save_revision(user=editor)
    assert len(list(found(editor, 9))) == 1
    override(statement, reviewer, "Agreed.")
    assert list(found(reviewer, 9)) == []


def test_those_who_decide_see_on_its_page_what_stops_it(client_of: Any, reviewer: User) -> None:
    statement = make.statement(words=ATTACK, said="")
    high_rule()
    address = statement.get_absolute_url()
    assert "/override/" in client_of("reviewer").get(address).content.decode()
    assert "/override/" not in client_of("reader").get(address).content.decode()
    override(statement, reviewer, "Agreed with counsel.")
    page = client_of("reviewer").get(address).content.decode()
    assert "Agreed with counsel." in page
    assert "/override/" not in page
    assert "counsel" not in client_of("reader").get(address).content.decode()


def test_what_the_matrix_does_not_allow_stops_until_somebody_overrides_it(reviewer: User) -> None:
    role = make.duty_role("Head of care · 客服负责人")
    make.speaking_rule("company", "not_allowed", topic="pay", approver=role)
    said = {"words": "Pay rises. · 涨薪。", "topics": [make.topic("pay")]}
    assert problems(draft(speaks_as="founder", **said)) == []
    assert problems(draft(speaks_as="company", words=said["words"])) == []
    statement = draft(speaks_as="company", **said)
    with pytest.raises(NotReady) as refused:
        publish(statement)
    assert "Not for this speaker to say: Company · Pay. Ask: Head of care." in str(
        refused.value.messages
    )
    (item,) = sources["stopped"].find(reviewer, 9)
    assert item.reason == "Stopped by the firewall: who may say what."
    assert override(statement, reviewer, "Agreed.").rules == [statement_stop().code]
    publish(statement)
    assert make.fresh(statement).live


def test_what_is_referred_to_others_stops_nothing() -> None:
    make.speaking_rule("founder", "refer", topic="pay", refer_to="company")
    assert problems(draft(speaks_as="founder", words="Pay. · 薪酬。", topics=[make.topic()])) == []


def statement_stop() -> SpeakingRule:
    """Return the row that stops."""
    row: SpeakingRule = SpeakingRule.objects.get()
    return row
