"""Practising with a past incident: drills, one drill, and what is done in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from cases.choices import IncidentStatus
from cases.comparison import column
from cases.dossier import dossiers
from cases.drills.begin import before_the_ending, begin
from cases.drills.compared import compared
from cases.drills.forms import ChoiceForm, NewDrillForm, NoteForm, SummaryForm
from cases.drills.moves import answer, end, go_on
from cases.drills.shown import answered, choices_at, participants
from cases.drills.story import Story, cases_of, events_of, next_step, story_of
from cases.models import Drill, Incident
from kb.records.reading import readable

MOST_LISTED = 200
OFFERED = 8


@never_cache
@require_safe
def drill_list(request: HttpRequest) -> HttpResponse:
    """The drills of this reader, and past incidents to practise with."""
    drills = list(Drill.objects.visible_to(request.user).select_related("facilitator"))
    drills = drills[:MOST_LISTED]
    cases = cases_of(drills, request.user)
    # Of a case that is closed to somebody not even the cover title is told; their own they may end.
    drills = [one for one in drills if one.pk in cases or one.facilitator_id == request.user.pk]
    past = Incident.objects.visible_to(request.user).past().latest_first()
    context = {
        "running": [one for one in drills if one.ended_at is None],
        "ended": [one for one in drills if one.ended_at is not None],
        "offered": past.select_related("crisis_type")[:OFFERED],
    }
    return render(request, "cases/drills/list.html", context)


@never_cache
def incident_practise(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a drill with an incident that is contained or over."""
    incident = readable(Incident, slug, request.user)
    if incident.status == IncidentStatus.OPEN:
        raise Http404
    events = list(events_of(incident, request.user))
    ticked = before_the_ending(events, incident, request.user)
    data = request.POST if request.method == "POST" else None
    form = NewDrillForm(data, user=request.user, events=events, ticked=ticked)
    status = 200
    if data is not None:
        if form.is_valid():
            try:
                drill, left_out = begin(incident, request.user, **form.begun_as())
            except ValidationError as error:
                form.add_error(None, error)
            else:
                if left_out:
                    messages.info(request, _left_out(left_out))
                return redirect(drill)
        status = 400
    chosen = set(form["moments"].value() or ())
    moments = [(one, str(one.key) in chosen) for one in events]
    context = {"incident": incident, "form": form, "moments": moments}
    return render(request, "cases/drills/new.html", context, status=status)


def _left_out(number: int) -> str:
    return ngettext(
        "%(n)s moment was left out, as not everybody invited may check it.",
        "%(n)s moments were left out, as not everybody invited may check them.",
        number,
    ) % {"n": number}


@never_cache
@require_safe
def drill(request: HttpRequest, key: UUID) -> HttpResponse:
    """One drill: the story so far and the answer to it, or after its end the comparison."""
    found = _visible(request, key)
    story = story_of(found, request.user)
    if story is None:
        return _resting(request, found)
    if found.ended_at:
        return _ended(request, story)
    return _running(request, story)


def _visible(request: HttpRequest, key: UUID) -> Drill:
    drills = Drill.objects.visible_to(request.user).select_related("facilitator", "group")
    one: Drill = get_object_or_404(drills, key=key)
    return one


def _leads(request: HttpRequest, found: Drill) -> bool:
    return bool(Drill.objects.editable_by(request.user).filter(pk=found.pk).exists())


def _resting(request: HttpRequest, found: Drill) -> HttpResponse:
    """Say that a drill rests; nothing of it, as its case is closed to this reader."""
    context = {"drill": found, "leads": _leads(request, found)}
    return render(request, "cases/drills/resting.html", context)


def _running(
    request: HttpRequest, story: Story, form: ChoiceForm | None = None, status: int = 200
) -> HttpResponse:
    choices = choices_at(story, request.user)
    now, leads = story.now, _leads(request, story.drill)
    here = choices.get(now.step.pk, []) if now else []
    mine = next((one for one in here if one.choice.person_id == request.user.pk), None)
    people = list(participants(story.drill))
    who = answered(now)
    context = {
        "drill": story.drill,
        "moments": [(one, choices.get(one.step.pk, [])) for one in story.moments if one != now],
        "now": now,
        "mine": mine,
        "others": [one for one in here if one is not mine],
        "form": form or (ChoiceForm(initial=_again(now.step.pk, mine)) if now else None),
        "people": people,
        "answered": [one for one in people if one.pk in who],
        "leads": leads,
        "goes_on": leads and next_step(story.drill, story.incident, request.user) is not None,
    }
    return render(request, "cases/drills/running.html", context, status=status)


def _again(moment: int, mine: Any) -> dict[str, Any]:
    """Return what the form of an answer shows: the answer given last."""
    if mine is None:
        return {"moment": moment}
    names = ("strategies", "speaker", "channel", "text")
    return {"moment": moment, **{name: getattr(mine.choice, name) for name in names}}


def _ended(
    request: HttpRequest,
    story: Story,
    form: NoteForm | None = None,
    written: SummaryForm | None = None,
) -> HttpResponse:
    told = column(dossiers([_with_topics(story.incident)], request)[0])
    context = {
        "drill": story.drill,
        "incident": story.incident,
        "column": told,
        "compared": compared(story, told, choices_at(story, request.user)),
        "sources": told.dossier.sources,
        "notes": story.drill.notes.select_related("author"),
        "form": form or NoteForm(),
        "written": written or SummaryForm(initial={"summary": story.drill.summary}),
        "people": list(participants(story.drill)),
        "leads": _leads(request, story.drill),
    }
    status = 400 if form or written else 200
    return render(request, "cases/drills/ended.html", context, status=status)


def _with_topics(incident: Any) -> Any:
    """Fetch along what a column of a comparison asks of an incident."""
    return (
        Incident.objects.prefetch_related("topics")
        .select_related("crisis_type__parent")
        .get(pk=incident.pk)
    )


def _story(request: HttpRequest, key: UUID) -> Story:
    """Return the story of a drill this reader takes part in; 404 while its case is closed."""
    story = story_of(_visible(request, key), request.user)
    if story is None:
        raise Http404
    return story


@require_POST
@sensitive_variables()
@sensitive_post_parameters()
def drill_answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep what this participant would do now; what they write is checked."""
    found = _visible(request, key)
    story = story_of(found, request.user)
    if story is None or found.ended_at:
        return redirect(found)
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        return _running(request, story, form, status=400)
    told = form.cleaned_data
    moment = told.pop("moment")
    if answer(found, request.user, moment, waits=form.waits, **told) is None and story.now:
        # What was typed stays, and is now an answer to what has happened since.
        messages.warning(request, _("The story has gone on. Is this still your answer?"))
        again = ChoiceForm(initial={**told, "moment": story.now.step.pk})
        return _running(request, story, again, status=409)
    return redirect(f"{found.get_absolute_url()}#now")


@require_POST
def drill_go_on(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let the story go on, or end it here; only for whoever leads."""
    found = get_object_or_404(Drill.objects.editable_by(request.user), key=key)
    if "end" in request.POST:
        # Also while the case is closed to them.
        end(found)
        return redirect(found)
    try:
        moment = int(request.POST.get("moment", ""))
    except ValueError:
        return redirect(found)
    go_on(found, request.user, moment)
    return redirect(f"{found.get_absolute_url()}#now")


@require_POST
def drill_note(request: HttpRequest, key: UUID) -> HttpResponse:
    """Add or take out a note after the end; write the summary, for whoever leads."""
    story = _story(request, key)
    found = story.drill
    if found.ended_at is None:
        return redirect(found)
    if "remove" in request.POST:
        mine = found.notes.filter(author=request.user.pk)
        for note in mine:
            if str(note.pk) == request.POST["remove"]:
                note.delete()
        return redirect(f"{found.get_absolute_url()}#notes")
    if "summary" in request.POST:
        led = Drill.objects.editable_by(request.user).filter(pk=found.pk)
        written = SummaryForm(request.POST)
        if not written.is_valid():
            return _ended(request, story, written=written)
        led.update(summary=written.cleaned_data["summary"])
        return redirect(f"{found.get_absolute_url()}#summary")
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _ended(request, story, form)
    author: Any = request.user
    found.notes.create(author=author, text=form.cleaned_data["text"])
    return redirect(f"{found.get_absolute_url()}#notes")


@require_POST
def drill_remove(request: HttpRequest, key: UUID) -> HttpResponse:
    """Remove a drill for good with all answers and notes; only for whoever leads."""
    get_object_or_404(Drill.objects.editable_by(request.user), key=key).delete()
    messages.success(request, _("The drill was removed."))
    return redirect("drill_list")
