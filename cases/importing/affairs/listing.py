"""The affairs that one reader may see, as rows of a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q

from cases.importing.affairs.seen import title_of
from cases.models import Affair, AffairStep, ImportedReport, Incident
from kb.permissions import User

_OFFERED = 15


@dataclass
class AffairRow:
    """An affair in a list: all of it counted among the reports its reader may see."""

    affair: Any
    title: str
    reports: int
    outlets: list[str]
    first: Any
    last: Any
    incidents: list[Any] = field(default_factory=list)


def affairs_for(user: User, *, words: str = "", state: str = "", alone: bool = False) -> Any:
    """Return the affairs somebody may see, those with the latest reports first.

    `alone` keeps those with one report too; `words` must stand in a title of a report; `state` is
    "open" for those of which no incident was made, "incident" for the others.
    """
    reports = ImportedReport.objects.visible_to(user)
    mine = Q(reports__in=reports.values("pk"))
    found = Affair.objects.filter(mine).annotate(
        number=Count("reports", filter=mine, distinct=True),
        first=Min("reports__written_from", filter=mine),
        last=Max("reports__written_from", filter=mine),
    )
    if not alone:
        found = found.filter(number__gt=1)
    if words:
        named = reports.filter(affair=OuterRef("pk"), title__icontains=words)
        found = found.filter(Exists(named))
    made = _steps(user).filter(affair=OuterRef("pk"))
    if state == "open":
        found = found.exclude(Exists(made))
    elif state == "incident":
        found = found.filter(Exists(made))
    return found.order_by(F("last").desc(nulls_last=True), "-number", "-pk")


def _steps(user: User) -> Any:
    incidents = Incident.objects.editable_by(user).filter(archived_at=None)
    return AffairStep.objects.standing().filter(incident__in=incidents.values("pk"))


def rows_of(affairs: Iterable[Any], user: User) -> list[AffairRow]:
    """Return the rows of these affairs, which come from `affairs_for`."""
    listed = list(affairs)
    keys = [one.pk for one in listed]
    reports: dict[int, list[Any]] = defaultdict(list)
    found = ImportedReport.objects.visible_to(user).filter(affair__in=keys).by_time()
    for report in found.defer("words", "dates"):
        reports[report.affair_id].append(report)
    incidents = incidents_of(keys, user)
    return [
        AffairRow(
            one,
            title_of(one, reports[one.pk]),
            one.number,
            list(dict.fromkeys(r.outlet for r in reports[one.pk] if r.outlet)),
            one.first,
            one.last,
            incidents[one.pk],
        )
        for one in listed
    ]


def incidents_of(affairs: Iterable[int], user: User) -> dict[int, list[Any]]:
    """Return the incidents that were made of affairs, as far as somebody may know."""
    found: dict[int, list[Any]] = defaultdict(list)
    steps = _steps(user).filter(affair__in=affairs).select_related("incident").order_by("pk")
    for step in steps:
        if step.incident not in found[step.affair_id]:
            found[step.affair_id].append(step.incident)
    return found


def targets(affair: Affair, user: User, find: str) -> list[Any]:
    """Return the affairs that reports could be moved to: those found, else the latest."""
    found = affairs_for(user, words=find, alone=True).exclude(pk=affair.pk)[:_OFFERED]
    return rows_of(found, user)
