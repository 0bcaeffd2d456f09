"""Affairs among everything imported: the list, one of them, and the incident it becomes."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.duplicates.asking import likely, typed
from cases.importing.affairs.adding import FACTS, added_by
from cases.importing.affairs.listing import affairs_for, incidents_of, rows_of, targets
from cases.importing.affairs.making import make_incident
from cases.importing.affairs.proposal import propose
from cases.importing.affairs.report_sources import incidents_citing, sources_of
from cases.importing.affairs.seen import SeenAffair, seen
from cases.importing.affairs.steps import steps_of
from cases.models import Affair, Incident
from cases.views import listing
from cases.views.affair_forms import AffairIncidentForm
from kb.models import Import
from kb.permissions import User, may, may_edit

STATES = (("open", gettext_lazy("No incident yet")), ("incident", gettext_lazy("With an incident")))
_OFFERED = 10


def demand_importer(user: User) -> None:
    """Raise PermissionDenied for those who may not import."""
    if not may_edit(user, Import):
        raise PermissionDenied


def affair_list(request: HttpRequest) -> HttpResponse:
    """The affairs of the reports somebody may see, those reported last first."""
    demand_importer(request.user)
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    state = request.GET.get("state", "")
    alone = bool(request.GET.get("alone"))
    rows = affairs_for(request.user, words=words, state=state, alone=alone)
    page = listing.page_of(request, rows)
    context = {
        "page_obj": page,
        "rows": rows_of(page.object_list, request.user),
        "q": words,
        "state": state,
        "states": STATES,
        "alone": alone,
    }
    return render(request, "cases/affairs/list.html", context)


def _seen(request: HttpRequest, key: uuid.UUID) -> SeenAffair:
    demand_importer(request.user)
    affair = get_object_or_404(Affair.objects.visible_to(request.user), key=key)
    return seen(affair, request.user)


def affair(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One affair: its reports by time, the moments they tell, and what was made of it."""
    found = _seen(request, key)
    user = request.user
    sources = sources_of(found.reports, user)
    uses = incidents_citing(sources.values(), user)
    find = request.GET.get("find", "").replace("\0", "").strip()[:100]
    firsts = [told.report for told in found.told]
    adds = dict(zip((one.pk for one in firsts), added_by(firsts, user), strict=True))
    page = listing.page_of(request, found.told)
    context = {
        "seen": found,
        "find": find,
        "targets": targets(found.affair, user, find),
        "page_obj": page,
        "rows": [_row(told, sources, uses, adds) for told in page],
        "facts": FACTS,
        "incidents": incidents_of([found.affair.pk], user)[found.affair.pk],
        "steps": steps_of(found.affair, user),
        "may_make": may_edit(user, Incident),
    }
    return render(request, "cases/affairs/affair.html", context)


def _row(told: Any, sources: dict[int, Any], uses: dict[int, Any], adds: dict[int, Any]) -> Any:
    """Return a report with its source, the incidents that cite that, and what it adds."""
    source = sources.get(told.report.pk)
    return told, source, uses[source.pk] if source else [], adds[told.report.pk]


def affair_incident(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Make an incident of an affair, or add it to one: all that is proposed, to be ticked."""
    found = _seen(request, key)
    user = request.user
    if not may_edit(user, Incident):
        raise PermissionDenied
    proposal = propose(found, user)
    find = request.GET.get("find", "").replace("\0", "").strip()[:100]
    form = AffairIncidentForm(
        request.POST or None,
        seen=found,
        proposal=proposal,
        incidents=_incidents(request, found, find),
    )
    if request.method == "POST" and form.is_valid():
        try:
            step = make_incident(found.affair, user, form.chosen())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("A draft, with its sources. Nothing is published yet."))
            return redirect(step.affair)
    context = {"seen": found, "form": form, "find": find, "may_add": may(user, "add", Incident)}
    status = 400 if form.errors else 200
    return render(request, "cases/affairs/incident.html", context, status=status)


def _incidents(request: HttpRequest, found: SeenAffair, find: str) -> list[Any]:
    """Return the incidents an affair may be added to: made of it, found, likely, or posted."""
    mine = Incident.objects.editable_by(request.user).filter(archived_at=None, merged_into=None)
    offered = list(incidents_of([found.affair.pk], request.user)[found.affair.pk])
    if find:
        named = Q(title_en__icontains=find) | Q(title_zh__icontains=find)
        offered += mine.filter(named).order_by("-pk")[:_OFFERED]
    told = {"title": found.title}
    offered += [like.record for like in likely(typed("incident", told), mine)]
    posted = request.POST.get("into", "")
    if posted.isascii() and posted.isdigit() and len(posted) < _OFFERED:
        offered += mine.filter(pk=posted)
    return list({one.pk: one for one in offered}.values())
