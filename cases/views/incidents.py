"""Incidents: the list with its facets, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy, ngettext

from cases.dossier import dossier
from cases.filters import IncidentFilterSet
from cases.models import Incident
from cases.timeline.course import course
from cases.views.faceted import RecordList, Sort, answer
from kb.backlinks import backlinks
from kb.records.reading import Moved, readable_or_redirect

INCIDENTS = RecordList(
    filters=IncidentFilterSet,
    visible=lambda user: Incident.objects.visible_to(user),
    shown=lambda user: lambda rows: rows.select_related("crisis_type__parent"),
    sorts={
        "newest": Sort(gettext_lazy("Newest"), lambda rows: rows.latest_first()),
        "oldest": Sort(gettext_lazy("Oldest"), lambda rows: rows.earliest_first()),
        "title": Sort(gettext_lazy("Title"), by_name=True),
        "severity": Sort(gettext_lazy("Severity"), lambda rows: rows.gravest_first()),
    },
    counted=lambda n: ngettext("%(total)s incident", "%(total)s incidents", n) % {"total": n},
    template="cases/incident_list.html",
    rows="cases/rows/incidents.html",
    divided_by="status",
)


def incident_list(request: HttpRequest) -> HttpResponse:
    """The incidents this reader may see, narrowed by facets."""
    return answer(request, INCIDENTS)


def incident(request: HttpRequest, slug: str) -> HttpResponse:
    """One incident: what happened, what was answered, how it ended, who says so."""
    found = readable_or_redirect(Incident, slug, request.user, "crisis_type__parent")
    if isinstance(found, Moved):
        return redirect(found, permanent=found.is_permanent)
    known = dossier(found, request)
    context = {
        "incident": found,
        "dossier": known,
        "course": course(known.events, known.responses, known.outcomes),
        "topics": list(found.topics.all()),
        "backlinks": backlinks(found, request.user),
    }
    return render(request, "cases/incident.html", context)
