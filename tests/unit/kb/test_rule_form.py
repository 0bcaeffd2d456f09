"""A rule is saved only when its examples come out as they say."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from kb.models import DraftCheck, Rule, RuleExample
from tests import factories as make
from tests.admin_form import AdminForm, shown_messages

pytestmark = pytest.mark.django_db


def editor_of(client: Client) -> AdminForm:
    """Return the open form of a rule with one example that crosses it."""
    example = RuleExample(text_en="These critics are liars.", text_zh="这些人就是骗子。")
    rule = make.rule("T1", example, acts=["attack"])
    return AdminForm(client, reverse("wagtailsnippets_kb_rule:edit", args=[rule.pk]))


def test_readers_see_what_is_checked_in_their_language(reader_client: Client) -> None:
    rule = make.rule("T2", acts=["attack"], speakers=["founder"])
    page = reader_client.get(f"/zh-hant/firewall/{rule.slug}/").content.decode()
    assert "攻擊批評者、媒體或同業" in page
    assert "發言者" in page


def test_a_change_that_an_example_contradicts_is_refused_with_that_example(
    reviewer_client: Client,
) -> None:
    form = editor_of(reviewer_client)
    form.type(acts="mobilise")
    page = form.send("publish").content.decode()
    assert "These critics are liars." in page
    assert "这些人就是骗子。" in page
    assert Rule.objects.get().acts == ["attack"]


def test_a_change_that_all_examples_bear_is_published(reviewer_client: Client) -> None:
    form = editor_of(reviewer_client)
    form.type(acts=["attack", "mobilise"])
    response = form.send("publish")
    assert response.status_code == 302, shown_messages(response)
    assert Rule.objects.get().acts == ["attack", "mobilise"]


def kept_check(username: str, text: str, **fields: Any) -> DraftCheck:
    """Keep a check of a text as somebody."""
    maker = User.objects.get(username=username)
    kept: DraftCheck = DraftCheck.objects.create(title="Trial", text=text, made_by=maker, **fields)
    return kept


def test_a_change_is_tried_on_kept_checks_and_the_difference_is_shown_first(
    reviewer_client: Client,
) -> None:
    kept_check("reader", "The critics are trolls. Go and vote it down, all of you!", audience="all")
    form = editor_of(reviewer_client)
    form.type(acts=["attack", "mobilise"])
    page = form.send("publish").content.decode()
    assert "Kept check “Trial”: found now:" in page
    assert "1 kept check comes out otherwise" in page
    assert Rule.objects.get().acts == ["attack"]
    form.type(tried="on")
    assert form.send("publish").status_code == 302
    assert Rule.objects.get().acts == ["attack", "mobilise"]


def test_a_severity_is_a_difference_too(reviewer_client: Client) -> None:
    kept_check("reviewer", "The critics are trolls.")
    form = editor_of(reviewer_client)
    form.add("severities", speaker="*", severity="high")
    assert "no longer found as before: “" in form.send("publish").content.decode()


def test_what_changes_nothing_and_checks_of_others_are_not_asked_about(
    reviewer_client: Client,
) -> None:
    kept_check("reviewer", "Thank you for telling us.")
    kept_check("reader", "Go and vote it down, all of you! The critics are trolls.")
    form = editor_of(reviewer_client)
    form.type(acts=["attack", "mobilise"])
    assert form.send("publish").status_code == 302
