"""Somebody looks up who may say what, and who decides today; a reviewer edits it."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from kb.models import DutyRole, SpeakingRule
from kb.speaking.on_duty import on_duty
from kb.starter.speaking import load_speaking
from kb.starter.vocabulary import load_vocabularies
from tests import factories as make
from tests.admin_form import AdminForm

pytestmark = pytest.mark.django_db


def cells(client: Client, query: str = "", language: str = "en") -> dict[str, list[str]]:
    """Return the lines of the matrix: words of each cell by topic."""
    page = BeautifulSoup(client.get(f"/{language}/firewall/who/{query}").content, "html.parser")
    return {
        row.th.get_text(" ", strip=True): [
            " ".join(cell.get_text(" ", strip=True).split()) for cell in row.find_all("td")
        ]
        for row in page.select("table.speaking tbody tr")
    }


def test_a_cell_says_its_verdict_and_who_approves_and_stands_in(
    reader_client: Client, reviewer: User
) -> None:
    deputy = make.duty_role("Night desk · 夜班")
    role = make.duty_role("Head of care · 客服负责人", holder=reviewer, stand_in=deputy)
    make.speaking_rule("founder", approver=role)
    make.speaking_rule("founder", "not_allowed", topic="pay", channel="microblog")
    make.speaking_rule("founder", "refer", topic="pay", refer_to="company", note_en="As agreed")
    lines = cells(reader_client)
    assert lines["Anything else"][0] == (
        "Founder Allowed Approves: Head of care (Rong Reviewer) Stands in: Night desk"
    )
    assert lines["Pay"][0] == "Founder Refer to: Company As agreed"
    assert lines["Pay"][1] == "Company Not laid down"
    assert cells(reader_client, "?channel=microblog")["Pay"][0] == "Founder Not allowed"
    assert cells(reader_client, "?channel=nowhere") == lines
    assert "转交给：公司" in cells(reader_client, "", "zh-hans")["Pay"][0]


def test_without_rows_the_page_says_what_to_do(reader_client: Client) -> None:
    page = reader_client.get("/en/firewall/who/").content.decode()
    assert "Nothing has been laid down yet." in page
    assert "No role has been named" in reader_client.get("/en/firewall/who/duty/").content.decode()


@pytest.mark.parametrize(
    ("topic", "channel"), [(None, None), ("pay", None), (None, "microblog"), ("pay", "microblog")]
)
def test_a_second_row_for_the_same_is_refused(topic: str | None, channel: str | None) -> None:
    first = make.speaking_rule("founder", topic=topic, channel=channel)
    second = SpeakingRule(
        speaker="founder", topic=first.topic, channel=first.channel, verdict="not_allowed"
    )
    with pytest.raises(ValidationError, match="change that one"):
        second.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_a_row_by_which_nobody_may_speak_is_refused() -> None:
    make.speaking_rule("founder", "refer", topic="pay", refer_to="company")
    wrong = SpeakingRule(speaker="company", topic=make.topic(), verdict="not_allowed")
    with pytest.raises(ValidationError, match="“Founder · Pay” refers to Company"):
        wrong.full_clean()
    with pytest.raises(ValidationError, match="Say who speaks instead"):
        SpeakingRule(speaker="product", verdict="refer").full_clean()


def test_a_reviewer_edits_the_matrix_and_its_history_stays(reviewer_client: Client) -> None:
    row = make.speaking_rule("founder", topic="pay")
    where = "wagtailsnippets_kb_speakingrule"
    form = AdminForm(reviewer_client, reverse(f"{where}:edit", args=[row.pk]))
    form.type(verdict="not_allowed")
    assert form.send().status_code == 302
    row.refresh_from_db()
    assert row.is_stop
    history = reviewer_client.get(reverse(f"{where}:history", args=[row.pk])).content.decode()
    assert "Rong" in history
    assert row.revisions.count() == 2
    add = AdminForm(reviewer_client, reverse(f"{where}:add"))
    add.type(speaker="founder", topic=str(row.topic_id), verdict="allowed")
    assert "change that one" in add.send().content.decode()


def test_an_editor_may_look_and_not_change(editor_client: Client) -> None:
    row = make.speaking_rule("founder")
    where = "wagtailsnippets_kb_speakingrule"
    assert editor_client.get(reverse(f"{where}:list")).status_code == 200
    assert editor_client.get(reverse(f"{where}:edit", args=[row.pk])).status_code != 200


def test_whoever_stands_in_decides_while_the_holder_is_away(
    reader_client: Client, reviewer: User, editor: User
) -> None:
    deputy = make.duty_role("Night desk · 夜班", holder=editor, contact_en="Ext. 77", order=1)
    away = {"away_from": date(2026, 5, 2), "away_until": date(2026, 5, 4)}
    role = make.duty_role(holder=reviewer, stand_in=deputy, **away)
    make.speaking_rule("founder", topic="pay", approver=role)

    def first_row(day: str) -> str:
        page = reader_client.get(f"/en/firewall/who/duty/?day={day}").content
        row: Any = BeautifulSoup(page, "html.parser").select_one(".duty-sheet tbody tr")
        return " ".join(row.get_text(" ", strip=True).split())

    assert first_row("2026-05-01").startswith("Head of care Rong Reviewer Night desk")
    away_now = first_row("2026-05-04")
    assert away_now.startswith("Head of care Ed Editor as stand-in Rong Reviewer is away until")
    assert "Ext. 77" in away_now
    assert away_now.endswith("Founder · Pay")
    assert reader_client.get("/en/firewall/who/duty/?day=2026-99-99").status_code == 200


def test_roles_that_stand_in_for_each_other_end_somewhere() -> None:
    one = make.duty_role("One")
    two = make.duty_role("Two", stand_in=one)
    DutyRole.objects.filter(pk=one.pk).update(stand_in=two)
    roles = {role.pk: role for role in DutyRole.objects.all()}
    assert on_duty(roles, roles[one.pk], date(2026, 5, 1)).person is None


def test_the_starter_is_free_of_contradictions_and_loaded_once() -> None:
    load_vocabularies()
    assert [tally.new for tally in load_speaking()] == [4, 21]
    for row in SpeakingRule.all_rows():
        row.full_clean()
    SpeakingRule.objects.filter(speaker="founder").delete()
    assert [tally.new for tally in load_speaking()] == [0, 0]
