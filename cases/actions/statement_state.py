"""How far a statement has come: each step is checked, done and logged at once, none by a draft."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cases.choices import StatementKind, StatementState
from cases.firewall import sentences, stopped_for
from cases.models import Statement
from cases.wording import unfilled
from kb.permissions import User, may
from kb.readiness import ReadinessCheck, checks
from kb.records.base import refresh_indexes

# What comes after what; a step back goes the other way.
NEXT = {
    StatementState.DRAFTED: StatementState.APPROVED,
    StatementState.APPROVED: StatementState.RELEASED,
    StatementState.RELEASED: StatementState.WITHDRAWN,
}
BEFORE = {after: before for before, after in NEXT.items()}


def may_move(statement: Statement, user: User) -> bool:
    """Return whether somebody says how far a statement has come: who publishes and sees it."""
    return (
        may(user, "publish", Statement)
        and Statement.objects.editable_by(user).filter(pk=statement.pk).exists()
    )


def moves(statement: Statement, user: User) -> list[str]:
    """Return the states a statement can be given now by somebody: the next, and the one before."""
    return steps(statement) if may_move(statement, user) else []


def steps(statement: Statement) -> list[str]:
    """Return the states a statement can be given now, whoever may: the next, the one before."""
    state = StatementState(statement.state)
    after = NEXT.get(state)
    if after == StatementState.RELEASED and statement.kind == StatementKind.TEMPLATE:
        after = None
    found = (after, BEFORE.get(state))
    return [str(one) for one in found if one]


@transaction.atomic
def move(statement: Statement, user: Any, before: str, after: str) -> None:
    """Give a statement another state, one step on or back, from the one it was seen in.

    Raises PermissionDenied for those who may not; ValidationError, with a sentence, when somebody
    else was quicker or the statement is not ready.
    """
    now: Statement = Statement.objects.select_for_update().get(pk=statement.pk)
    if not may_move(now, user):
        raise PermissionDenied
    if now.state != before:
        raise ValidationError(
            _("Meanwhile it is %(state)s: look again.") % {"state": now.get_state_display().lower()}
        )
    if after not in moves(now, user):
        raise ValidationError(_("It cannot be given this state now."))
    forward = NEXT.get(StatementState(before)) == after
    if forward and (found := list(problems(now, after, user))):
        raise ValidationError(found)
    now.state, now.state_by, now.state_at = after, user, timezone.now()
    now.save(update_fields=["state", "state_by", "state_at"])
    data = {"before": before, "after": after, "words": [now.words.en, now.words.zh]}
    action = f"cases.statement.{after}" if forward else "cases.statement.back"
    log(instance=now, action=action, user=user, data=data, revision=now.live_revision)
    refresh_indexes(now)
    statement.refresh_from_db()


def problems(statement: Statement, state: str, user: User) -> Iterator[str]:
    """Yield what keeps a statement from being approved or released by somebody."""
    if state == StatementState.WITHDRAWN:
        return
    if not statement.live or statement.is_archived:
        yield _("Publish it first: only words that everybody concerned can read are approved.")
    if statement.has_unpublished_changes:
        yield _("A draft with other words waits: publish it or take it back first.")
    if not statement.words:
        yield _("It has no words yet.")
    open_places = unfilled(statement.words)
    # A template, and an answer to a question that will be asked, are approved as they stand.
    kept_open = statement.kind in (StatementKind.TEMPLATE, StatementKind.QA)
    if open_places and not (kept_open and state == StatementState.APPROVED):
        yield _("Fill in: %(places)s.") % {"places": _(", ").join(open_places)}
    yield from sentences(stopped_for(statement, user))


def words_that_are_settled(draft: Any) -> Iterator[str]:
    """Yield why a draft cannot replace words that were approved or released."""
    if draft.state == StatementState.DRAFTED or not draft.pk:
        return
    settled = Statement.objects.filter(pk=draft.pk, live=True).first()
    if settled is None or settled.words == draft.words:
        return
    yield _(
        "Its words were %(state)s and are not changed silently: take it one step back first, "
        "or make a new statement from it."
    ) % {"state": draft.get_state_display().lower()}


def register() -> None:
    """Keep settled words from being replaced by a publication."""
    checks.register(ReadinessCheck("settled words", Statement, words_that_are_settled))
