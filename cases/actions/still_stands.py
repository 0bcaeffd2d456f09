"""An incident that is published may contradict our guidance; its owner says that it still stands.

What an answer says is noted in the history of the incident: only who may see that may know of it.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.signals import page_published, published

from cases.choices import LessonStance
from cases.models import Contradiction, Incident, Lesson
from cases.pulse import (
    Against,
    concerned,
    is_answerable,
    may_answer,
    said_by,
    shown,
    target_of,
    thing_of,
)
from cases.pulse_mails import tell_owners
from kb.models import Rule
from kb.permissions import User, asking

STANDS, UNDONE = "cases.guidance.stands", "cases.guidance.stands.undo"


def note(sender: Any, instance: Incident, **kwargs: Any) -> None:
    """Note what a published incident contradicts that was not known yet, and tell the owners."""
    against = Lesson.objects.filter(incident=instance, stance=LessonStance.CONTRADICTS)
    new = []
    for lesson in against:
        if not (target := target_of(lesson)):
            continue
        row, is_new = Contradiction.objects.get_or_create(
            lesson_key=lesson.key, target=target, defaults={"said": said_by(target)}
        )
        if is_new:
            new.append(row.pk)
    if new:
        transaction.on_commit(lambda: tell_owners(new))


def settle(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Take what is published anew as an answer to what its editor may know of."""
    user = asking.get() or getattr(kwargs.get("revision"), "user", None)
    if user is None or not is_answerable(instance):
        return
    rows = Contradiction.objects.filter(answered_at=None, target__in=concerned(instance))
    for one in shown(rows, user):
        if one.row.said and one.row.said == said_by(one.row.target):
            continue
        _answer(one, user, Contradiction.Answer.EDITED, "")


@transaction.atomic
def answer(pk: int, user: Any, reason: str) -> None:
    """Say that something still stands although a case speaks against it.

    Raises PermissionDenied for those who may not, ValidationError without a reason.
    """
    one = _found(pk, user, answered=False)
    if not (reason := reason.strip()):
        raise ValidationError(_("Say why it still stands."))
    _answer(one, user, Contradiction.Answer.STANDS, reason)


@transaction.atomic
def undo(pk: int, user: Any) -> None:
    """Open again what was answered. Raises PermissionDenied for those who may not."""
    one = _found(pk, user, answered=True)
    row = one.row
    log(
        instance=one.lesson.incident,
        action=UNDONE,
        user=user,
        data={"about": row.target, "reason": row.reason},
    )
    row.answer, row.reason, row.answered_by, row.answered_at = "", "", None, None
    # What it says now is what the case speaks against from here on.
    row.said = said_by(row.target)
    row.save()


def _found(pk: int, user: User, *, answered: bool) -> Against:
    rows = Contradiction.objects.select_for_update(of=("self",)).filter(
        pk=pk, answered_at__isnull=not answered
    )
    one = next(iter(shown(rows, user)), None)
    thing = thing_of(one.row.target, user) if one else None
    if one is None or thing is None or not may_answer(thing, user):
        raise PermissionDenied
    return one


def _answer(one: Against, user: Any, kind: str, reason: str) -> None:
    row = one.row
    row.answer, row.reason = kind, reason
    row.answered_by, row.answered_at = user, timezone.now()
    row.save()
    log(
        instance=one.lesson.incident,
        action=STANDS,
        user=user,
        data={"about": row.target, "answer": kind, "reason": reason},
    )


def connect() -> None:
    """Follow what is published from now on."""
    published.connect(note, sender=Incident, dispatch_uid="cases.guidance.note")
    published.connect(settle, sender=Rule, dispatch_uid="cases.guidance.rule")
    page_published.connect(settle, dispatch_uid="cases.guidance.page")
