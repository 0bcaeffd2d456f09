"""What was decided about the parts of a raw document: to take back, and to look up."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from wagtail.log_actions import log
from wagtail.models import Page

from cases.importing.affairs.undoing import is_used
from cases.importing.pictures import forget, uploaded_to
from cases.models import ProposalDecision, Source
from kb.editing.locks import demand_unlocked
from kb.holding import holders_of
from kb.models import RawDocument
from kb.models.closed_pages import open_to

SOURCE, PLAYBOOK = "source", "playbook"
PLAN = "plan"
_WORKED_ON = gettext_noop(
    "Somebody has worked on it since: delete it in the editor, if it is to go."
)


def held_document(document: RawDocument, user: Any) -> RawDocument:
    """Hold a raw document until the transaction ends; raises PermissionDenied for others."""
    held = RawDocument.objects.select_for_update(of=("self",)).filter(pk=document.pk)
    found = held.filter(pk__in=RawDocument.objects.visible_to(user).values("pk")).first()
    if found is None:
        raise PermissionDenied
    now: RawDocument = found
    return now


def standing(document: RawDocument, kind: str) -> dict[str, ProposalDecision]:
    """Return what stands of the decisions of one kind about a document, by proposal."""
    rows = ProposalDecision.objects.filter(document=document, kind=kind).standing()
    return {one.proposal: one for one in rows.select_related("by")}


def decide(
    document: RawDocument, user: Any, kind: str, proposal: str, made: Any = None, **detail: Any
) -> ProposalDecision:
    """Note that a proposal was accepted, with what came of it, or was refused."""
    decided: ProposalDecision = ProposalDecision.objects.create(
        document=document,
        kind=kind,
        proposal=proposal,
        answer=ProposalDecision.Answer.REFUSED
        if made is None
        else ProposalDecision.Answer.ACCEPTED,
        made=made,
        detail=detail,
        by=user,
    )
    return decided


def digest_of(text: str) -> str:
    """Return what a text is compared by."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def why_kept(made: Any, decision: ProposalDecision, to_go: bool = True) -> str:
    """Return, as a sentence, why what came of a decision stays as it is; empty if it need not.

    `to_go` asks as well whether anything uses it.
    """
    if made.live or made.first_published_at is not None:
        return _("It was published: archive it in the editor, if it is to go.")
    if made.latest_revision_id != decision.detail.get("revision"):
        return _(_WORKED_ON)
    if made.workflow_in_progress:
        return _("It is under review.")
    if to_go and (holders_of(made) or (isinstance(made, Source) and is_used(made))):
        return _("Something refers to it by now: take that out first, then take this back.")
    return ""


def _may_work_on(made: Any, user: Any) -> bool:
    """Return whether somebody may work on what was made, which others may have closed since."""
    if isinstance(made, Page):
        opened = open_to(Page.objects.filter(pk=made.pk), user).exists()
        return opened and bool(made.permissions_for_user(user).can_edit())
    return bool(type(made).objects.editable_by(user).filter(pk=made.pk).exists())


@transaction.atomic
def take_back(decision: ProposalDecision, user: Any) -> None:
    """Take a decision about a part back; a draft that came of it goes, if it is still as it was.

    Raises ValidationError with the reason when it is not, Locked when somebody has locked it, and
    PermissionDenied for those who may not.
    """
    held_document(decision.document, user)
    now = ProposalDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if now.undone_at is not None:
        return
    made: Any = now.made
    if made is not None and not now.detail.get("linked"):
        if not _may_work_on(made, user):
            # Closed to others since: somebody has gone on with it.
            raise ValidationError(_(_WORKED_ON))
        demand_unlocked(made, user)
        if reason := why_kept(made, now):
            raise ValidationError(reason)
        log(instance=made, action="wagtail.delete", user=user, deleted=True)
        now.made = None
        added = uploaded_to(made) if isinstance(made, Source) else []
        made.delete()
        forget(added)
    now.undone_by, now.undone_at = user, timezone.now()
    now.save(update_fields=["undone_by", "undone_at", "made_type", "made_id"])
