"""Beside the editor stands what the newest draft crosses, for those who work on it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kb.draft_checks.kinds import draft_kinds, kind_of
from kb.models import RuleSeverity
from tests import factories as make

pytestmark = pytest.mark.django_db

ATTACK = "These critics are liars."


@pytest.fixture(autouse=True)
def _rule() -> None:
    make.rule("T1", RuleSeverity(speaker="*", severity="high"), acts=["attack"])


def findings(client: Client, thing: Any) -> Any:
    """Return what the panel of a page or record answers."""
    kind = kind_of(thing)
    assert kind is not None
    return client.get(reverse("draft_findings", args=[kind.name, thing.pk]))


def test_the_newest_draft_is_checked(editor_client: Client) -> None:
    statement = make.statement(words="Thank you.", said="")
    assert "No rule is crossed" in findings(editor_client, statement).content.decode()
    statement.words = make.both(f"{ATTACK} · 这些人就是骗子。")
    statement.save_revision()
    page = findings(editor_client, statement).content.decode()
    assert "These critics" in page
    assert "骗子" in page
    assert "Better so" in page
    assert "4 findings stop it" in page


@pytest.mark.parametrize(("who", "status"), [("reader", 302), ("legal", 302), ("editor", 404)])
def test_who_does_not_work_on_it_is_told_nothing(client_of: Any, who: str, status: int) -> None:
    statement = make.statement(words=ATTACK, said="", groups=[make.legal_group()], live=False)
    response = findings(client_of(who), statement)
    assert response.status_code == status
    assert "critics" not in response.content.decode()
    assert findings(client_of("legal_editor"), statement).status_code == 200


def test_a_case_study_is_checked_too(editor_client: Client) -> None:
    study = make.case_study("A quarrel", response=make.stream(("text", f"<p>{ATTACK}</p>")))
    assert "These critics" in findings(editor_client, study).content.decode()


def test_a_kind_that_is_not_checked_is_not_there(editor_client: Client) -> None:
    assert kind_of(make.source()) is None
    assert editor_client.get("/admin/draft-checks/source/1/").status_code == 404
    assert {kind.name for kind in draft_kinds} == {"case-study", "statement"}


def test_the_editor_names_where_the_findings_are(editor_client: Client) -> None:
    statement = make.statement(words=ATTACK, said="", live=False)
    edit = reverse("wagtailsnippets_cases_statement:edit", args=[statement.pk])
    address = reverse("draft_findings", args=["statement", statement.pk])
    assert f'data-firewall-panel="{address}"' in editor_client.get(edit).content.decode()
    add = editor_client.get(reverse("wagtailsnippets_cases_statement:add")).content.decode()
    assert 'data-firewall-panel="/admin/draft-checks/statement/0/"' in add


def test_the_panel_says_who_may_say_it(editor_client: Client) -> None:
    make.speaking_rule("company", "not_allowed", topic="pay", note_en="Ask personnel")
    statement = make.statement(
        words="Thank you.", said="", speaks_as="company", topics=[make.topic()], live=False
    )
    page = findings(editor_client, statement).content.decode()
    assert "Not allowed" in page
    assert "Ask personnel" in page
