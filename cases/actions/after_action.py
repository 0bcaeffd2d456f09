"""A checklist is looked back on: what was planned, what happened, and the lessons of that."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cases.actions.amend import draft
from cases.actions.checklists import may_change, name_of, write_down
from cases.actions.report import in_its_half
from cases.choices import ChecklistStep, LessonStance
from cases.models import Checklist, Lesson, ReviewLesson
from cases.playbooks import shown_title
from kb.models import Rule
from kb.records.bilingual import Bilingual

REVIEWED = ("planned", "happened", "worked", "failed")


@transaction.atomic
def look_back(checklist: Checklist, user: Any, version: int, **texts: str) -> None:
    """Write down what was planned, what happened, what worked and what did not.

    Raises ValidationError when somebody has written since the form was opened.
    """
    if not may_change(checklist, user):
        raise PermissionDenied
    now: Any = Checklist.objects.select_for_update().get(pk=checklist.pk)
    if now.review_version != version:
        raise ValidationError(
            _("Meanwhile somebody has changed it. Look at what stands there now, and save again.")
        )
    for name in REVIEWED:
        typed = texts.get(name, "")
        # A text that was left as it was keeps both its writings.
        if typed != shown_title(getattr(now, name)):
            setattr(now, name, in_its_half(typed) if typed else Bilingual())
    now.reviewed_at, now.reviewed_by = timezone.now(), name_of(user)
    now.review_version += 1
    now.save()
    write_down(now, user, ChecklistStep.REVIEWED)
    log(instance=now.incident, action="cases.checklist.reviewed", user=user)


@dataclass(frozen=True)
class About:
    """What a lesson names: at most one of them."""

    rule: Rule | None = None
    page_key: uuid.UUID | None = None
    measure_key: uuid.UUID | None = None


@transaction.atomic
def draft_lesson(
    checklist: Checklist,
    user: Any,
    text: str,
    stance: str = LessonStance.SUPPORTS,
    about: About | None = None,
    key: uuid.UUID | None = None,
) -> uuid.UUID:
    """Add a lesson to the draft of the incident, as this person's reading of today.

    Nothing is published. A form sent twice has the same `key`, and adds one.
    """
    key, about = key or uuid.uuid4(), about or About()
    if not may_change(checklist, user):
        raise PermissionDenied
    Checklist.objects.select_for_update().get(pk=checklist.pk)
    if ReviewLesson.objects.filter(checklist=checklist, lesson_key=key).exists():
        return key
    told = in_its_half(text)

    def add(version: Any) -> None:
        places = [lesson.sort_order or 0 for lesson in version.lessons.all()]
        lesson: Any = Lesson(
            key=key,
            stance=stance,
            rule=about.rule,
            page_key=about.page_key,
            measure_key=about.measure_key,
            read_by=name_of(user),
            read_on=timezone.localdate(),
            sort_order=max(places, default=-1) + 1,
        )
        lesson.text = told
        version.lessons.add(lesson)

    draft(checklist.incident, user, "cases.checklist.lesson", add)
    ReviewLesson.objects.create(checklist=checklist, lesson_key=key)
    write_down(checklist, user, ChecklistStep.LESSON, told=told)
    return key
