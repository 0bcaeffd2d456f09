"""The screens for what belongs to a record and to no draft."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cases.models import Incident
from tests import factories as make

pytestmark = pytest.mark.django_db


def url(name: str, incident: Incident) -> str:
    """Return an address of the admin of incidents."""
    return reverse(f"wagtailsnippets_cases_incident:{name}", args=[incident.pk])


@pytest.fixture
def incident() -> Incident:
    """A published incident."""
    return make.incident("A quarrel")


def test_the_editor_leads_reviewers_to_every_action(
    reviewer_client: Client, incident: Incident
) -> None:
    page = reviewer_client.get(url("edit", incident)).content.decode()
    for name in ("audience", "address", "archive", "write-ups"):
        assert url(name, incident) in page
    assert url("restore", incident) not in page


def test_editors_are_offered_only_what_they_may_do(
    editor_client: Client, incident: Incident
) -> None:
    page = editor_client.get(url("edit", incident)).content.decode()
    assert url("audience", incident) not in page
    assert url("write-ups", incident) in page
    assert editor_client.get(url("audience", incident)).status_code == 302
    editor_client.post(url("archive", incident))
    assert not make.fresh(incident).is_archived


def test_a_member_restricts_a_record_to_their_group(
    legal_editor_client: Client, reader: User, legal: User, incident: Incident
) -> None:
    group = make.legal_group()
    source = make.common_source()
    told = {"audience": "groups", "groups": [group.pk]}
    response = legal_editor_client.post(url("audience", incident), told)
    assert response["Location"] == url("edit", incident)
    assert not Incident.objects.visible_to(reader).exists()
    assert Incident.objects.visible_to(legal).exists()
    entry = ModelLogEntry.objects.get(action="kb.audience")
    assert entry.data["after"] == ["groups", ["Legal"]]
    history = legal_editor_client.get(url("history", incident)).content.decode()
    assert "Changed who may see it" in history
    assert source.live


def test_nobody_shuts_themselves_out(reviewer_client: Client, incident: Incident) -> None:
    told = {"audience": "groups", "groups": [make.legal_group().pk]}
    page = reviewer_client.post(url("audience", incident), told).content.decode()
    assert "Choose at least one group that you belong to." in page
    assert make.fresh(incident).audience == "all"


def test_an_archived_record_is_hidden_and_comes_back(
    reviewer_client: Client, reader: User, incident: Incident
) -> None:
    reviewer_client.post(url("archive", incident))
    assert not Incident.objects.visible_to(reader).exists()
    page = reviewer_client.get(url("edit", incident)).content.decode()
    assert url("restore", incident) in page
    reviewer_client.post(url("restore", incident))
    assert Incident.objects.visible_to(reader).exists()
    assert set(ModelLogEntry.objects.values_list("action", flat=True)) >= {
        "kb.archive",
        "kb.restore",
    }


def test_an_old_address_leads_to_the_new_one(
    reviewer_client: Client, reader_client: Client, incident: Incident
) -> None:
    reviewer_client.post(url("address", incident), {"slug": "the-quarrel"})
    assert make.fresh(incident).slug == "the-quarrel"
    response = reader_client.get("/en/incidents/a-quarrel/")
    assert response["Location"] == "/en/incidents/the-quarrel/"
    make.incident("Taken")
    page = reviewer_client.post(url("address", incident), {"slug": "taken"}).content.decode()
    assert "This address is taken" in page
