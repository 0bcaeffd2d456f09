"""The pages on which a change is suggested, answered, and both are listed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Page

from kb.attention_sources.things import editor_of
from kb.history.finding import readable_page
from kb.history.kinds import kinds
from kb.language.codes import language
from kb.models import Suggestion
from kb.models.base import editable_pages
from kb.permissions import User
from kb.records.reading import readable
from kb.suggested_changes.forms import AnswerForm, SuggestionForm
from kb.suggested_changes.saying import AnsweredMeanwhile, TooMany, answer, suggest
from kb.suggested_changes.things import with_things

# Each part of the list shows at most so many.
MOST = 100
# What an editor may do, by the button.
ACTS = {
    "take": Suggestion.State.TAKEN_UP,
    "decline": Suggestion.State.DECLINED,
    "open": Suggestion.State.OPEN,
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def suggest_change(request: HttpRequest) -> HttpResponse:
    """A form for a suggestion on one page or record; thanks are said on that page."""
    thing = _named(request.GET.get("of", ""), request.user)
    form = SuggestionForm(request.POST or None)
    address = _address(thing)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        named = not told["nameless"]
        try:
            suggest(thing, request.user, told["text"], told["quote"], named=named)
        except TooMany:
            form.add_error(
                None,
                _("You have made as many suggestions today as one may. Send this one tomorrow."),
            )
        else:
            messages.success(
                request, _("Thank you. Those who edit this find your suggestion on their list.")
            )
            return redirect(address)
    context = {"form": form, "thing": thing, "address": address}
    status = 400 if form.errors else 200
    return render(request, "kb/suggested_changes/new.html", context, status=status)


def _named(name: str, user: User) -> Any:
    """Return the page or record that `kind:key` names, for a reader; raises Http404."""
    kind, _colon, key = name.partition(":")
    if kind not in kinds:
        raise Http404
    return readable_page(key, user) if kind == "page" else readable(kinds[kind].model, key, user)


def _address(thing: Any) -> str:
    return str(thing.get_url() if isinstance(thing, Page) else thing.get_absolute_url())


@never_cache
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What this person may answer, and what they have suggested under their name."""
    asked = Suggestion.objects.select_related("by", "answered_by")
    to_answer = asked.answerable_by(request.user)
    own = asked.own_of(request.user).order_by("-said_on", "-pk")
    answered = to_answer.exclude(state=Suggestion.State.OPEN).order_by("-answered_at", "-pk")
    parts = [
        (_("To answer"), with_things(to_answer.open()[:MOST], request.user)),
        (_("Yours"), with_things(own[:MOST], request.user)),
        (_("Answered"), with_things(answered[:MOST], request.user)),
    ]
    context = {"parts": [(title, rows) for title, rows in parts if rows]}
    return render(request, "kb/suggested_changes/list.html", context)


@never_cache
@require_safe
def suggestion(request: HttpRequest, number: int) -> HttpResponse:
    """One suggestion, with its answer, for its author and for those who may answer it."""
    return _shown(request, number, AnswerForm())


@never_cache
@require_POST
def suggestion_answer(request: HttpRequest, number: int) -> HttpResponse:
    """Take a suggestion up, decline it with a reason, or open it again."""
    asked = get_object_or_404(Suggestion.objects.answerable_by(request.user), pk=number)
    act = request.POST.get("act", "")
    form = AnswerForm(request.POST)
    if act not in ACTS:
        raise Http404
    if form.is_valid() and act == "decline":
        form.demand_reason()
    if form.errors:
        return _shown(request, number, form, status=400)
    try:
        answer(asked, request.user, ACTS[act], form.cleaned_data["answer"])
    except AnsweredMeanwhile:
        messages.error(request, _("Somebody was faster: see what it is now."))
    else:
        messages.success(request, _("It is open again.") if act == "open" else _("Answered."))
    return redirect(asked)


def _shown(request: HttpRequest, number: int, form: AnswerForm, status: int = 200) -> HttpResponse:
    found = Suggestion.objects.visible_to(request.user).filter(pk=number)
    told = with_things(found.select_related("by", "answered_by"), request.user)
    if not told:
        raise Http404
    one, thing = told[0]
    may_answer = Suggestion.objects.answerable_by(request.user).filter(pk=number).exists()
    is_read = thing.live and (isinstance(thing, Page) or not thing.is_archived)
    context = {
        "suggestion": one,
        "thing": thing,
        "address": _address(thing) if is_read else "",
        "editor": editor_of(thing) if may_answer and _may_work_on(thing, request.user) else "",
        "seen_in": language(one.language).label,
        "form": form if may_answer else None,
    }
    return render(request, "kb/suggested_changes/detail.html", context, status=status)


def _may_work_on(thing: Any, user: User) -> bool:
    """Return whether the page shown is one that may be edited: its translation may be another's."""
    if not isinstance(thing, Page):
        return True
    return bool(editable_pages(Page.objects.filter(pk=thing.pk), user).exists())
