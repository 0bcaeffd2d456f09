"""What people did with an affair, as one reader may know it."""

from __future__ import annotations

from typing import Any

from cases.importing.affairs.undoing import may_take_back
from cases.models import Affair, AffairStep, ImportedReport, Incident
from kb.permissions import User

Act = AffairStep.Act
REGROUPING = (Act.MOVED, Act.MERGED, Act.NAMED)


def steps_of(affair: Affair, user: User) -> list[tuple[Any, bool]]:
    """Return what was done with an affair, and whether this person can take it back.

    What somebody did with reports or an incident that this person may not see is not told.
    """
    steps = list(shown_steps(affair, user).select_related("incident", "by"))
    return [(one, one.act in REGROUPING or may_take_back(one, user)) for one in steps]


def shown_steps(affair: Affair, user: User) -> Any:
    """Return the steps that stand, but for those about what somebody may not see."""
    mine = Incident.objects.editable_by(user).values("pk")
    through = AffairStep.reports.through.objects
    seen_reports = ImportedReport.objects.visible_to(user).values("pk")
    hidden = through.exclude(importedreport_id__in=seen_reports).values("affairstep_id")
    steps = AffairStep.objects.standing().filter(affair=affair).exclude(pk__in=hidden)
    made = steps.exclude(act__in=REGROUPING).filter(incident__in=mine)
    return (steps.filter(act__in=REGROUPING) | made).distinct()
