"""Risks: what is watched, the page of one, and what is done with it there."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from cases.actions import risks as actions
from cases.actors import actor_keys, attach_visible
from cases.choices import RiskStanding
from cases.filters import RiskFilterSet
from cases.forms import CloseRiskForm, NewSignalForm, ReviewRiskForm
from cases.models import Incident, Organisation, Person, Risk, RiskConcern, RiskSignal
from cases.precedents.prefilled import like_risk
from cases.views.faceted import RecordList, Sort, answer
from kb.backlinks import backlinks
from kb.editing.locks import Locked
from kb.permissions import User
from kb.records.reading import Moved, readable, readable_or_redirect


def _shown(user: User) -> Any:
    concerns = RiskConcern.objects.prefetch_related(
        Prefetch("person", Person.objects.visible_to(user)),
        Prefetch("organisation", Organisation.objects.visible_to(user)),
    )
    return lambda rows: rows.select_related("responsible").prefetch_related(
        "topics",
        Prefetch("concerns", concerns.order_by("sort_order", "pk")),
        Prefetch("became", Incident.objects.visible_to(user)),
    )


RISKS = RecordList(
    filters=RiskFilterSet,
    visible=lambda user: Risk.objects.visible_to(user).standing_for(user),
    shown=_shown,
    sorts={
        "review": Sort(gettext_lazy("Next review"), lambda rows: rows.due_first()),
        "likelihood": Sort(gettext_lazy("Likelihood"), lambda rows: rows.likeliest_first()),
        "title": Sort(gettext_lazy("Title"), by_name=True),
    },
    counted=lambda n: ngettext("%(total)s risk", "%(total)s risks", n) % {"total": n},
    template="cases/risk_list.html",
    rows="cases/rows/risks.html",
)


def risk_list(request: HttpRequest) -> HttpResponse:
    """The risks this reader may see, narrowed by facets; what is due for review first."""
    return answer(request, RISKS)


def risk(request: HttpRequest, slug: str) -> HttpResponse:
    """One risk: how likely, how grave, its signals, what is planned, what it became."""
    user = request.user
    found = readable_or_redirect(Risk, slug, user, "crisis_type__parent", "responsible")
    if isinstance(found, Moved):
        return redirect(found, permanent=found.is_permanent)
    concerns = list(RiskConcern.objects.filter(risk=found).order_by("sort_order", "pk"))
    attach_visible(user, actor_keys(concerns))
    signals = RiskSignal.objects.filter(risk=found).shown_to(user).latest_first()
    became = Incident.objects.visible_to(user).filter(pk=found.became_id).first()
    is_over = found.standing(became) != RiskStanding.WATCHED
    watches = actions.may_watch(found, user)
    makes = actions.may_make_incident(found, user)
    context = {
        "risk": found,
        "standing": found.standing(became),
        "is_over": is_over,
        "became": became,
        "draft": _draft(found, user) if makes and not became else None,
        "takes_back": actions.may_take_back(found, user),
        "watches": watches,
        "makes": makes and not is_over and found.became_id is None,
        "closes": watches and not is_over and found.became_id is None,
        "concerns": [concern for concern in concerns if concern.actor],
        "topics": list(found.topics.all()),
        "signals": list(signals.select_related("source")),
        "precedents": like_risk(found, concerns).query(),
        "backlinks": backlinks(found, user),
    }
    return render(request, "cases/risk.html", context)


def _draft(found: Risk, user: User) -> Any:
    """Return the incident that was made of it and is no reader's yet, for those who work on it."""
    return Incident.objects.editable_by(user).filter(pk=found.became_id).first()


def _of(request: HttpRequest, slug: str) -> Any:
    """Return the risk, for those who watch it; 403 for others who may read it."""
    found = readable(Risk, slug, request.user)
    if not actions.may_watch(found, request.user):
        raise PermissionDenied
    return found


def risk_signal(request: HttpRequest, slug: str) -> HttpResponse:
    """Note a signal: shown at once."""
    found, form = _of(request, slug), NewSignalForm(request.POST or None)

    def note(told: dict[str, Any]) -> str:
        return (
            f"#{actions.note_signal(found, request.user, told['text'], told['seen'], told['key'])}"
        )

    return _form(request, found, form, "signal", note, _("Noted."))


def risk_review(request: HttpRequest, slug: str) -> HttpResponse:
    """Say how likely it is now, and when it is looked at again."""
    found = _of(request, slug)
    initial = {"likelihood": found.likelihood, "review_date": None}
    form = ReviewRiskForm(request.POST or None, initial=initial)

    def review(told: dict[str, Any]) -> None:
        actions.review(found, request.user, told["likelihood"], told["review_date"])

    return _form(request, found, form, "review", review, _("Reviewed."))


def risk_close(request: HttpRequest, slug: str) -> HttpResponse:
    """Stop watching it, and say why."""
    found, form = _of(request, slug), CloseRiskForm(request.POST or None)

    def close(told: dict[str, Any]) -> None:
        actions.close(found, request.user, told["reason"])

    return _form(request, found, form, "close", close, _("Closed. It can be watched again."))


def _form(
    request: HttpRequest,
    found: Risk,
    form: Form,
    does: str,
    do: Callable[[dict[str, Any]], str | None],
    done: str,
) -> HttpResponse:
    """Show a form, and when it was sent do what it asks; `do` returns the place on the page."""
    if request.method == "POST" and form.is_valid():
        try:
            place = do(form.cleaned_data) or ""
        except (Locked, ValidationError) as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, done)
            return redirect(f"{found.get_absolute_url()}{place}")
    return render(request, "cases/risk_form.html", {"risk": found, "form": form, "does": does})


@require_POST
def risk_step(request: HttpRequest, slug: str) -> HttpResponse:
    """Make an incident of it, take that back, or watch a closed one again."""
    found = _of(request, slug)
    step = request.POST.get("step", "")
    try:
        if step == "incident":
            made = actions.make_incident(found, request.user)
            messages.success(request, _("A draft, filled from the risk. Nothing is published yet."))
            return redirect(reverse("wagtailsnippets_cases_incident:edit", args=[made.pk]))
        if step == "back":
            actions.take_back(found, request.user)
            messages.success(
                request, _("Watched as before. The draft of the incident is archived.")
            )
        elif step == "watch":
            actions.watch_again(found, request.user)
            messages.success(request, _("It is watched again."))
    except (Locked, ValidationError) as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(found.get_absolute_url())
