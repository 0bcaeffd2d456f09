"""What was made of an affair is taken back, as long as nobody has gone on with it."""

import pytest
from django.core.exceptions import ValidationError

from cases.importing.affairs.keeping import find_all
from cases.importing.affairs.making import make_incident
from cases.importing.affairs.undoing import take_back
from cases.importing.proposals.belonging import incident_of
from cases.models import Incident, ProposalDecision, Source
from kb.models import RawDocument
from tests.cast import persona
from tests.imported_affairs import EXPOSED, PUNISHED, affair_of, bring, chosen

pytestmark = pytest.mark.django_db


def test_taking_it_back_removes_the_incident_and_its_sources() -> None:
    bring(EXPOSED, PUNISHED)
    find_all()
    step = make_incident(affair_of("召回"), persona("editor"), chosen(affair_of("召回")))
    take_back(step, persona("editor"))
    assert (Incident.objects.count(), Source.objects.count()) == (0, 0)


def test_what_somebody_has_gone_on_with_is_not_taken_back() -> None:
    bring(EXPOSED, PUNISHED)
    find_all()
    step = make_incident(affair_of("召回"), persona("editor"), chosen(affair_of("召回")))
    step.incident.save_revision(user=persona("reviewer"))
    with pytest.raises(ValidationError):
        take_back(step, persona("editor"))


def test_added_to_an_incident_it_stands_in_the_newest_draft_and_can_be_taken_back() -> None:
    bring(EXPOSED, PUNISHED)
    find_all()
    affair, person = affair_of("召回"), persona("editor")
    there = Incident(title_en="A recall")
    there.save()
    there.save_revision(user=person)
    step = make_incident(affair, person, chosen(affair, into=there))
    there.refresh_from_db()
    assert there.get_latest_revision_as_object().events.count() == 2
    take_back(step, person)
    there.refresh_from_db()
    assert there.get_latest_revision_as_object().events.count() == 0


def test_the_document_of_an_incident_belongs_to_it_until_that_is_taken_back() -> None:
    bring(EXPOSED, PUNISHED)
    find_all()
    person, document = persona("editor"), RawDocument.objects.first()
    step = make_incident(affair_of("召回"), person, chosen(affair_of("召回")))
    assert incident_of(document, person) == step.incident
    take_back(step, person)
    assert incident_of(document, person) is None
    assert not ProposalDecision.objects.standing().exists()  # so that its import may go as well
