"""Somebody pastes a draft and is told which rules it crosses, with which words."""

import logging
import re
from typing import Any

import pytest
from django.test import Client

from kb.draft_checks.told import LONGEST, Draft, check_draft
from kb.models import Rule, RuleExample, RuleSeverity
from tests import factories as make

pytestmark = pytest.mark.django_db

SAID = {
    "en": "Thank you, all. These critics are liars.",
    "zh-hans": "谢谢大家。这些人就是骗子。",
    "zh-hant": "謝謝大家。這些人就是騙子。",
}


def attack_rule(**fields: Any) -> Rule:
    """Publish the rule against attacks: high for the founder, else a warning."""
    high = RuleSeverity(speaker="founder", severity="high")
    return make.rule("T1", high, acts=["attack"], exemptions=["found_by_authority"], **fields)


def check(client: Client, language: str = "en", **typed: Any) -> Any:
    """Send a draft."""
    return client.post(f"/{language}/firewall/check/", {"text": SAID[language], **typed})


def words(page: str) -> str:
    """Return the text of the marked draft, without the numbers of the findings."""
    box = re.search(r'<div class="marked-text"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert box
    return re.sub(r"<a .*?</a>|</?mark[^>]*>", "", box[1])


@pytest.mark.parametrize("language", SAID)
def test_the_words_that_cross_a_rule_are_marked_in_the_text_as_typed(
    reader_client: Client, language: str
) -> None:
    rule = attack_rule()
    page = check(reader_client, language, speaker="founder").content.decode()
    assert words(page) == SAID[language]
    assert "marked-text__words--high" in page
    assert rule.get_absolute_url() in page
    better = {"en": "Better so", "zh-hans": "更好的做法", "zh-hant": "更好的做法"}
    assert better[language] in page
    excuse = {"en": "An authority has found so", "zh-hans": "主管机关", "zh-hant": "主管機關"}
    assert excuse[language] in page


def test_what_is_typed_is_shown_as_it_is(reader_client: Client) -> None:
    attack_rule()
    typed = "<b>These critics</b> are liars & worse.\r\n\r\n  End"
    page = reader_client.post("/en/firewall/check/", {"text": typed}).content.decode()
    assert words(page) == "&lt;b&gt;These critics&lt;/b&gt; are liars &amp; worse.\n\n  End"


def test_severity_depends_on_who_speaks(reader_client: Client) -> None:
    attack_rule()
    assert "marked-text__words--high" not in check(reader_client).content.decode()
    stopped = check(reader_client, speaker="founder").content.decode()
    assert "marked-text__words--high" in stopped


def test_a_rule_for_some_groups_is_told_to_no_other(client_of: Any) -> None:
    rule = attack_rule(groups=[make.legal_group()])
    assert rule.get_absolute_url() in check(client_of("legal")).content.decode()
    for other in ("reader", "editor", "reviewer"):
        page = check(client_of(other)).content.decode()
        assert rule.get_absolute_url() not in page
        assert rule.slug not in page
        assert "marked-text__words" not in page


def test_who_is_not_signed_in_checks_nothing(client: Client) -> None:
    assert check(client).status_code == 302


def test_topics_of_the_text_are_proposed_and_can_be_taken_out(reader_client: Client) -> None:
    make.topic("recall")
    make.rule("T2", acts=["attack"], topics=["recall"])
    text = "The recall begins today. These critics are liars."
    page = reader_client.post("/en/firewall/check/", {"text": text})
    assert 'value="recall" id="id_topics_0" checked' in page.content.decode()
    assert "T2" in page.content.decode()
    proposed = {"text": text, "proposed": "recall"}
    assert (
        "T2"
        in reader_client.post(
            "/en/firewall/check/", {**proposed, "topics": ["recall"]}
        ).content.decode()
    )
    corrected = reader_client.post("/en/firewall/check/", proposed).content.decode()
    assert "T2" not in corrected
    assert 'name="proposed" value="recall"' in corrected


def test_a_proposed_topic_is_not_a_stated_one() -> None:
    assert check_draft(Draft("The recall begins today."), []).statement.stated == frozenset()


def test_nothing_is_kept_or_logged(
    reader_client: Client, caplog: pytest.LogCaptureFixture, django_assert_max_num_queries: Any
) -> None:
    attack_rule()
    caplog.set_level(logging.DEBUG)
    with django_assert_max_num_queries(14) as asked:
        response = check(reader_client)
    statements = [query["sql"] for query in asked.captured_queries]
    assert not [sql for sql in statements if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert not [sql for sql in statements if "liars" in sql]
    assert "liars" not in "".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("django.db")
    )
    assert "no-store" in response["Cache-Control"]


def test_a_text_that_is_too_long_is_refused_with_its_length(reader_client: Client) -> None:
    response = reader_client.post("/en/firewall/check/", {"text": "好" * (LONGEST + 1)})
    assert response.status_code == 400
    assert "100,001 characters" in response.content.decode()


def test_an_empty_draft_is_asked_for(reader_client: Client) -> None:
    response = reader_client.post("/en/firewall/check/", {"text": " \n "})
    assert response.status_code == 400
    assert "Paste the words" in response.content.decode()


def test_findings_that_overlap_are_both_marked() -> None:
    example = RuleExample(text_en="These critics are liars.")
    rules = [make.rule(code, example, acts=["attack"]) for code in ("A1", "A2")]
    checked = check_draft(Draft(SAID["en"]), rules)
    assert "".join(piece.text for piece in checked.pieces) == SAID["en"]
    assert max(len(piece.told) for piece in checked.pieces) == 2


def test_precedents_are_lessons_of_incidents_the_reader_may_see(client_of: Any) -> None:
    rule = attack_rule()
    make.incident("Open quarrel", make.lesson("It went wrong", rule=rule))
    legal = [make.legal_group()]
    make.incident("Hidden quarrel", make.lesson("Nobody knows", rule=rule), groups=legal)
    seen = check(client_of("reader")).content.decode()
    assert "Open quarrel" in seen
    assert "Hidden quarrel" not in seen
    assert "Hidden quarrel" in check(client_of("legal")).content.decode()


@pytest.mark.parametrize("address", ["/en/", "/en/firewall/"])
def test_the_page_is_one_step_away(reader_client: Client, address: str) -> None:
    make.home()
    page = reader_client.get(address).content.decode()
    assert page.count('href="/en/firewall/check/"') >= 2


def test_a_draft_is_told_whether_its_speaker_may_say_it_and_who_approves(
    reader_client: Client,
) -> None:
    deputy = make.duty_role("Night desk · 夜班")
    role = make.duty_role("Head of care · 客服负责人", stand_in=deputy)
    make.speaking_rule("founder", "refer", topic="pay", refer_to="company", approver=role)
    make.speaking_rule("founder", "not_allowed", topic="rumor", note_en="Never so")
    page = check(reader_client, speaker="founder", topics=["pay"]).content.decode()
    assert "Refer to: Company" in page
    assert "Head of care" in page
    assert "Night desk" in page
    assert "No rule is crossed, but" not in page
    stopped = check(reader_client, speaker="founder", topics=["rumor", "pay"]).content.decode()
    assert "this speaker may not say it" in stopped
    assert "Never so" in stopped
    assert "Choose who speaks" in check(reader_client).content.decode()
    assert "Nothing is laid down" in check(reader_client, speaker="company").content.decode()
