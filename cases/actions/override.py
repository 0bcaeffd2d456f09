"""Lets the words of a statement go out although the firewall stops them, with a reason."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cases.actions.statement_state import may_move
from cases.firewall import Stopped, stopped_for, words_of
from cases.models import FirewallOverride, Statement
from kb.permissions import User


def newest(statement: Any) -> Any:
    """Return a statement with the words of its newest draft."""
    return statement.get_latest_revision_as_object() if statement.latest_revision_id else statement


def stopped(statement: Any, user: User) -> Stopped:
    """Return what stops the newest words of a statement, as this person may see them."""
    return stopped_for(newest(statement), user)


@transaction.atomic
def override(statement: Statement, user: Any, reason: str) -> FirewallOverride:
    """Let the newest words of a statement go out; rules this person may not see go on stopping.

    Raises PermissionDenied for those who do not publish it; ValidationError without a reason, and
    when nothing stops it.
    """
    now: Any = Statement.objects.select_for_update().get(pk=statement.pk)
    if not may_move(now, user):
        raise PermissionDenied
    reason = reason.strip()
    if not reason:
        raise ValidationError(_("Say why these words may go out."))
    draft = newest(now)
    codes = stopped_for(draft, user).codes
    if not codes:
        raise ValidationError(_("The firewall does not stop it."))
    words = words_of(draft)
    made: FirewallOverride = FirewallOverride.objects.create(
        statement=now, digest=words.digest, rules=codes, reason=reason, made_by=user
    )
    data = {"rules": codes, "reason": reason, "words": [words.en, words.zh]}
    log(
        instance=now,
        action="cases.statement.override",
        user=user,
        data=data,
        revision=now.latest_revision,
    )
    return made
