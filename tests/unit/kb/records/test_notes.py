"""Notes on records: between those who work on one, and named to those whom they concern."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cases.models import Incident
from kb.attention_sources import notes as attention
from kb.records.notes import RecordNote, write_note
from tests import factories as make
from tests.admin_form import AdminForm

pytestmark = pytest.mark.django_db


def url(incident: Incident, view: str = "notes") -> str:
    return reverse(f"wagtailsnippets_cases_incident:{view}", args=[incident.pk])


def test_a_note_is_written_answered_and_settled(
    editor_client: Client, reviewer_client: Client, reviewer: User
) -> None:
    incident = make.incident("A quarrel")
    editor_client.post(url(incident), {"text": "Is this the right day?"})
    page = reviewer_client.get(url(incident)).content.decode()
    assert "Is this the right day?" in page
    assert "Ed Editor" in page
    note = RecordNote.objects.get()
    reviewer_client.post(url(incident), {"settle": str(note.pk)})
    note.refresh_from_db()
    assert note.settled_by == reviewer
    assert set(
        ModelLogEntry.objects.filter(action__startswith="kb.note").values_list("action")
    ) == {
        ("kb.note",),
        ("kb.note.settled",),
    }


def test_an_empty_note_is_refused(editor_client: Client) -> None:
    incident = make.incident("A quarrel")
    assert editor_client.post(url(incident), {"text": " "}).status_code == 200
    assert not RecordNote.objects.exists()


def test_readers_never_see_a_note(
    editor: User, reader_client: Client, client_of: Callable[[str], Client]
) -> None:
    incident = make.incident("A quarrel")
    write_note(incident, editor, "Quetzal")
    assert "Quetzal" not in reader_client.get(incident.get_absolute_url()).content.decode()
    assert reader_client.get(url(incident)).status_code in (302, 403, 404)


def test_a_note_on_a_hidden_record_exists_for_its_groups_only(
    editor: User, legal_editor: User, editor_client: Client, legal_editor_client: Client
) -> None:
    hidden = make.incident("Sealed", groups=[make.legal_group()])
    write_note(hidden, legal_editor, "Quetzal")
    assert editor_client.get(url(hidden)).status_code == 404
    assert editor_client.post(url(hidden), {"text": "x"}).status_code == 404
    assert "Quetzal" in legal_editor_client.get(url(hidden)).content.decode()
    with pytest.raises(PermissionDenied):
        write_note(hidden, editor, "x")


def test_a_note_of_another_record_is_not_settled_here(editor_client: Client, editor: User) -> None:
    one, other = make.incident("One"), make.incident("Other")
    note = write_note(other, editor, "Elsewhere")
    assert editor_client.post(url(one), {"settle": str(note.pk)}).status_code == 404


def test_who_has_worked_on_a_record_is_told_of_what_others_note(
    editor: User, editor_client: Client, reviewer: User, legal_editor: User
) -> None:
    incident: Any = make.incident("A quarrel")
    AdminForm(editor_client, url(incident, "edit")).send()
    write_note(incident, reviewer, "Is this the right day?")

    def told(user: User) -> list[str]:
        return [str(item.reason) for item in attention.find(user, 10)]

    assert "Is this the right day?" in told(editor)[0]
    assert told(reviewer) == []
    assert told(legal_editor) == []
    Incident.objects.filter(pk=incident.pk).update(audience="groups")
    assert told(User.objects.get(pk=editor.pk)) == []
