"""What people decide about a translation: each with an entry in the log of the page it is about."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail_localize.models import Translation

from kb.editing.held_row import hold
from kb.editing.locks import demand_unlocked
from kb.models import TranslationStep
from kb.translation.steps import (
    Step,
    brought_forward,
    can_be_followed,
    first_row,
    pair,
    put,
    turned,
)
from kb.translation.tracking import caught_up, edits, restored


class OutOfDate(ValidationError):
    """The source was published again since somebody looked."""


def may_change(page: Page | None, user: Any) -> bool:
    """Return whether somebody may work on a page."""
    return page is not None and bool(page.permissions_for_user(user).can_edit())


@transaction.atomic
def mark_caught_up(
    step: Step, user: Any, version: int | None, which: Collection[int] | None = None
) -> None:
    """Take some passages (by place; all without) as in step with their translation.

    `version` is the one of the source that somebody looked at. Raises OutOfDate when there is a
    newer one, PermissionDenied for those who may not work on the translation.
    """
    _demand(step.target, user)
    row = _row(step)
    if row.version != version:
        raise OutOfDate(_("The source was published again meanwhile: look at what changed."))
    before = restored(row.passages)
    put(row, caught_up(before, which))
    row.save()
    done = {"passages": len(before) if which is None else len(which), "version": version}
    log(instance=step.target, action="kb.translation.caught_up", user=user, data=done)


@transaction.atomic
def mark_minor(step: Step, user: Any, version: int, *, minor: bool = True) -> None:
    """Let a version of the source count for nothing, or count again.

    Raises PermissionDenied for those who may not work on the source, ValidationError for a version
    that the translation is not behind.
    """
    _demand(step.source, user)
    row = _row(step)
    tracked = restored(row.passages)
    if version not in edits(tracked):
        raise ValidationError(_("The translation does not wait for this edit."))
    known = set(row.minor) & set(edits(tracked))
    row.minor = sorted(known | {version} if minor else known - {version})
    put(row, tracked)
    row.save()
    action = "kb.translation.minor" if minor else "kb.translation.not_minor"
    log(instance=step.source, action=action, user=user, data={"version": version})


def detach(step: Step, user: Any) -> None:
    """Let a translation be written freely: from now on it is compared by date only."""
    _switch(step, user, detached=True)


def attach(step: Step, user: Any) -> None:
    """Let a detached translation be compared with its source again, passage by passage."""
    _switch(step, user, detached=False)


@transaction.atomic
def _switch(step: Step, user: Any, *, detached: bool) -> None:
    _demand(step.target, user)
    demand_unlocked(step.target, user)
    row = _row(step)
    row.detached = detached
    row.save()
    _of_localize(step).update(enabled=not detached)
    action = "kb.translation.detach" if detached else "kb.translation.attach"
    log(instance=step.target, action=action, user=user)


@transaction.atomic
def make_source(step: Step, user: Any) -> None:
    """Let the other language be the one that is followed; both are in step as of now."""
    _demand(step.source, user)
    _demand(step.target, user)
    demand_unlocked(step.source, user)
    demand_unlocked(step.target, user)
    row = _row(step)
    turned(step, row)
    row.save()
    # Both are written in the ordinary editor until somebody translates one by passages again.
    Translation.objects.filter(source__object_id=step.key, enabled=True).update(enabled=False)
    log(instance=step.target, action="kb.translation.source", user=user)


def _demand(page: Page | None, user: Any) -> None:
    if not may_change(page, user):
        raise PermissionDenied


def _of_localize(step: Step) -> Any:
    target: Any = step.target
    return Translation.objects.filter(source__object_id=step.key, target_locale=target.locale_id)


def _row(step: Step) -> TranslationStep:
    """Return the row of a pair, held until the transaction ends, brought forward, or a new one."""
    if not can_be_followed(step):
        raise ValidationError(_("Both pages have to be published first."))
    # Pages before the row, as whoever publishes one of them does: two never wait for each other.
    for page in sorted((step.source, step.target), key=lambda one: one.pk):
        hold(Page, page.pk)
    held = TranslationStep.objects.select_for_update().filter(translation_key=step.key).first()
    now = pair([step.source, step.target], held, step.source.locale_id)
    assert now is not None
    row = brought_forward(now) or first_row(step)
    if row.source_locale_id != step.source.locale_id:
        raise OutOfDate(_("The source was published again meanwhile: look at what changed."))
    return row
