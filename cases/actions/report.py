"""What is written down at night: a new incident, an event; published at once, as unverified."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from cases.actions.amend import amend
from cases.choices import Certainty, SourceKind, SourceLanguage
from cases.models import Citation, Event, Incident, Source
from kb.language.detection import language_of
from kb.permissions import User, may, may_edit
from kb.records.actions import audience_groups_of
from kb.records.base import Audience
from kb.records.bilingual import Bilingual
from kb.records.spans import Span, now

QUOTE_LENGTH = 100


def may_report(user: User) -> bool:
    """Return whether somebody may write incidents down: editors and reviewers."""
    return may(user, "add", Incident)


def in_its_half(text: str) -> Bilingual:
    """Return a text as the half it is typed in; what is in neither language counts as English."""
    return Bilingual(zh=text) if _is_chinese(text) else Bilingual(en=text)


def _is_chinese(text: str) -> bool:
    language = language_of(text)
    return language is not None and language.half == "zh"


@transaction.atomic
def report_incident(
    user: Any,
    title: str,
    line: str,
    began: Span,
    group: Group | None = None,
    key: uuid.UUID | None = None,
) -> Incident:
    """Publish a new incident as unverified, with the writer's own note as its source.

    Texts may be typed in either language. With `group` only its members may know of it; raises
    PermissionDenied for those who may not draft incidents or do not belong to the group. A form
    sent twice has the same `key`, and makes one incident.
    """
    key = key or uuid.uuid4()
    if not may_report(user) or (group and group not in audience_groups_of(user)):
        raise PermissionDenied
    # One at a time for each writer: a second tap waits for the first.
    get_user_model().objects.select_for_update().get(pk=user.pk)
    sent: Incident | None = Incident.objects.visible_to(user).filter(citations__key=key).first()
    if sent is not None:
        return sent
    groups = [group] if group else []
    note = own_note(user, in_its_half(title), line, groups)
    incident = Incident(
        title=in_its_half(title),
        verdict=in_its_half(line),
        began=began,
        certainty=Certainty.UNVERIFIED,
        audience=note.audience,
        citations=[Citation(key=key, source=note, quote=line[:QUOTE_LENGTH])],
    )
    incident.save()
    incident.audience_groups.set(groups)
    incident.save_revision(user=user).publish(user=user, skip_permission_checks=True)
    incident.refresh_from_db()
    log(instance=incident, action="cases.report", user=user, revision=incident.live_revision)
    return incident


@transaction.atomic
def add_event(
    incident: Incident, user: Any, what: str, when: Span, key: uuid.UUID | None = None
) -> uuid.UUID:
    """Add an unverified event to a published incident, shown at once, and return its key.

    A newer draft gets the same event and stays a draft. Raises PermissionDenied for those who may
    not draft incidents or do not see this one. A form sent twice has the same `key`, and adds one.
    """
    key, citation_key = key or uuid.uuid4(), uuid.uuid4()
    visible = Incident.objects.visible_to(user).filter(pk=incident.pk).exists()
    if not may_edit(user, Incident) or not visible:
        raise PermissionDenied
    Incident.objects.select_for_update().get(pk=incident.pk)
    if Event.objects.filter(key=key).exists():
        return key
    text = in_its_half(what)
    note = own_note(user, text, what, list(incident.audience_groups.all()), incident.audience)

    def change(version: Incident) -> None:
        places = [event.sort_order or 0 for event in version.events.all()]
        version.events.add(
            Event(
                key=key,
                what=text,
                when=when,
                certainty=Certainty.UNVERIFIED,
                sort_order=max(places, default=-1) + 1,
                citations=[Citation(key=citation_key, source=note, quote=what[:QUOTE_LENGTH])],
            )
        )

    amend(incident, user, "cases.add_event", change)
    return key


def own_note(
    user: Any, title: Bilingual, text: str, groups: list[Group], audience: str | None = None
) -> Source:
    """Publish the words of somebody as a source of the kind "own note"."""
    note = Source(
        kind=SourceKind.NOTE,
        title=title,
        text=text,
        author=user.get_full_name() or user.get_username(),
        published=now(),
        language=_source_language(text),
        audience=audience or (Audience.GROUPS if groups else Audience.ALL),
    )
    note.save()
    note.audience_groups.set(groups)
    note.save_revision(user=user).publish(user=user, skip_permission_checks=True)
    return note


def _source_language(text: str) -> str:
    language = language_of(text)
    code = language.code if language else ""
    return code if code in SourceLanguage.values else ""
