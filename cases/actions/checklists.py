"""What is done with a checklist: made from a playbook, ticked, and changed.

Each step holds the item, does one thing and writes one line of the log: of two people who tick at
once neither loses anything, and what is taken back stays in the log as well.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cases.actions.report import in_its_half
from cases.choices import ChecklistStep, ItemState
from cases.models import Checklist, ChecklistEntry, ChecklistItem, Incident
from cases.playbooks import measures_of, shown_title
from kb.permissions import User, may_edit
from kb.records.base import Audience
from kb.records.bilingual import Bilingual

# --- Who may ------------------------------------------------------------------


def may_use(incident: Incident, user: User) -> bool:
    """Return whether somebody uses playbooks in an incident: who works on it and sees it."""
    visible = Incident.objects.visible_to(user).filter(pk=incident.pk).exists()
    return may_edit(user, Incident) and visible


def may_change(checklist: Checklist, user: User) -> bool:
    """Return whether somebody changes a checklist: who works on incidents and sees this one."""
    visible = Checklist.objects.visible_to(user).filter(pk=checklist.pk).exists()
    return may_edit(user, Incident) and visible


def may_tick(item: ChecklistItem, user: User) -> bool:
    """Return whether somebody ticks an item: its owner, a reader too, and who may change it."""
    if may_change(item.checklist, user):
        return True
    is_owner = bool(item.owner_id and item.owner_id == user.pk)
    return is_owner and Checklist.objects.visible_to(user).filter(pk=item.checklist_id).exists()


def colleagues(incident: Incident) -> Any:
    """Return the people in use whom the audience of an incident admits, for its owners."""
    people = get_user_model().objects.filter(is_active=True)
    if incident.audience == Audience.GROUPS:
        admitted = people.filter(groups__in=incident.audience_groups.values("pk"))
        people = people.filter(pk__in=admitted.values("pk")) | people.filter(is_superuser=True)
    return people.order_by("first_name", "last_name", "username")


def name_of(user: Any) -> str:
    """Return how somebody is named in a log."""
    return str(user.get_full_name() or user.get_username())


def write_down(
    checklist: Checklist,
    user: Any,
    step: str,
    item: ChecklistItem | None = None,
    told: Bilingual | None = None,
) -> None:
    """Write one line of the log."""
    entry: Any = ChecklistEntry(checklist=checklist, item=item, step=step, by_name=name_of(user))
    entry.told = told or Bilingual()
    entry.save()


# --- Made ---------------------------------------------------------------------


@dataclass(frozen=True)
class Chosen:
    """A measure that was chosen: by whom and within how many minutes of the start."""

    measure: uuid.UUID
    owner: Any = None
    owner_name: str = ""
    due_after: int | None = None


@transaction.atomic
def use(
    incident: Incident,
    user: Any,
    playbook: uuid.UUID,
    chosen: Iterable[Chosen],
    started_at: datetime,
    key: uuid.UUID | None = None,
) -> Checklist:
    """Make a checklist of measures of a playbook for an incident.

    A form sent twice has the same `key`, and makes one. Raises PermissionDenied for those who may
    not, or see no such playbook; ValidationError when nothing is chosen.
    """
    key = key or uuid.uuid4()
    if not may_use(incident, user):
        raise PermissionDenied
    Incident.objects.select_for_update().get(pk=incident.pk)
    sent = Checklist.objects.filter(key=key, incident=incident).first()
    if sent is not None:
        made_before: Checklist = sent
        return made_before
    title, measures = measures_of(playbook, user)
    if not title:
        raise PermissionDenied
    wanted = {one.measure: one for one in chosen}
    items = [
        _item(place, measure, wanted[measure.key], started_at)
        for place, measure in enumerate(one for one in measures if one.key in wanted)
    ]
    if not items:
        raise ValidationError(_("Choose at least one measure."))
    made: Any = Checklist(
        key=key,
        incident=incident,
        playbook_key=playbook,
        started_at=started_at,
        started_by=user,
    )
    made.title = title
    made.save()
    for item in items:
        item.checklist = made
    ChecklistItem.objects.bulk_create(items)
    write_down(made, user, ChecklistStep.STARTED)
    log(instance=incident, action="cases.checklist", user=user)
    checklist: Checklist = made
    return checklist


def _item(place: int, measure: Any, one: Chosen, started_at: datetime) -> ChecklistItem:
    due = started_at + timedelta(minutes=one.due_after) if one.due_after else None
    item: Any = ChecklistItem(measure_key=measure.key, due=due, sort_order=place, owner=one.owner)
    item.phase, item.title = measure.phase, measure.title
    item.owner_name = _owner_name(one.owner, one.owner_name, measure.owner)
    return item  # type: ignore[no-any-return]


def _owner_name(owner: Any, typed: str, proposed: Bilingual | None = None) -> Bilingual:
    """Return the name of an owner: what was proposed stays in both writings when left as it was."""
    if owner is not None:
        return in_its_half(name_of(owner))
    if proposed and typed == shown_title(proposed):
        return proposed
    return in_its_half(typed) if typed else Bilingual()


@transaction.atomic
def add_item(
    checklist: Checklist,
    user: Any,
    title: str,
    owner: Any = None,
    owner_name: str = "",
    due: datetime | None = None,
    key: uuid.UUID | None = None,
) -> ChecklistItem:
    """Add something of one's own to a checklist; a form sent twice adds one."""
    key = key or uuid.uuid4()
    if not may_change(checklist, user):
        raise PermissionDenied
    now: Checklist = Checklist.objects.select_for_update().get(pk=checklist.pk)
    sent: ChecklistItem | None = now.items.filter(key=key).first()
    if sent is not None:
        return sent
    last = now.items.aggregate(last=Max("sort_order"))["last"]
    item: Any = ChecklistItem(
        checklist=now, key=key, owner=owner, due=due, sort_order=(last or 0) + 1
    )
    item.title, item.owner_name = in_its_half(title), _owner_name(owner, owner_name)
    item.save()
    write_down(now, user, ChecklistStep.ADDED, item)
    made: ChecklistItem = item
    return made


# --- Ticked -------------------------------------------------------------------


def held(item: ChecklistItem, user: Any) -> Any:
    """Return the item as it is now, held until the end of the transaction."""
    now: Any = ChecklistItem.objects.select_for_update().get(pk=item.pk)
    if not may_tick(now, user):
        raise PermissionDenied
    return now


def _give_state(item: Any, user: Any, state: str, step: str, told: Bilingual | None = None) -> None:
    item.state, item.state_at, item.state_by = state, timezone.now(), name_of(user)
    item.version += 1
    item.save()
    write_down(item.checklist, user, step, item, told)


@transaction.atomic
def tick(item: ChecklistItem, user: Any) -> bool:
    """Say that an item is done; return False when somebody was quicker, which changes nothing."""
    now = held(item, user)
    if now.state == ItemState.DONE:
        return False
    now.reason = Bilingual()
    _give_state(now, user, ItemState.DONE, ChecklistStep.DONE)
    return True


@transaction.atomic
def leave_out(item: ChecklistItem, user: Any, reason: str) -> None:
    """Say that an item is not needed, and why."""
    now = held(item, user)
    if now.state == ItemState.DONE:
        raise ValidationError(_("Meanwhile it was done: take that back first."))
    now.reason = in_its_half(reason)
    _give_state(now, user, ItemState.NOT_NEEDED, ChecklistStep.NOT_NEEDED, now.reason)


@transaction.atomic
def reopen(item: ChecklistItem, user: Any) -> bool:
    """Take back that an item is done or not needed; False when it is to be done already."""
    now = held(item, user)
    if now.state == ItemState.OPEN:
        return False
    now.reason = Bilingual()
    _give_state(now, user, ItemState.OPEN, ChecklistStep.REOPENED)
    return True


@transaction.atomic
def change(
    item: ChecklistItem,
    user: Any,
    version: int,
    owner: Any,
    owner_name: str,
    due: datetime | None,
    note: str,
) -> None:
    """Give an item another owner, time or note.

    `version` is what the form was filled from. Raises ValidationError when somebody has changed
    the item since: nothing of theirs is overwritten unseen.
    """
    now = held(item, user)
    if not may_change(now.checklist, user):
        raise PermissionDenied
    if now.version != version:
        raise ValidationError(
            _("Meanwhile somebody has changed it. Look at what stands there now, and save again.")
        )
    now.owner, now.due = owner, due
    now.owner_name = _owner_name(owner, owner_name, item.owner_name)
    now.note = in_its_half(note) if note else Bilingual()
    now.version += 1
    now.save()
    write_down(now.checklist, user, ChecklistStep.CHANGED, now, now.note)
