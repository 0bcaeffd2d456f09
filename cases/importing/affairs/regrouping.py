"""People decide which reports are of one affair: they move, join and name, and take it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.importing.affairs.seen import reports_of
from cases.models import Affair, AffairStep, ImportedReport
from kb.editing.held_row import hold
from kb.models import Import
from kb.permissions import may_edit

Act = AffairStep.Act
_LONGEST_REASON = 300


@transaction.atomic
def move(
    affair: Affair, reports: Sequence[Any], into: Affair | None, user: Any, reason: str = ""
) -> AffairStep:
    """Move reports from an affair to another, or to a new one; the machine leaves them there.

    Raises ValidationError when nothing would move, PermissionDenied for those who may not import
    or do not see what they move.
    """
    _hold(user, affair, into)
    mine = {report.pk for report in reports_of(affair, user)}
    chosen = [report for report in reports if report.pk in mine]
    if not chosen:
        raise ValidationError(_("Tick the reports that belong elsewhere."))
    if into == affair:
        raise ValidationError(_("They are of this affair already: choose another."))
    return _move(affair, chosen, into or Affair.objects.create(), user, reason, Act.MOVED)


@transaction.atomic
def join(affair: Affair, other: Affair, user: Any, reason: str = "") -> AffairStep:
    """Join an affair with another, which ends; reports this person may not see go along."""
    _hold(user, affair, other)
    if other == affair:
        raise ValidationError(_("Choose another affair to join with it."))
    everything = list(ImportedReport.objects.filter(affair=other))
    return _move(other, everything, affair, user, reason, Act.MERGED)


def _hold(user: Any, *affairs: Affair | None) -> None:
    if not may_edit(user, Import):
        raise PermissionDenied
    # Always in one order, so that two people do not wait for each other.
    for one in sorted(filter(None, affairs), key=lambda affair: affair.pk):
        hold(Affair, one.pk)
        if not Affair.objects.visible_to(user).filter(pk=one.pk).exists():
            raise PermissionDenied


def _move(
    affair: Affair, reports: Sequence[Any], into: Affair, user: Any, reason: str, act: str
) -> AffairStep:
    keys = [report.pk for report in reports]
    step: AffairStep = AffairStep.objects.create(
        affair=into,
        act=act,
        by=user,
        reason=reason[:_LONGEST_REASON],
        detail={
            "from": affair.pk,
            "placed": [report.pk for report in reports if report.placed],
            "settled": [one.pk for one in (affair, into) if one.settled],
        },
    )
    step.reports.set(keys)
    ImportedReport.objects.filter(pk__in=keys).update(affair=into, placed=True)
    Affair.objects.filter(pk__in=[affair.pk, into.pk]).update(settled=True)
    return step


@transaction.atomic
def name_it(affair: Affair, name: str, user: Any) -> AffairStep:
    """Give an affair a name, or with an empty one let its reports name it again.

    The name is told to those who see the report for the fewest people that its giver sees.
    """
    _hold(user, affair)
    now = Affair.objects.get(pk=affair.pk)
    reports = reports_of(affair, user)
    step: AffairStep = AffairStep.objects.create(
        affair=affair,
        act=Act.NAMED,
        by=user,
        detail={"before": now.name, "beside": now.named_beside_id},
    )
    beside = min(reports, key=_openness)
    step.reports.set([beside])
    Affair.objects.filter(pk=affair.pk).update(
        name=" ".join(name.split())[:200], named_beside=beside, settled=True
    )
    return step


def _openness(report: Any) -> tuple[int, int]:
    """Return how many groups may see a report, everybody last; the earliest of equals is first."""
    groups = report.document.file.batch.audience_groups.count()
    return (groups or 1_000_000, report.pk)


@transaction.atomic
def put_back(step: AffairStep, user: Any) -> None:
    """Take back what somebody has decided about the grouping, as far as it still stands."""
    _hold(user, step.affair)
    held = AffairStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if held.undone_at is not None:
        raise ValidationError(_("It was taken back before."))
    if held.act == Act.NAMED:
        Affair.objects.filter(pk=held.affair_id).update(
            name=held.detail["before"], named_beside=held.detail["beside"]
        )
    else:
        before = Affair.objects.filter(pk=held.detail["from"]).first()
        if before is None:
            before = Affair.objects.create(settled=True)
        # What somebody has moved on since stays where it is.
        rows = ImportedReport.objects.filter(steps=held, affair=held.affair_id)
        placed = held.detail["placed"]
        keys = list(rows.values_list("pk", flat=True))
        ImportedReport.objects.filter(pk__in=keys).update(affair=before)
        ImportedReport.objects.filter(pk__in=set(keys) - set(placed)).update(placed=False)
    held.undone_at, held.undone_by = timezone.now(), user
    held.save(update_fields=["undone_at", "undone_by"])
