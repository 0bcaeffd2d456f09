"""The check of a partner from its beginning to its end; each step says who did it, and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.choices import CheckAct, CheckStage, PartnerDecision
from cases.models import CheckFinding, CheckLog, CheckStep, Organisation, PartnerCheck, Person
from kb.models import CheckQuestion
from kb.permissions import User, is_administrator
from kb.records.actions import audience_groups_of
from kb.records.bilingual import Bilingual

KEPT = timedelta(days=365)  # unless somebody says otherwise
LONGEST = timedelta(days=730)  # from today, however often it is prolonged


@dataclass(frozen=True)
class Reading:
    """What somebody looked up for one question: where, for which time, and what came of it."""

    channels: str
    read_from: date
    read_to: date
    rating: str
    note: str = ""


def may_begin(user: User) -> bool:
    """Return whether somebody begins checks: who belongs to a group that they can be kept to."""
    return audience_groups_of(user).exists()


def may_prolong(check: PartnerCheck, user: User) -> bool:
    """Return whether somebody says that a check is kept longer: its owner, administrators."""
    return is_administrator(user) or (check.owner_id is not None and check.owner_id == user.pk)


def may_sign(check: PartnerCheck, user: User) -> bool:
    """Return whether somebody signs a check off: who belongs to its group and checked nothing."""
    return PartnerCheck.objects.visible_to(user).to_sign_by(user).filter(pk=check.pk).exists()


def _held(check: PartnerCheck, user: User) -> PartnerCheck:
    """Return the check as it is now, held until the end of the transaction."""
    mine = PartnerCheck.objects.visible_to(user).filter(pk=check.pk)
    now: PartnerCheck | None = mine.select_for_update().first()
    if now is None:
        raise PermissionDenied
    return now


def _undecided(check: PartnerCheck, user: User) -> PartnerCheck:
    now = _held(check, user)
    if now.decision:
        raise ValidationError(_("It is decided: open it again first."))
    return now


def _log(check: PartnerCheck, user: Any, act: CheckAct, words: str = "") -> None:
    CheckLog.objects.create(number=check.pk, act=act, by=user, words=words[:500])


def demand_time(until: date) -> None:
    """Raise ValidationError for a day until which no check is kept."""
    today = timezone.localdate()
    if not today < until <= today + LONGEST:
        raise ValidationError(
            _("Choose a day after today, and not later than %(day)s.")
            % {"day": (today + LONGEST).isoformat()}
        )


@transaction.atomic
def begin(
    user: Any,
    partner: Person | Organisation | str,
    purpose: str,
    group: Group,
    questions: Iterable[CheckQuestion],
    own_questions: Iterable[str] = (),
    keep_until: date | None = None,
) -> PartnerCheck:
    """Begin the check of a partner, for one group of its owner.

    Raises PermissionDenied for a group one is not in and a partner one may not see; ValidationError
    without a question, and for a time that is too long.
    """
    if group not in audience_groups_of(user):
        raise PermissionDenied
    asked, own = list(questions), [one[:200] for one in own_questions if one]
    if not asked and not own:
        raise ValidationError(_("Choose at least one question."))
    until = keep_until or timezone.localdate() + KEPT
    demand_time(until)
    check = PartnerCheck(purpose=purpose, owner=user, group=group, keep_until=until)
    if isinstance(partner, str):
        check.name = partner
    else:
        if not type(partner).objects.visible_to(user).filter(pk=partner.pk).exists():
            raise PermissionDenied
        setattr(check, str(partner._meta.model_name), partner)
        check.name = _short(partner.name)
    check.save()
    steps = [CheckStep(partner_check=check, question=one) for one in asked]
    steps += [CheckStep(partner_check=check, own_question=one) for one in own]
    CheckStep.objects.bulk_create(steps)
    _log(check, user, CheckAct.BEGUN)
    return check


def _short(name: Bilingual) -> str:
    return str(name)[:200]


@transaction.atomic
def answer(step: CheckStep, user: Any, reading: Reading) -> None:
    """Say what was looked up for one question, and what came of it."""
    check = _undecided(step.partner_check, user)
    if reading.read_from > reading.read_to:
        raise ValidationError(_("The time read begins after its end."))
    CheckStep.objects.filter(pk=step.pk).update(
        channels=reading.channels,
        read_from=reading.read_from,
        read_to=reading.read_to,
        rating=reading.rating,
        note=reading.note,
        checked_by=user,
        checked_at=timezone.now(),
    )
    _log(check, user, CheckAct.READ)


@transaction.atomic
def add_finding(step: CheckStep, user: Any, quote: str, address: str, said_on: date | None) -> None:
    """Note what the partner said, where and when."""
    _undecided(step.partner_check, user)
    CheckFinding.objects.create(
        step=step, quote=quote, address=address, said_on=said_on, noted_by=user
    )


@transaction.atomic
def remove_finding(finding: CheckFinding, user: Any) -> None:
    """Take out a finding, as long as nothing was decided."""
    _undecided(finding.step.partner_check, user)
    finding.delete()


@transaction.atomic
def decide(
    check: PartnerCheck, user: Any, decision: str, reason: str, cleared_until: date | None
) -> None:
    """Decide whether a partner may be contacted, with the reason; it counts once signed off.

    Raises ValidationError while a question is open, and for a clearance without an end, or one
    that ends after the check is deleted.
    """
    now = _undecided(check, user)
    if now.stage != CheckStage.TO_DECIDE:
        raise ValidationError(_("Answer every question first."))
    if decision == PartnerDecision.NO:
        cleared_until = None
    elif cleared_until is None or not timezone.localdate() <= cleared_until <= now.keep_until:
        raise ValidationError(
            _("Say until when the partner is cleared: not longer than the check is kept (%(day)s).")
            % {"day": now.keep_until.isoformat()}
        )
    now.decision, now.reason, now.cleared_until = decision, reason, cleared_until
    now.decided_by, now.decided_at = user, timezone.now()
    now.save()
    _log(now, user, CheckAct.DECIDED)


@transaction.atomic
def sign(check: PartnerCheck, user: Any) -> None:
    """Sign a decision off: by somebody of the group who has checked none of it; twice is once."""
    now = _held(check, user)
    if now.signed_by_id is not None and now.signed_by_id == user.pk:
        return
    if not may_sign(now, user):
        raise PermissionDenied
    now.signed_by, now.signed_at = user, timezone.now()
    now.save()
    _log(now, user, CheckAct.SIGNED)


@transaction.atomic
def reopen(check: PartnerCheck, user: Any) -> None:
    """Open a decided check again: nobody is cleared until it is decided and signed anew."""
    now = _held(check, user)
    if not now.decision:
        return
    now.decision, now.reason, now.cleared_until = "", "", None
    now.decided_by = now.decided_at = now.signed_by = now.signed_at = None
    now.save()
    _log(now, user, CheckAct.REOPENED)


@transaction.atomic
def prolong(check: PartnerCheck, user: Any, until: date, reason: str) -> None:
    """Keep a check longer, with the reason."""
    now = _held(check, user)
    if not may_prolong(now, user):
        raise PermissionDenied
    demand_time(until)
    if now.cleared_until and until < now.cleared_until:
        raise ValidationError(_("The clearance would outlast the check."))
    now.keep_until = until
    now.save()
    _log(now, user, CheckAct.PROLONGED, reason)


def delete_past_their_time() -> None:
    """Delete the checks whose time is over, and say so without a word of what they held."""
    for check in PartnerCheck.objects.past_their_time(timezone.localdate()):
        with transaction.atomic():
            CheckLog.objects.filter(number=check.pk).delete()
            CheckLog.objects.create(number=check.pk, act=CheckAct.DELETED)
            check.delete()
