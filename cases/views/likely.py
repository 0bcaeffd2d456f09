"""What is being typed may be there already: the doors that forms ask while somebody types."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from cases.actions.report import may_report
from cases.duplicates.asking import Like, likely, likely_events, typed
from cases.duplicates.loading import MODELS
from cases.models import Incident
from kb.attention_sources.things import editor_of
from kb.permissions import may_edit
from kb.records.reading import readable

_LONGEST_NUMBER = 9


@never_cache
def likely_now(request: HttpRequest, kind: str) -> HttpResponse:
    """Answer the desk's forms: records of a kind this person works on that may be what is typed."""
    if kind not in MODELS:
        raise Http404
    if not may_edit(request.user, MODELS[kind]):
        raise PermissionDenied
    own = request.GET.get("pk", "")
    pk = int(own) if own.isdecimal() and len(own) <= _LONGEST_NUMBER else 0
    profile = typed(kind, request.GET.dict(), pk=pk)
    found = likely(profile, MODELS[kind].objects.editable_by(request.user))
    return _answer(request, [(like, editor_of(like.record)) for like in found])


@never_cache
def incident_likely(request: HttpRequest) -> HttpResponse:
    """Answer the form of a new incident: those this person sees that may be what is typed."""
    if not may_report(request.user):
        raise PermissionDenied
    return _answer(request, likely_incidents(request, request.GET.dict()))


def likely_incidents(request: HttpRequest, data: dict[str, Any]) -> list[tuple[Like, str]]:
    """Return the incidents that a quick form may mean, with their addresses."""
    found = likely(typed("incident", data), Incident.objects.visible_to(request.user))
    return [(like, like.record.get_absolute_url()) for like in found]


@never_cache
def event_likely(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer the form of a new event: those of the incident that may be what is typed."""
    incident = readable(Incident, slug, request.user)
    if not may_edit(request.user, Incident):
        raise PermissionDenied
    told = request.GET
    found = likely_events(incident, told.get("what", ""), told.get("when", ""), request.user)
    return _answer(request, [(like, "") for like in found])


def _answer(request: HttpRequest, found: list[tuple[Like, str]]) -> HttpResponse:
    return render(request, "cases/admin/likely_now.html", {"found": found})
