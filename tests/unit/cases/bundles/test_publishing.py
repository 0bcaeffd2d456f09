"""An incident, its write-up in both languages and its sources go out together, or nothing does."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from wagtail.models import ModelLogEntry, PageLogEntry, PageViewRestriction

from cases.bundles.contents import belonging
from cases.bundles.findings import Grade, findings
from cases.bundles.publishing import publish_all
from kb.models import RuleSeverity
from kb.readiness import NotReady
from kb.records.publish_together import key_of
from tests import factories as make
from tests.bundled_case import Case, form_of, look

pytestmark = pytest.mark.django_db


def test_all_that_belongs_to_the_case_is_listed_and_ticked(
    reviewer_client: Client, case: Case
) -> None:
    form = form_of(look(reviewer_client, case))
    assert form["chosen"] == [
        key_of(one) for one in (case.incident, case.english, case.chinese, case.source)
    ]


def test_all_of_it_is_published_at_once_and_found(reviewer_client: Client, case: Case) -> None:
    form = form_of(look(reviewer_client, case))
    done = reviewer_client.post(case.address, form, follow=True)
    assert "Published: " in done.content.decode()
    assert case.live == [True] * 4
    found = reviewer_client.get("/en/search/?q=quarrel").content.decode()
    assert case.incident.get_absolute_url() in found


def test_each_thing_has_a_log_entry_of_its_own(reviewer: User, case: Case) -> None:
    publish_all(case.things, reviewer)
    published = {"action": "wagtail.publish", "user": reviewer}
    assert PageLogEntry.objects.filter(**published).count() == 2
    assert ModelLogEntry.objects.filter(**published).count() == 2


def test_when_one_cannot_go_out_nothing_does(reviewer: User, case: Case) -> None:
    with pytest.raises(NotReady, match="is not published"):
        publish_all([case.incident, case.english, case.chinese], reviewer)
    assert case.live == [False] * 4


def test_the_page_says_what_to_mend_and_keeps_the_ticks(
    reviewer_client: Client, case: Case
) -> None:
    form = form_of(look(reviewer_client, case), act="look")
    form["chosen"].remove(key_of(case.source))
    page = BeautifulSoup(reviewer_client.post(case.address, form).content, "lxml")
    assert "publish it first" in page.get_text()
    again = form_of(page)
    assert key_of(case.source) not in again["chosen"]
    assert reviewer_client.post(case.address, again).status_code == 400
    assert case.live == [False] * 4


def test_only_the_versions_that_were_shown_are_published(
    reviewer_client: Client, case: Case
) -> None:
    form = form_of(look(reviewer_client, case))
    case.english.save_revision()
    assert reviewer_client.post(case.address, form).status_code == 400
    assert case.live == [False] * 4


def test_an_editor_publishes_nothing(editor_client: Client, case: Case) -> None:
    page = look(editor_client, case)
    assert "You may not publish this. These may: " in page.get_text()
    assert editor_client.post(case.address, form_of(page)).status_code == 400
    assert case.live == [False] * 4


def test_a_reader_has_no_such_page(reader: User, case: Case) -> None:
    client = Client()
    client.force_login(reader)
    assert client.get(case.address).status_code in (302, 404)


def test_what_one_may_not_work_on_is_not_named(
    reviewer: User, legal_editor: User, case: Case
) -> None:
    secret = make.person("Somebody", groups=[make.legal_group()], live=False)
    incident = make.incident("Another", make.involvement(secret), live=False)
    assert belonging(incident, reviewer) == [incident]
    assert secret in belonging(incident, legal_editor)


def test_what_is_left_open_is_read_before_it_goes_out(reviewer_client: Client, case: Case) -> None:
    form = form_of(look(reviewer_client, case), act="look")
    form["chosen"].remove(key_of(case.chinese))
    page = BeautifulSoup(reviewer_client.post(case.address, form).content, "lxml")
    assert "does not go out along: 简体中文" in page.get_text()
    again = form_of(page)
    assert reviewer_client.post(case.address, again).status_code == 400
    reviewer_client.post(case.address, again | {"read": "on"})
    assert case.live == [True, True, False, True]


def test_a_write_up_open_to_more_readers_than_its_incident_says_so(
    administrator: User, case: Case
) -> None:
    case.incident.audience = "groups"
    case.incident.save()
    case.incident.audience_groups.add(make.legal_group())
    told = [one for one in findings(case.things, administrator) if "closed" in one.code]
    assert [one.thing for one in told] == [case.english, case.chinese]
    make.restrict(case.english, make.legal_group(), kind=PageViewRestriction.GROUPS)
    assert not [one for one in findings(case.things, administrator) if "closed" in one.code]


def test_what_somebody_else_has_locked_stops_all(reviewer: User, editor: User, case: Case) -> None:
    case.source.locked, case.source.locked_by = True, editor
    case.source.save()
    (found,) = findings(case.things, reviewer)
    assert found.grade is Grade.HELD
    with pytest.raises(NotReady):
        publish_all(case.things, reviewer)


def test_what_the_case_names_belongs_to_it_and_what_other_incidents_name_does_not(
    reviewer: User, case: Case
) -> None:
    words = make.statement(incident=case.incident, live=False)
    quoted = make.source("Quoted on the page", live=False)
    case.english.background = make.stream(("quotation", {"text": "So.", "source": quoted.pk}))
    case.english.save_revision()
    house = make.organisation("Galaxy", live=False)
    other = make.incident("Another", make.involvement(house), live=False)
    make.add(case.incident, make.link(other), live=False)
    found = belonging(make.fresh(case.incident), reviewer)
    assert {words, quoted, other} <= set(found)
    assert house not in found


def test_words_that_the_firewall_stops_stop_all(reviewer: User, case: Case) -> None:
    make.rule("T1", RuleSeverity(speaker="*", severity="high"), acts=["attack"])
    words = "These critics are liars."
    said = make.statement(words=words, said="", incident=case.incident, live=False)
    (found,) = findings([*case.things, said], reviewer)
    assert (found.thing, found.grade) == (said, Grade.PROBLEM)


def test_what_was_taken_back_from_readers_is_not_chosen_by_itself(
    reviewer: User, reviewer_client: Client, case: Case
) -> None:
    publish_all(case.things, reviewer)
    case.source.refresh_from_db()
    case.source.unpublish()
    form = form_of(look(reviewer_client, case))
    assert form["chosen"] == []
