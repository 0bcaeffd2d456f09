"""A risk is watched, reviewed, closed, and becomes an incident; each reader sees their part."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from cases.actions import risks
from cases.choices import Certainty, RiskStanding
from cases.models import Incident, Risk
from cases.precedents.situation import Situation
from cases.precedents.vocabulary import vocabulary
from cases.precedents.watched import watched_like
from kb.records.spans import parse_typed
from tests import cast
from tests import factories as make
from tests.attention_contract import AttentionContract

pytestmark = pytest.mark.django_db


class TestToReview(AttentionContract):
    """Risks whose owner should look at them again; the owner may be a reader."""

    source = "risks"
    person = "legal"

    def wait(self, number: int) -> Any:
        day = timezone.localdate() + timedelta(days=number)
        owner = cast.persona(self.person)
        return make.risk(f"Batteries {number}", responsible=owner, review_date=day)


def page(client: Client, risk: Any) -> str:
    return client.get(risk.get_absolute_url()).content.decode()


def test_a_signal_shows_at_once_and_its_form_sent_twice_adds_one(
    editor_client: Client, reader_client: Client
) -> None:
    risk = make.risk()
    address = f"{risk.get_absolute_url()}signal/"
    key = str(uuid.uuid4())
    assert editor_client.get(address).status_code == 200
    for _twice in range(2):
        told = {"text": "投诉增多", "seen": "2026-01-04 evening", "key": key}
        assert editor_client.post(address, told).status_code == 302
    (signal,) = Risk.objects.get().signals.all()
    assert (signal.text.zh, str(signal.key)) == ("投诉增多", key)
    assert "投诉增多" in page(reader_client, risk)
    assert reader_client.get(address).status_code == 403


def test_a_signal_goes_into_the_draft_too_and_the_draft_stays_one(editor: User) -> None:
    risk = make.risk()
    draft = risk.get_latest_revision_as_object()
    draft.title_en = "Another title"
    draft.save_revision(user=editor)
    risks.note_signal(make.fresh(risk), editor, "Complaints", parse_typed("2026-01-04"))
    now = make.fresh(risk)
    newest = now.get_latest_revision_as_object()
    assert (now.title_en, newest.title_en) == ("Batteries may fail", "Another title")
    assert len(newest.signals.all()) == len(now.signals.all()) == 1


def test_a_signal_of_a_closed_source_is_not_there(
    reader_client: Client, legal_client: Client
) -> None:
    source = make.source(groups=[make.legal_group()])
    risk = make.risk("Batteries", make.signal("Canary", source=source))
    assert "Canary" not in page(reader_client, risk)
    assert "Canary" not in reader_client.get("/en/search/?q=canary").content.decode()
    assert "Canary" in page(legal_client, risk)


def test_the_owner_reviews_it_even_as_a_reader(legal: User, reader: User) -> None:
    risk = make.risk(responsible=legal)
    day = timezone.localdate() + timedelta(days=90)
    risks.review(risk, legal, 4, day)
    now = make.fresh(risk)
    assert (now.likelihood, now.review_date) == (4, day)
    with pytest.raises(PermissionDenied):
        risks.review(risk, reader, 5, day)


def test_it_is_closed_with_a_reason_and_watched_again(editor_client: Client) -> None:
    risk = make.risk()
    editor_client.post(f"{risk.get_absolute_url()}close/", {"reason": "The recall is done."})
    assert "The recall is done." in page(editor_client, risk)
    with pytest.raises(ValidationError):
        risks.note_signal(risk, cast.persona("editor"), "More", parse_typed("2026"))
    editor_client.post(f"{risk.get_absolute_url()}step/", {"step": "watch"})
    assert "The recall is done." not in page(editor_client, risk)


def test_an_incident_is_drafted_from_it_and_nothing_is_published(
    editor: User, reader: User
) -> None:
    person, source = make.person(), make.source()
    risk = make.risk(
        "Batteries · 电池",
        make.signal("First · 第一", source=source),
        make.signal("Second"),
        make.concern(person),
        topics=[make.topic()],
        crisis_type=make.crisis_type(),
        impact=4,
        groups=[],
    )
    made = risks.make_incident(risk, editor)
    draft = Incident.objects.get(pk=made.pk).get_latest_revision_as_object()
    assert not made.live
    assert (draft.title_zh, draft.severity, len(draft.topics.all())) == ("电池", 4, 1)
    assert [event.certainty for event in draft.events.all()] == [Certainty.UNVERIFIED] * 2
    assert [len(event.citations.all()) for event in draft.events.all()] == [1, 0]
    assert [one.person for one in draft.involvements.all()] == [person]
    assert list(Risk.objects.watched(reader)) == [risk]
    with pytest.raises(ValidationError):
        risks.make_incident(risk, editor)


def test_a_restricted_risk_makes_a_restricted_incident(legal_editor: User, editor: User) -> None:
    risk = make.risk(groups=[make.legal_group()])
    with pytest.raises(PermissionDenied):
        risks.make_incident(risk, editor)
    made = risks.make_incident(risk, legal_editor)
    assert not Incident.objects.editable_by(editor).filter(pk=made.pk).exists()


def test_it_became_an_incident_for_those_who_may_read_that(
    editor_client: Client, reader_client: Client, legal_client: Client
) -> None:
    incident = make.incident("Fire canary", groups=[make.legal_group()])
    risk = make.risk(became=incident)
    for client, standing in (
        (reader_client, RiskStanding.WATCHED),
        (legal_client, RiskStanding.INCIDENT),
    ):
        assert ("Fire canary" in page(client, risk)) is (standing == RiskStanding.INCIDENT)
        listed = client.get("/en/risks/", {"state": standing}).content.decode()
        assert "Batteries may fail" in listed
    assert "Batteries may fail" in legal_client.get(incident.get_absolute_url()).content.decode()


def test_it_is_taken_back_while_nobody_has_read_the_incident(editor: User) -> None:
    risk = make.risk()
    made = risks.make_incident(risk, editor)
    risks.take_back(risk, editor)
    assert make.fresh(risk).became is None
    assert Incident.objects.get(pk=made.pk).is_archived
    again = risks.make_incident(risk, editor)
    Incident.objects.filter(pk=again.pk).update(first_published_at=timezone.now())
    with pytest.raises(PermissionDenied):
        risks.take_back(make.fresh(risk), editor)


def test_watched_risks_stand_beside_precedents_for_those_who_may(
    reader: User, legal: User, reader_client: Client
) -> None:
    make.risk("Battery fire", topics=[make.topic()])
    make.risk("Battery smoke", groups=[make.legal_group()], topics=[make.topic()])
    closed = make.risk("Battery theft", topics=[make.topic()])
    Risk.objects.filter(pk=closed.pk).update(state="closed")
    asked = Situation(words="battery fire", topic=(make.topic().key,))
    known = vocabulary()
    names = [one.risk.title_en for one in watched_like(asked, known, reader)]
    assert names == ["Battery fire"]
    assert len(watched_like(asked, known, legal)) == 2
    found = reader_client.get("/en/precedents/?words=battery+fire").content.decode()
    assert "Watched risks like this" in found
    assert "Battery smoke" not in found


def test_the_first_page_names_what_its_owner_reviews(legal_client: Client, legal: User) -> None:
    make.home()
    make.risk("Batteries", responsible=legal, review_date=timezone.localdate())
    assert "Batteries" in legal_client.get("/en/").content.decode()
