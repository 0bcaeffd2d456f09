"""Checklists: a playbook used in an incident, ticked, and looked back on when it is over."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cases.actions import after_action, checklist_events
from cases.actions import checklists as actions
from cases.checklist_forms import (
    ChangeItemForm,
    LeaveOutForm,
    LessonForm,
    LookBackForm,
    NewItemForm,
    UsePlaybookForm,
)
from cases.choices import ItemState
from cases.guidance import shown_lessons
from cases.models import Checklist, ChecklistItem, Event, Incident, Lesson
from cases.playbooks import fits_of, measures_of, playbooks
from cases.views import listing
from kb.editing.locks import Locked
from kb.language.reader import current_reader
from kb.models import PlaybookMeasure, PlaybookPage
from kb.permissions import may_edit
from kb.records.reading import readable


@require_safe
def checklist_list(request: HttpRequest) -> HttpResponse:
    """The checklists this reader may see, or those in which one measure was done."""
    rows = Checklist.objects.visible_to(request.user)
    measure = _measure_of(request)
    if measure is not None:
        # What the page of the playbook counts.
        standing = ChecklistItem.objects.filter(measure_key=measure.translation_key).done()
        rows = rows.filter(pk__in=standing.values("checklist"))
    rows = rows.with_progress(timezone.now()).select_related("incident").latest_first()
    page = listing.page_of(request, rows)
    context = {"page_obj": page, "measure": measure, "total": page.paginator.count}
    return render(request, "cases/checklist_list.html", context)


def _measure_of(request: HttpRequest) -> Any:
    """Return the measure that is asked for, if the reader may see it; 404 for any other."""
    if "measure" not in request.GET:
        return None
    try:
        key = UUID(request.GET["measure"])
    except ValueError as error:
        raise Http404 from error
    visible = PlaybookPage.objects.visible_to(request.user).values("pk")
    named = PlaybookMeasure.objects.filter(translation_key=key, phase__page__in=visible)
    found = named.select_related("phase__page", "locale")
    content = current_reader().content
    rows = sorted(found, key=lambda one: one.locale.language_code != content)
    if not rows:
        raise Http404
    return rows[0]


def incident_checklist(request: HttpRequest, slug: str) -> HttpResponse:
    """Use a playbook in an incident: choose it, then its measures, owners and times."""
    incident = readable(Incident, slug, request.user, "crisis_type__parent")
    if not may_edit(request.user, Incident):
        raise PermissionDenied
    known = playbooks(request.user)
    asked = request.GET.get("playbook", "")
    one = next((one for one in known if str(one.page.translation_key) == asked), None)
    if one is None:
        if asked:
            raise Http404
        fits = fits_of(incident, incident.topics.all(), known)
        fitting = {fit.page.pk for fit in fits}
        others = [one for one in known if one.page.pk not in fitting]
        context = {"incident": incident, "fits": fits, "others": others}
        return render(request, "cases/checklist_choose.html", context)
    _title, measures = measures_of(one.page.translation_key, request.user)
    form = UsePlaybookForm(request.POST or None, incident=incident, measures=measures)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = actions.use(
                incident,
                request.user,
                one.page.translation_key,
                form.chosen(),
                told["started_at"],
                told["key"],
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The checklist is made."))
            return redirect(made.get_absolute_url())
    context = {"incident": incident, "page": one.page, "form": form}
    return render(request, "cases/checklist_new.html", context)


def _found(request: HttpRequest, key: UUID) -> Any:
    rows = Checklist.objects.visible_to(request.user).select_related("incident", "started_by")
    return get_object_or_404(rows, key=key)


def _of(request: HttpRequest, key: UUID) -> Any:
    """Return the checklist, for those who change it; 403 for others who may read it."""
    found = _found(request, key)
    if not actions.may_change(found, request.user):
        raise PermissionDenied
    return found


@require_safe
def checklist(request: HttpRequest, key: UUID) -> HttpResponse:
    """One checklist: what is to be done, by whom, until when, and everything that was ticked."""
    found = _found(request, key)
    return render(request, "cases/checklist.html", _shown(request, found))


def _shown(request: HttpRequest, found: Checklist) -> dict[str, Any]:
    user = request.user
    changes = actions.may_change(found, user)
    items = list(found.items.select_related("owner"))
    for item in items:
        item.checklist = found
    _attach_events(items, found.incident, user, changes)
    known = playbooks(user, found.playbook_key)
    keys = list(found.lessons.values_list("lesson_key", flat=True))
    lessons = Lesson.objects.filter(incident=found.incident, key__in=keys).order_by("pk")
    return {
        "checklist": found,
        "incident": found.incident,
        "page": known[0].page if known else None,
        "items": items,
        "changes": changes,
        "done": sum(item.state == ItemState.DONE for item in items),
        "left_out": sum(item.state == ItemState.NOT_NEEDED for item in items),
        "late": sum(item.is_late for item in items),
        "entries": list(found.entries.select_related("item").order_by("-at", "-pk")),
        "lessons": shown_lessons(lessons, request),
        "drafted": len(keys) - len(lessons) if changes else 0,
    }


def _attach_events(items: list[Any], incident: Any, user: Any, changes: bool) -> None:
    """Set `event` on items: "live" where readers see it, "draft" for who works on the draft."""
    keys = {item.event_key for item in items if item.event_key}
    live = Event.objects.of(incident, user).filter(key__in=keys) if keys else Event.objects.none()
    shown = set(live.values_list("key", flat=True))
    drafted = checklist_events.in_draft(incident) if keys - shown and changes else set()
    for item in items:
        item.event = "live" if item.event_key in shown else ""
        if not item.event and item.event_key in drafted:
            item.event = "draft"


STEPS = {
    "done": actions.tick,
    "reopen": actions.reopen,
    "timeline": checklist_events.put_into_timeline,
    "no_timeline": checklist_events.take_out_of_timeline,
}


@require_POST
def checklist_step(request: HttpRequest, key: UUID) -> HttpResponse:
    """Tick an item, take that back, or put what was done into the draft of the timeline."""
    found = _found(request, key)
    step = STEPS.get(request.POST.get("step", ""))
    item = _item(found, request.POST.get("item", ""))
    if step is None:
        raise Http404
    try:
        went = step(item, request.user)
    except (Locked, ValidationError) as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        if went is False:
            messages.info(request, _("Somebody was quicker: nothing was changed."))
    if request.headers.get("HX-Request") == "true":
        # As it is now: a step may have changed the draft of the incident.
        context = _shown(request, _found(request, key)) | {"in_place": True}
        return render(request, "cases/components/checklist_body.html", context)
    return redirect(f"{found.get_absolute_url()}#item-{item.key}")


def _item(found: Checklist, key: Any) -> Any:
    try:
        wanted = UUID(str(key))
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(
        ChecklistItem.objects.select_related("owner"), checklist=found, key=wanted
    )


def _again(request: HttpRequest, version: int) -> Any:
    """Return what was typed, to be saved over what stands there now when it is sent again."""
    typed = request.POST.copy()
    typed["version"] = str(version)
    return typed


def checklist_item(request: HttpRequest, key: UUID, item: UUID) -> HttpResponse:
    """One item: owner, time and note, why it is not needed, and all that was done with it."""
    found = _found(request, key)
    row = _item(found, item)
    row.checklist = found
    if not actions.may_tick(row, request.user):
        raise PermissionDenied
    changes = actions.may_change(found, request.user)
    leaves = request.method == "POST" and "reason" in request.POST
    begun = ChangeItemForm.begin(row)
    posted = request.POST if request.method == "POST" and not leaves else None
    form = ChangeItemForm(posted, initial=begun, incident=found.incident)
    reason = LeaveOutForm(request.POST if leaves else None)
    try:
        if leaves and reason.is_valid():
            actions.leave_out(row, request.user, reason.cleaned_data["reason"])
            return redirect(row.get_absolute_url())
        if posted is not None and form.is_valid():
            told = form.cleaned_data
            actions.change(
                row,
                request.user,
                told["version"],
                told["owner"],
                told["owner_name"],
                told["due"],
                told["note"],
            )
            return redirect(row.get_absolute_url())
    except ValidationError as refusal:
        if not leaves:
            row.refresh_from_db()
            form = ChangeItemForm(_again(request, row.version), incident=found.incident)
        (reason if leaves else form).add_error(None, refusal)
    context = {
        "checklist": found,
        "incident": found.incident,
        "item": row,
        "form": form if changes else None,
        "reason": reason,
        "entries": list(row.entries.order_by("-at", "-pk")),
    }
    return render(request, "cases/checklist_item.html", context)


def checklist_add(request: HttpRequest, key: UUID) -> HttpResponse:
    """Add something of one's own."""
    found = _of(request, key)
    form = NewItemForm(request.POST or None, incident=found.incident)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        made = actions.add_item(
            found,
            request.user,
            told["title"],
            told["owner"],
            told["owner_name"],
            told["due"],
            told["key"],
        )
        return redirect(made.get_absolute_url())
    context = {"checklist": found, "incident": found.incident, "form": form}
    return render(request, "cases/checklist_add.html", context)


def checklist_review(request: HttpRequest, key: UUID) -> HttpResponse:
    """Look back: what was planned, what happened, what worked, what did not; then lessons."""
    found = _of(request, key)
    teaches = request.method == "POST" and "text" in request.POST
    posted = request.POST if request.method == "POST" and not teaches else None
    form = LookBackForm(posted, initial=LookBackForm.begin(found))
    lesson = LessonForm(request.POST if teaches else None, checklist=found, user=request.user)
    try:
        if teaches and lesson.is_valid():
            told = lesson.cleaned_data
            after_action.draft_lesson(
                found, request.user, told["text"], told["stance"], lesson.named(), told["key"]
            )
            messages.success(request, _("In the draft of the incident. Nothing is published yet."))
            return redirect(f"{request.path}#lessons")
        if posted is not None and form.is_valid():
            told = dict(form.cleaned_data)
            after_action.look_back(found, request.user, told.pop("version"), **told)
            messages.success(request, _("Written down."))
            return redirect(f"{request.path}#lessons")
    except (Locked, ValidationError) as refusal:
        if not teaches:
            found = _found(request, key)
            form = LookBackForm(_again(request, found.review_version))
        (lesson if teaches else form).add_error(None, refusal)
    context = _shown(request, found) | {"form": form, "lesson_form": lesson}
    return render(request, "cases/checklist_review.html", context)
