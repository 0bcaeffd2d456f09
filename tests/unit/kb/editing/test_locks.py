"""What somebody has locked is changed by nobody else, by whichever door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from cases.actions.confirm import confirm
from cases.models import Incident
from kb.records import actions
from tests import factories as make
from tests.admin_form import AdminForm, messages_of, shown_messages

pytestmark = pytest.mark.django_db


def url(view: str, *args: object) -> str:
    return reverse(f"wagtailsnippets_cases_incident:{view}", args=args)


@pytest.fixture
def incident(reviewer_client: Client) -> Incident:
    """A published incident that the reviewer has locked."""
    made: Incident = make.incident("A quarrel", make.event("It began"))
    reviewer_client.post(url("lock", made.pk))
    return make.fresh(made)  # type: ignore[no-any-return]


@pytest.mark.parametrize("action", ["", "publish", "submit"])
def test_no_button_of_another_saves_it(
    administrator_client: Client, incident: Incident, action: str
) -> None:
    versions = incident.revisions.count()
    form = AdminForm(administrator_client, url("edit", incident.pk))
    form.type(title_en="Over it")
    assert form.send(action).status_code == 200
    assert form.autosave().status_code == 400
    assert incident.revisions.count() == versions


def test_who_has_locked_it_goes_on_and_can_unlock_it(
    reviewer_client: Client, editor_client: Client, incident: Incident
) -> None:
    form = AdminForm(reviewer_client, url("edit", incident.pk))
    form.type(title_en="A longer quarrel")
    assert form.send().status_code == 302
    reviewer_client.post(url("unlock", incident.pk))
    form = AdminForm(editor_client, url("edit", incident.pk))
    form.type(title_en="By the editor")
    assert form.send().status_code == 302


def test_an_event_added_on_the_site_is_refused_and_stays_typed(
    editor_client: Client, incident: Incident
) -> None:
    address = reverse("event_add", args=[incident.slug])
    page = editor_client.post(address, {"what": "It went on", "when": "2026-01-08"})
    text = page.content.decode()
    assert page.status_code == 200
    assert "Rong Reviewer has locked it: nothing was changed." in text
    assert "It went on" in text
    assert incident.events.count() == 1


def test_a_confirmation_on_the_site_is_refused_and_says_so(
    administrator: User, administrator_client: Client, incident: Incident
) -> None:
    with pytest.raises(ValidationError, match="has locked it"):
        confirm(incident, administrator, "confirmed")
    address = reverse("incident_confirm", args=[incident.slug])
    page = administrator_client.post(address, {"certainty": "confirmed"}, follow=True)
    assert "has locked it" in page.content.decode()
    assert make.fresh(incident).certainty != "confirmed"


def test_it_is_neither_taken_back_nor_archived_nor_given_another_address(
    administrator: User, administrator_client: Client, incident: Incident
) -> None:
    response = administrator_client.post(url("unpublish", incident.pk))
    assert "has locked it" in " ".join(shown_messages(administrator_client, response["Location"]))
    assert make.fresh(incident).live
    for act in (
        lambda: actions.archive(incident, administrator),
        lambda: actions.change_slug(incident, administrator, "elsewhere"),
    ):
        with pytest.raises(ValidationError, match="has locked it"):
            act()


def test_access_is_closed_even_while_it_is_locked(administrator: User, incident: Incident) -> None:
    actions.set_audience(incident, administrator, "groups", [make.legal_group()])
    assert make.fresh(incident).audience == "groups"


def test_one_reviewer_keeps_another_from_approving_what_they_work_on(
    editor: User, reviewer_client: Client, client_of: Callable[[str], Client]
) -> None:
    draft: Any = make.incident("Waiting", live=False)
    Incident.get_default_workflow().start(draft, editor)
    reviewer_client.post(url("lock", draft.pk))
    state = draft.current_workflow_task_state
    address = url("workflow_action", draft.pk, "approve", state.pk)
    client_of("legal_editor").post(address, {"comment": ""})
    assert not make.fresh(draft).live
    reviewer_client.post(address, {"comment": ""})
    assert make.fresh(draft).live


def test_a_locked_page_is_changed_by_nobody_else(
    reviewer_client: Client, editor_client: Client
) -> None:
    page = make.article("A page", body=make.stream())
    reviewer_client.post(reverse("wagtailadmin_pages:lock", args=[page.pk]))
    form = AdminForm(editor_client, reverse("wagtailadmin_pages:edit", args=[page.pk]))
    form.type(title="Over it")
    refused = form.send()
    assert "locked" in " ".join(messages_of(refused))
    assert not type(page).objects.get(pk=page.pk).has_unpublished_changes
