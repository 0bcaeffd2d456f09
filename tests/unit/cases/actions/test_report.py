"""What is written down at night is there at once, unverified, with the writer's note as its source."""

import uuid

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from wagtail.models import ModelLogEntry, ReferenceIndex

from cases.actions.confirm import confirm
from cases.actions.report import add_event, report_incident
from cases.choices import Certainty, SourceKind
from cases.models import Incident, Source
from kb.records.actions import audience_groups_of
from kb.records.bilingual import Bilingual
from kb.records.spans import now, parse_typed
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_an_editor_publishes_a_new_incident_as_unverified(editor: User, reader: User) -> None:
    incident = report_incident(editor, "手机起火", "A phone burned in a shop", now())
    assert incident.live
    assert incident.certainty == Certainty.UNVERIFIED
    assert incident.title == Bilingual(zh="手机起火")
    assert incident.verdict == Bilingual(en="A phone burned in a shop")
    assert incident.slug == "shou-ji-qi-huo"
    assert Incident.objects.visible_to(reader).get() == incident
    assert ModelLogEntry.objects.filter(action="cases.report", user=editor).exists()


def test_its_source_is_the_note_of_its_writer(editor: User) -> None:
    incident = report_incident(editor, "A fire", "A phone burned in a shop", now())
    note = incident.citations.get().source
    assert note.kind == SourceKind.NOTE
    assert note.live
    assert note.author == "Ed Editor"
    assert note.text == "A phone burned in a shop"
    assert note.language == "en"


def test_it_may_be_kept_to_a_group_of_its_writer(
    legal_editor: User, legal: User, reader: User
) -> None:
    group = make.legal_group()
    incident = report_incident(legal_editor, "A letter", "A lawyer wrote", now(), group)
    assert not Incident.objects.visible_to(reader).exists()
    assert not Source.objects.visible_to(reader).exists()
    assert Incident.objects.visible_to(legal).get() == incident
    assert list(audience_groups_of(legal_editor)) == [group]


def test_it_cannot_be_kept_to_a_group_of_others(editor: User) -> None:
    assert not audience_groups_of(editor).exists()
    with pytest.raises(PermissionDenied):
        report_incident(editor, "A letter", "A lawyer wrote", now(), make.legal_group())


def test_readers_report_nothing(reader: User) -> None:
    with pytest.raises(PermissionDenied):
        report_incident(reader, "A fire", "A phone burned", now())
    with pytest.raises(PermissionDenied):
        add_event(make.incident(), reader, "It went on", now())
    assert not Source.objects.filter(kind=SourceKind.NOTE).exists()


def test_an_event_appears_at_once_and_says_who_wrote_it(editor: User, reader: User) -> None:
    incident = make.incident("A quarrel", make.event("It began"))
    key = add_event(incident, editor, "店员道歉了", parse_typed("2026-01-07 21:30"))
    event = incident.events.supported_for(reader).get(key=key)
    assert event.what == Bilingual(zh="店员道歉了")
    assert event.certainty == Certainty.UNVERIFIED
    assert event.citations.get().source.author == "Ed Editor"
    assert not make.fresh(incident).has_unpublished_changes
    assert [one.key for one in incident.events.order_by("sort_order")][-1] == key


def test_an_event_is_in_the_draft_too_under_the_same_key(editor: User, reviewer: User) -> None:
    incident = make.incident("A quarrel", make.event("It began"))
    draft = incident.get_latest_revision_as_object()
    draft.title = Bilingual(en="A draft of it")
    draft.save_revision()

    key = add_event(make.fresh(incident), editor, "It went on", now())
    incident = make.fresh(incident)
    assert incident.title.en == "A quarrel"
    assert incident.has_unpublished_changes
    row = incident.events.get(key=key)
    draft = incident.get_latest_revision_as_object()
    assert draft.title.en == "A draft of it"
    assert [event.key for event in draft.events.all()].count(key) == 1

    incident.latest_revision.publish(user=reviewer)
    incident = make.fresh(incident)
    assert incident.title.en == "A draft of it"
    assert incident.events.get(key=key).pk == row.pk
    assert incident.events.get(key=key).citations.count() == 1


def test_an_event_of_a_restricted_incident_keeps_its_audience(
    legal_editor: User, editor: User
) -> None:
    group = make.legal_group()
    source = make.source("For lawyers", groups=[group])
    incident = make.incident("A letter", sources=[source], groups=[group])
    key = add_event(incident, legal_editor, "They wrote again", now())
    note = incident.events.get(key=key).citations.get().source
    assert list(note.audience_groups.all()) == [group]
    assert not Source.objects.visible_to(editor).filter(pk=note.pk).exists()
    with pytest.raises(PermissionDenied):
        add_event(incident, editor, "I guess so", now())


def test_the_note_of_an_event_is_used_by_its_incident(editor: User) -> None:
    incident = make.incident("A quarrel")
    key = add_event(incident, editor, "It went on", now())
    note = incident.events.get(key=key).citations.get().source
    assert ReferenceIndex.get_references_to(note).exists()


def test_a_reviewer_confirms_an_incident_and_its_hasty_events(editor: User, reviewer: User) -> None:
    incident = report_incident(editor, "A fire", "A phone burned", now())
    add_event(incident, editor, "The shop closed", now())
    assert Incident.objects.to_confirm().get() == incident
    confirm(incident, reviewer, Certainty.CONFIRMED)
    incident = make.fresh(incident)
    assert incident.certainty == Certainty.CONFIRMED
    assert incident.events.get().certainty == Certainty.CONFIRMED
    assert not Incident.objects.to_confirm().exists()
    assert ModelLogEntry.objects.filter(action="cases.confirm", user=reviewer).exists()


def test_an_editor_does_not_confirm_what_an_editor_wrote(editor: User) -> None:
    incident = report_incident(editor, "A fire", "A phone burned", now())
    with pytest.raises(PermissionDenied):
        confirm(incident, editor, Certainty.CONFIRMED)


def test_a_form_sent_twice_is_one_incident_and_one_event(editor: User) -> None:
    key = uuid.uuid4()
    first = report_incident(editor, "A fire", "A phone burned", now(), key=key)
    assert report_incident(editor, "A fire", "A phone burned", now(), key=key) == first
    assert Incident.objects.count() == 1
    event = uuid.uuid4()
    for _tap in range(2):
        assert add_event(first, editor, "The shop closed", now(), event) == event
    assert first.events.count() == 1
    assert Source.objects.count() == 2
