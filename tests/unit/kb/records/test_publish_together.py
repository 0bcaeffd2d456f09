"""What a draft names and nobody reads yet is listed, and published along: all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from cases.models import Incident, Person, Source
from kb.records.neighbours import named_by
from kb.records.publish_together import key_of
from tests import factories as make
from tests.admin_form import AdminForm, messages_of

pytestmark = pytest.mark.django_db


def url(view: str, thing: Any) -> str:
    meta = thing._meta
    return reverse(f"wagtailsnippets_{meta.app_label}_{meta.model_name}:{view}", args=[thing.pk])


@pytest.fixture
def report() -> Source:
    """A source that was made inside a chooser."""
    return make.source("A report", live=False)  # type: ignore[no-any-return]


@pytest.fixture
def person() -> Person:
    """A person that was made inside a chooser."""
    return make.person("Lin Wei", live=False)  # type: ignore[no-any-return]


@pytest.fixture
def draft(report: Source, person: Person) -> Incident:
    """An incident that names both."""
    return quarrel(report, person)


def quarrel(report: Source, person: Person, *parts: Any) -> Incident:
    event = make.event("It began", sources=[report], actors=[person])
    return make.incident("A quarrel", event, *parts, sources=[report], live=False)  # type: ignore[no-any-return]


def step(client: Client, incident: Incident) -> tuple[str, dict[str, Any], BeautifulSoup]:
    """Press "Publish", and return where it leads, the form there, and the page."""
    response = AdminForm(client, url("edit", incident)).send("publish")
    assert response.status_code == 302
    address = response["Location"]
    page = BeautifulSoup(client.get(address).content, "lxml")
    boxes = page.select("input[name=along]")
    version = page.select_one("input[name=version]")
    ticked = [str(box["value"]) for box in boxes if box.has_attr("checked")]
    return address, {"along": ticked, "version": version["value"] if version else ""}, page


def is_live(*things: Any) -> list[bool]:
    return [bool(make.fresh(thing).live) for thing in things]


def test_a_draft_names_the_records_of_its_fields_and_of_its_parts(
    report: Source, person: Person
) -> None:
    other = make.incident("Another")
    draft = quarrel(report, person, make.link(other))
    found = named_by(draft.get_latest_revision_as_object())
    assert sorted(found, key=str) == [report, other, person]


def test_publishing_lists_them_and_publishes_all(
    reviewer_client: Client, draft: Incident, report: Source, person: Person
) -> None:
    address, form, page = step(reviewer_client, draft)
    assert address == url("publish_together", draft)
    assert is_live(draft, report, person) == [False] * 3
    assert "A report" in page.get_text()
    assert "Lin Wei" in page.get_text()
    assert set(form["along"]) == {key_of(report), key_of(person)}
    done = reviewer_client.post(address, form, follow=True)
    assert "Published: A quarrel; " in " ".join(messages_of(done))
    assert is_live(draft, report, person) == [True] * 3


def test_what_needs_another_goes_out_after_it(reviewer_client: Client, report: Source) -> None:
    company = make.organisation("Galaxy", live=False)
    person = make.person("Lin Wei", make.role(company, sources=[report]), live=False)
    draft = make.incident("A quarrel", make.involvement(person), live=False)
    address, form, _page = step(reviewer_client, draft)
    assert set(form["along"]) == {key_of(person), key_of(company), key_of(report)}
    reviewer_client.post(address, form)
    assert is_live(draft, person, company, report) == [True] * 4


def test_one_may_leave_out_what_is_not_needed(
    reviewer_client: Client, draft: Incident, report: Source, person: Person
) -> None:
    address, form, _page = step(reviewer_client, draft)
    reviewer_client.post(address, form | {"along": [key_of(report)]})
    assert is_live(draft, report, person) == [True, True, False]


def test_without_what_is_needed_nothing_is_published(
    reviewer_client: Client, draft: Incident, report: Source, person: Person
) -> None:
    address, form, _page = step(reviewer_client, draft)
    refused = reviewer_client.post(address, form | {"along": [key_of(person)]})
    assert "not published" in refused.content.decode()
    assert is_live(draft, report, person) == [False] * 3


def test_what_is_not_ready_itself_says_why_and_cannot_be_ticked(
    reviewer_client: Client, report: Source
) -> None:
    other = make.incident("Half done", make.event("Uncited", sources=()), live=False)
    draft = make.incident("A quarrel", make.link(other), sources=[report], live=False)
    address, form, page = step(reviewer_client, draft)
    assert form["along"] == [key_of(report)]
    assert "needs a citation" in page.get_text()
    reviewer_client.post(address, form | {"along": [key_of(report), key_of(other)]})
    assert is_live(draft, other) == [False, False]


def test_it_says_who_can_where_one_may_not(
    reviewer_client: Client, reviewer: User, draft: Incident, person: Person
) -> None:
    right = Permission.objects.get(codename="publish_person")
    reviewer.groups.get().permissions.remove(right)
    _address, form, page = step(reviewer_client, draft)
    assert key_of(person) not in form["along"]
    assert "You may not publish this. These may: Administrators." in page.get_text()


def test_what_is_locked_by_another_is_left_alone(
    reviewer_client: Client, editor: User, draft: Incident, person: Person
) -> None:
    Person.objects.filter(pk=person.pk).update(locked=True, locked_by=editor)
    _address, form, page = step(reviewer_client, draft)
    assert key_of(person) not in form["along"]
    assert "locked" in page.get_text()


def test_a_hidden_draft_is_neither_named_nor_published(
    client_of: Callable[[str], Client], report: Source, person: Person
) -> None:
    hidden = make.person("Quetzal", groups=[make.legal_group()], live=False)
    draft = quarrel(report, person, make.involvement(hidden))
    address, form, page = step(client_of("reviewer"), draft)
    assert "Quetzal" not in page.get_text()
    client_of("reviewer").post(address, form | {"along": [*form["along"], key_of(hidden)]})
    assert is_live(hidden) == [False]


def test_a_version_saved_after_the_list_was_shown_is_not_published_unseen(
    reviewer_client: Client, editor_client: Client, draft: Incident, report: Source
) -> None:
    address, form, _page = step(reviewer_client, draft)
    theirs = AdminForm(editor_client, url("edit", draft))
    theirs.type(title_en="Something else")
    theirs.send()
    refused = reviewer_client.post(address, form)
    assert "A newer version was saved meanwhile" in refused.content.decode()
    assert is_live(draft, report) == [False, False]


def test_editors_hand_in_what_names_drafts_and_the_approval_publishes_all(
    editor_client: Client,
    reviewer_client: Client,
    draft: Incident,
    report: Source,
    person: Person,
) -> None:
    assert AdminForm(editor_client, url("edit", draft)).send("submit").status_code == 302
    state = make.fresh(draft).current_workflow_task_state
    address = reverse(
        "wagtailsnippets_cases_incident:workflow_action", args=[draft.pk, "approve", state.pk]
    )
    done = reviewer_client.post(address, {"comment": ""}, follow=True)
    assert "Published along with it: Lin Wei; A report" in " ".join(messages_of(done))
    assert is_live(draft, report, person) == [True] * 3
