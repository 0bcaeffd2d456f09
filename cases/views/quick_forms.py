"""Writing down what happens while it happens, and a reviewer's answer to it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.actions.confirm import confirm, may_confirm
from cases.actions.report import add_event, may_report, report_incident
from cases.actions.write_up import write_up
from cases.choices import Certainty
from cases.duplicates.asking import SEEN, likely_events, unseen
from cases.forms import ConfirmForm, NewEventForm, NewIncidentForm
from cases.models import Event, Incident
from cases.views.likely import likely_incidents
from kb.editing.locks import Locked
from kb.permissions import may_edit
from kb.records.reading import readable


def incident_new(request: HttpRequest) -> HttpResponse:
    """Write a new incident down: published at once, as unverified."""
    if not may_report(request.user):
        raise PermissionDenied
    form = NewIncidentForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        found = _like_incident(request, told["key"])
        if found:
            return render(request, "cases/quick/incident_new.html", {"form": form, **_asks(found)})
        incident = report_incident(
            request.user, told["title"], told["line"], told["began"], form.group, told["key"]
        )
        messages.success(request, _("Published as unverified. A reviewer will confirm it."))
        return redirect(incident.get_absolute_url())
    return render(request, "cases/quick/incident_new.html", {"form": form})


def _like_incident(request: HttpRequest, key: Any) -> list[Any]:
    """Return the incidents that may be the one typed, none when they were shown before."""
    sent = Incident.objects.visible_to(request.user).filter(citations__key=key)
    if key and sent.exists():
        # The same form a second time: it leads to what the first has made.
        return []
    found = likely_incidents(request, request.POST.dict())
    return found if unseen([like for like, _url in found], request.POST.get(SEEN, "")) else []


def _like_event(request: HttpRequest, incident: Any, key: Any) -> list[Any]:
    if key and Event.objects.filter(incident=incident, key=key).exists():
        return []
    what, when = request.POST.get("what", ""), request.POST.get("when", "")
    found = likely_events(incident, what, when, request.user)
    return [(like, "") for like in found] if unseen(found, request.POST.get(SEEN, "")) else []


def _asks(found: list[Any]) -> dict[str, Any]:
    """Return what a form shows of likely records: it is saved when it is sent again."""
    return {"found": found, "shown": ",".join(str(like.record.pk) for like, _url in found)}


def event_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add an event to an incident: shown at once, as unverified."""
    incident = _visible(request, slug)
    if not may_edit(request.user, Incident):
        raise PermissionDenied
    form = NewEventForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        found = _like_event(request, incident, told["key"])
        if found:
            context = {"form": form, "incident": incident, **_asks(found)}
            return render(request, "cases/quick/event_add.html", context)
        try:
            key = add_event(incident, request.user, told["what"], told["when"], told["key"])
        except Locked as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Added as unverified."))
            return redirect(f"{incident.get_absolute_url()}#{key}")
    context = {"form": form, "incident": incident}
    return render(request, "cases/quick/event_add.html", context)


def incidents_to_confirm(request: HttpRequest) -> HttpResponse:
    """What was written down in haste and waits for a reviewer."""
    if not may_confirm(request.user):
        raise PermissionDenied
    waiting = Incident.objects.visible_to(request.user).to_confirm().latest_first()
    hasty = Event.objects.supported_for(request.user).filter(certainty=Certainty.UNVERIFIED)
    waiting = waiting.prefetch_related(Prefetch("events", hasty, to_attr="hasty_events"))
    context = {"incidents": waiting, "form": ConfirmForm()}
    return render(request, "cases/quick/to_confirm.html", context)


@require_POST
def incident_confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """Say how sure an incident and its unverified events have become."""
    incident = _visible(request, slug)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose reported or confirmed."))
        return redirect(reverse("incidents_to_confirm"))
    try:
        confirm(incident, request.user, form.cleaned_data["certainty"])
    except Locked as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Confirmed: %(title)s") % {"title": incident.title})
    return redirect(reverse("incidents_to_confirm"))


@require_POST
def incident_write_up(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a draft case study of an incident, and open it in the editor."""
    incident = get_object_or_404(Incident.objects.editable_by(request.user), slug=slug)
    try:
        page = write_up(incident, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(incident.get_absolute_url())
    messages.success(request, _("A draft, filled from the records. Nothing is published yet."))
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def _visible(request: HttpRequest, slug: str) -> Any:
    # What was typed while it was merged or renamed goes to where it is now.
    return readable(Incident, slug, request.user)
