"""What was done of a checklist goes into the draft of the incident's timeline, when wanted."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cases.actions.amend import draft
from cases.actions.checklists import held, may_change, write_down
from cases.actions.report import QUOTE_LENGTH, own_note
from cases.choices import Certainty, ChecklistStep, ItemState, SourceKind
from cases.models import ChecklistItem, Citation, Event, Incident, Source
from cases.playbooks import shown_title
from kb.records.base import refresh_indexes
from kb.records.spans import Precision, Span, unit


def in_draft(incident: Incident) -> set[uuid.UUID]:
    """Return the keys of the events in the newest draft of an incident."""
    return {event.key for event in incident.get_latest_revision_as_object().events.all()}


@transaction.atomic
def put_into_timeline(item: ChecklistItem, user: Any) -> None:
    """Add an event to the draft of the incident for what was done; nothing is published.

    It is an action, unverified, cited from the writer's own note. Raises ValidationError unless
    the item is done and has no event yet, Locked when somebody else has locked the incident.
    """
    now = held(item, user)
    incident = now.checklist.incident
    if not may_change(now.checklist, user):
        raise PermissionDenied
    if now.state != ItemState.DONE:
        raise ValidationError(_("Only what is done goes into the timeline."))
    if now.event_key and _is_told(incident, now.event_key):
        raise ValidationError(_("It stands in the timeline already."))
    key, citation_key = uuid.uuid4(), uuid.uuid4()
    words = shown_title(now.title)
    note = own_note(
        user,
        now.title,
        "\n".join(filter(None, (words, shown_title(now.note)))),
        list(incident.audience_groups.all()),
        incident.audience,
    )

    def add(version: Any) -> None:
        places = [event.sort_order or 0 for event in version.events.all()]
        event: Any = Event(
            key=key,
            when=Span(*unit(now.state_at, Precision.MINUTE), Precision.MINUTE),
            certainty=Certainty.UNVERIFIED,
            sort_order=max(places, default=-1) + 1,
            citations=[Citation(key=citation_key, source=note, quote=words[:QUOTE_LENGTH])],
        )
        event.what = now.title
        version.events.add(event)

    draft(incident, user, "cases.checklist.event", add)
    now.event_key = key
    now.version += 1
    now.save()
    write_down(now.checklist, user, ChecklistStep.TIMELINE, now)


def _is_told(incident: Incident, key: uuid.UUID) -> bool:
    return Event.objects.filter(incident=incident, key=key).exists() or key in in_draft(incident)


@transaction.atomic
def take_out_of_timeline(item: ChecklistItem, user: Any) -> None:
    """Take the event of an item out of the draft again, and archive the note it was cited from.

    Raises ValidationError once it is published, or another fact refers to it.
    """
    now = held(item, user)
    incident, key = now.checklist.incident, now.event_key
    if not may_change(now.checklist, user):
        raise PermissionDenied
    if key is None:
        return
    if Event.objects.filter(incident=incident, key=key).exists():
        raise ValidationError(_("It is published: change the timeline in the editor."))
    notes: list[int] = []

    def remove(version: Any) -> None:
        if any(response.answers == key for response in version.responses.all()):
            raise ValidationError(_("A response answers it: change the timeline in the editor."))
        for event in [event for event in version.events.all() if event.key == key]:
            notes.extend(one.source_id for one in event.citations.all() if one.source_id)
            version.events.remove(event)

    if key in in_draft(incident):
        draft(incident, user, "cases.checklist.no_event", remove)
    _archive_notes(notes, user)
    now.event_key = None
    now.version += 1
    now.save()
    write_down(now.checklist, user, ChecklistStep.NO_TIMELINE, now)


def _archive_notes(keys: list[int], user: Any) -> None:
    unused = Source.objects.filter(pk__in=keys, kind=SourceKind.NOTE, archived_at=None)
    for note in unused.filter(citations=None):
        note.archived_at = timezone.now()
        note.save(update_fields=["archived_at"])
        log(instance=note, action="kb.archive", user=user)
        refresh_indexes(note)
