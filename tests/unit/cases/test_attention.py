"""What waits for a person among the records."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User

from cases.choices import Certainty, Stance
from cases.models import Incident
from kb.attention import sources
from kb.models import Rule, RuleSeverity
from kb.records.base import Audience, Record
from tests import factories as make
from tests.attention_contract import AttentionContract

pytestmark = pytest.mark.django_db


def restrict(record: Record, *groups: Any) -> None:
    """Restrict a record later, as an action does, without its checks."""
    type(record)._base_manager.filter(pk=record.pk).update(audience=Audience.GROUPS)
    record.audience_groups.set(groups)


def found(name: str, user: User) -> list[str]:
    """Return the titles of what a source has for somebody."""
    return [str(item.title) for item in sources[name].find(user, 100)]


class TestToConfirm(AttentionContract):
    """What was written down in haste."""

    source = "to-confirm"
    person = "reviewer"

    def wait(self, number: int) -> Any:
        return make.incident(f"Quarrel {number}", certainty=Certainty.UNVERIFIED)


class TestUnsupported(AttentionContract):
    """Records with a fact whose source was restricted later."""

    source = "unsupported"
    person = "reviewer"

    def wait(self, number: int) -> Any:
        source = make.source(f"Report {number}")
        made = make.incident(f"Quarrel {number}", make.event("It began", sources=[source]))
        restrict(source, make.legal_group())
        return made


@pytest.mark.parametrize("part", ["event", "outcome", "response"])
def test_every_kind_of_fact_is_named(reviewer: User, part: str) -> None:
    source = make.source("Secret canary")
    make.incident("A quarrel", getattr(make, part)("It was so", sources=[source]))
    assert found("unsupported", reviewer) == []
    restrict(source, make.legal_group())
    (item,) = sources["unsupported"].find(reviewer, 10)
    assert f"{part}s" in str(item.reason)
    assert "canary" not in str(item)


def test_roles_and_milestones_lose_their_sources_too(reviewer: User) -> None:
    source = make.source("Report")
    house = make.organisation("Lantern", make.milestone("Founded", sources=[source]))
    make.person("Wang Min", make.role(house, "Head", sources=[source]))
    make.person("Li Na", make.role(house, "Head", own_knowledge=True))
    restrict(source, make.legal_group())
    assert found("unsupported", reviewer) == ["Wang Min", "Lantern"]


def test_a_fact_with_another_open_source_is_not_lost(reviewer: User) -> None:
    first, second = make.source("First"), make.source("Second")
    make.incident("A quarrel", make.event("It began", sources=[first, second]))
    restrict(first, make.legal_group())
    assert found("unsupported", reviewer) == []


def test_a_source_that_contradicts_holds_nothing_up(reviewer: User) -> None:
    first, second = make.source("First"), make.source("Second")
    event = make.event("It began", sources=[first])
    event.citations.add(make.citation(second, stance=Stance.CONTRADICTS))
    make.incident("A quarrel", event)
    restrict(first, make.legal_group())
    assert found("unsupported", reviewer) == ["A quarrel"]


def test_a_source_of_the_same_groups_still_holds(legal_editor: User, administrator: User) -> None:
    legal = make.legal_group()
    other = Group.objects.create(name="Board")
    source = make.source("Report", groups=[legal])
    made = make.incident(
        "A quarrel", make.event("It began", sources=[source]), sources=[source], groups=[legal]
    )
    assert found("unsupported", administrator) == []
    made.audience_groups.add(other)
    assert found("unsupported", administrator) == ["A quarrel"]


def test_editors_are_told_of_what_they_have_written(editor: User) -> None:
    made = TestUnsupported().wait(1)
    assert found("unsupported", editor) == []
    Incident.objects.get(pk=made.pk).save_revision(user=editor)
    assert found("unsupported", editor) == ["Quarrel 1"]


class TestStopped(AttentionContract):
    """Words that the firewall stops."""

    source = "stopped"
    person = "reviewer"

    def wait(self, number: int) -> Any:
        if not Rule.objects.exists():
            make.rule("T1", RuleSeverity(speaker="*", severity="high"), acts=["attack"])
        words = f"These critics are liars, {number}."
        return make.statement(f"Words {number}", words=words, said="", live=False)


class TestStatements(AttentionContract):
    """Words to approve."""

    source = "statements"
    person = "reviewer"

    def wait(self, number: int) -> Any:
        return make.statement(f"Words {number}", said="")


def test_words_that_were_said_and_templates_wait_for_no_approval(reviewer: User) -> None:
    make.statement("Said")
    make.statement("Template", kind="template", said="")
    make.statement("Approved", said="", state="approved")
    assert found("statements", reviewer) == []
