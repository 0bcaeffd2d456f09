"""Taking a decision back: what came of it goes again, if it is still as it was made."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cases.actions.amend import draft
from cases.importing.proposals.parts_of_drafts import (
    Path,
    content_of,
    is_referred_to,
    part_at,
    take_out,
)
from cases.merging.plan import in_drafts
from cases.models import ProposalDecision
from kb.editing.held_row import hold
from kb.editing.locks import demand_unlocked
from kb.holding import holders_of
from kb.models import RawDocument


@transaction.atomic
def undo(decision: ProposalDecision, user: Any) -> None:
    """Take a decision back, with what came of it.

    Raises ValidationError with a sentence when that was published, changed or used since, Locked
    when somebody has locked it, PermissionDenied for who may not work on it; nothing is changed
    then.
    """
    hold(RawDocument, decision.document_id)
    now = ProposalDecision.objects.standing().filter(pk=decision.pk).first()
    if now is None:
        raise ValidationError(_("Somebody has taken this back already."))
    if now.answer == ProposalDecision.Answer.ACCEPTED:
        _take_back(now, user)
    now.undone_by, now.undone_at = user, timezone.now()
    now.save(update_fields=["undone_by", "undone_at"])


def _take_back(decision: ProposalDecision, user: Any) -> None:
    model: Any = decision.made_type.model_class() if decision.made_type else None
    if model is None:
        return
    hold(model, decision.made_id)
    record = model.objects.editable_by(user).filter(pk=decision.made_id).first()
    if record is None:
        raise PermissionDenied
    if "path" in decision.detail:
        path: Path = tuple((step[0], step[1]) for step in decision.detail["path"])
        _take_part_out(record, path, decision.detail["content"], user)
    else:
        _delete_draft(record, decision, user)


def _take_part_out(record: Any, path: Path, as_made: Any, user: Any) -> None:
    if record.live and part_at(record, path) is not None:
        raise ValidationError(_("It is published: take it out in the editor."))
    newest = record.get_latest_revision_as_object()
    part = part_at(newest, path)
    if part is None:
        # Somebody took it out by hand.
        return
    if content_of(part) != as_made:
        raise ValidationError(
            _("It was changed after it was accepted: take it out in the editor, if it is to go.")
        )
    if is_referred_to(newest, path[-1][1]):
        raise ValidationError(
            _("Something else in the draft refers to it: change the draft in the editor.")
        )
    draft(record, user, "cases.proposals.undo", lambda version: take_out(version, path))


def _delete_draft(record: Any, decision: ProposalDecision, user: Any) -> None:
    demand_unlocked(record, user)
    if record.live or record.first_published_at:
        raise ValidationError(_("It was published: archive it in the editor, if it is to go."))
    if record.latest_revision_id != decision.detail.get("revision"):
        raise ValidationError(
            _("Somebody has worked on it since: delete it in the editor, if it is to go.")
        )
    is_named = bool(holders_of(record)) or any(True for _place in in_drafts(record))
    if is_named or _is_made_of_others(record, decision):
        raise ValidationError(
            _("Something refers to it by now: take that out first, then take this back.")
        )
    log(instance=record, action="wagtail.delete", user=user, deleted=True)
    record.delete()


def _is_made_of_others(record: Any, decision: ProposalDecision) -> bool:
    """Return whether another decision still rests on a record."""
    return (
        ProposalDecision.objects.standing()
        .filter(made_type=decision.made_type, made_id=record.pk)
        .exclude(pk=decision.pk)
        .exists()
    )
