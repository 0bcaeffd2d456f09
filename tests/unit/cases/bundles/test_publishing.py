"""An incident, its write-up in both languages and its sources go out together, or nothing does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry, PageViewRestriction

from cases.bundles.contents import belonging
from cases.bundles.findings import Grade, findings
from cases.bundles.publishing import publish_all
from cases.models import Incident, Source
from kb.models import CaseStudyPage
from kb.readiness import NotReady
from kb.records.publish_together import key_of
from tests import factories as make

pytestmark = pytest.mark.django_db


@dataclass
class Case:
    """A case of which nothing is published yet."""

    incident: Incident
    source: Source
    english: CaseStudyPage
    chinese: CaseStudyPage

    @property
    def things(self) -> list[Any]:
        return [self.incident, self.source, self.english, self.chinese]

    @property
    def live(self) -> list[bool]:
        return [type(one)._base_manager.get(pk=one.pk).live for one in self.things]

    @property
    def address(self) -> str:
        return reverse("wagtailsnippets_cases_incident:bundle", args=[self.incident.pk])


@pytest.fixture
def case() -> Case:
    source = make.source("A report · 一篇报道", live=False)
    event = make.event("It began · 开始了", sources=[source])
    incident = make.incident("A quarrel · 一场争吵", event, sources=[source], live=False)
    english = make.case_study("The quarrel", live=False)
    chinese = make.translated(english, "争吵始末", background=ZH, live=False)
    make.write_up(english, incident)
    return Case(incident, source, english, chinese)


ZH = make.stream(("text", "<p>事情是这样开始的，大家都没有想到。</p>"))


def form_of(page: BeautifulSoup, **changes: Any) -> dict[str, Any]:
    """Return what the form of a page would send."""
    boxes = [str(box["value"]) for box in page.select("input[name=chosen][checked]")]
    hidden = {
        str(one["name"]): one["value"] for one in page.select("form.bundle input[type=hidden]")
    }
    return {"chosen": boxes, **hidden, "act": "publish", **changes}


def look(client: Client, case: Case) -> BeautifulSoup:
    answer = client.get(case.address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "lxml")


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
    assert case.live == [True, True, True, False]


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
