"""The quick forms: what one types at night on a phone, and what a reviewer answers."""

import pytest
from django.test import Client

from cases.choices import Certainty
from cases.models import Incident
from tests import factories as make

pytestmark = pytest.mark.django_db

NEW = "/en/incidents/new/"


def test_an_incident_is_published_from_three_fields(editor_client: Client) -> None:
    assert "audience" not in editor_client.get(NEW).content.decode()
    response = editor_client.post(
        NEW, {"title": "A fire", "line": "A phone burned", "began": "2026-01-07 21:30"}
    )
    incident = Incident.objects.get()
    assert response["Location"] == incident.get_absolute_url()
    assert incident.live
    assert incident.began.precision == "minute"


def test_a_group_is_offered_only_to_its_members(legal_editor_client: Client) -> None:
    group = make.legal_group()
    assert "Only the group Legal" in legal_editor_client.get(NEW).content.decode()
    told = {"title": "A letter", "line": "A lawyer wrote", "began": ""}
    legal_editor_client.post(NEW, told | {"audience": f"group-{group.pk}"})
    assert list(Incident.objects.get().audience_groups.all()) == [group]


def test_an_error_keeps_what_was_typed(editor_client: Client) -> None:
    page = editor_client.post(
        NEW, {"title": "A fire", "line": "A phone burned", "began": "last night"}
    ).content.decode()
    assert "“last night” is not a time" in page
    assert 'value="A fire"' in page
    assert "A phone burned</textarea>" in page
    assert 'value="last night"' in page
    assert not Incident.objects.exists()


def test_readers_have_no_quick_forms(reader_client: Client) -> None:
    incident = make.incident("A quarrel")
    for address in (
        NEW,
        "/en/incidents/to-confirm/",
        f"/en/incidents/{incident.slug}/events/new/",
    ):
        assert reader_client.get(address).status_code == 403
    answer = reader_client.post(
        f"/en/incidents/{incident.slug}/confirm/", {"certainty": "confirmed"}
    )
    assert answer.status_code == 403


def test_an_event_is_added_from_two_fields(editor_client: Client) -> None:
    incident = make.incident("A quarrel")
    address = f"/en/incidents/{incident.slug}/events/new/"
    page = editor_client.get(address).content.decode()
    assert "A quarrel" in page
    response = editor_client.post(address, {"what": "It went on", "when": "2026-01-08 evening"})
    event = incident.events.get()
    assert response["Location"] == f"{incident.get_absolute_url()}#{event.key}"
    assert event.when.precision == "part_of_day"


def test_an_event_of_a_hidden_incident_is_not_found(editor_client: Client) -> None:
    hidden = make.incident("A letter", groups=[make.legal_group()])
    address = f"/en/incidents/{hidden.slug}/events/new/"
    assert editor_client.get(address).status_code == 404
    assert editor_client.post(address, {"what": "x", "when": ""}).status_code == 404
    assert hidden.events.count() == 0


def test_a_reviewer_confirms_from_the_list(reviewer_client: Client) -> None:
    hasty = make.incident("A fire", certainty=Certainty.UNVERIFIED)
    make.incident("An old quarrel")
    make.incident("A quarrel", make.event("It went on", certainty=Certainty.UNVERIFIED))
    page = reviewer_client.get("/en/incidents/to-confirm/").content.decode()
    assert "A fire" in page
    assert "An old quarrel" not in page
    assert "It went on" in page
    address = f"/en/incidents/{hasty.slug}/confirm/"
    assert reviewer_client.get(address).status_code == 405
    reviewer_client.post(address, {"certainty": "reported"})
    assert make.fresh(hasty).certainty == Certainty.REPORTED


def test_the_addresses_of_the_forms_are_given_to_no_incident() -> None:
    assert make.incident("New").slug == "new-2"
    assert make.incident("To confirm").slug == "to-confirm-2"
