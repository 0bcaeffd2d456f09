"""Checks of partners: those of one's groups, the page of one, and what is done with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from cases.actions import partner_checks as actions
from cases.choices import CheckAct, CheckStage
from cases.models import CheckFinding, CheckLog, CheckStep, Organisation, PartnerCheck, Person
from cases.views import listing
from cases.views.partner_forms import (
    DecisionForm,
    FindingForm,
    NewCheckForm,
    ProlongForm,
    ReadingForm,
)
from kb.permissions import User, is_administrator
from kb.records.reading import readable

# What the list may be narrowed to.
SHOWN: dict[str, tuple[Any, Callable[[Any], Any]]] = {
    "open": (gettext_lazy("In work"), lambda checks: checks.undecided()),
    "to_sign": (gettext_lazy("To be signed off"), lambda checks: checks.to_sign()),
    "signed": (gettext_lazy("Signed off"), lambda checks: checks.signed()),
}


def partner_list(request: HttpRequest) -> HttpResponse:
    """The checks of this person's groups, the newest first."""
    checks = PartnerCheck.objects.visible_to(request.user)
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    stage = request.GET.get("stage", "")
    if words:
        checks = checks.filter(Q(name__icontains=words) | Q(purpose__icontains=words))
    if stage in SHOWN:
        checks = SHOWN[stage][1](checks)
    rows = checks.select_related("owner", "group").prefetch_related("steps").order_by("-pk")
    context = {
        "page_obj": listing.page_of(request, rows),
        "q": words,
        "stage": stage if stage in SHOWN else "",
        "stages": [(name, label) for name, (label, _keep) in SHOWN.items()],
        "begins": actions.may_begin(request.user),
        "deleted": _deleted(request.user),
    }
    return render(request, "cases/partner_list.html", context)


def _deleted(user: User) -> Any:
    """Return which checks were deleted, for administrators: numbers and days, nothing else."""
    if not is_administrator(user):
        return []
    return CheckLog.objects.filter(act=CheckAct.DELETED).order_by("-pk")[:20]


def partner_new(request: HttpRequest) -> HttpResponse:
    """Begin a check, of a person or organisation of the records or of a name."""
    if not actions.may_begin(request.user):
        raise PermissionDenied
    partner = _partner(request)
    form = NewCheckForm(request.POST or None, user=request.user, partner=partner)

    def save(told: dict[str, Any]) -> Any:
        return actions.begin(
            request.user,
            partner or told["name"],
            told["purpose"],
            told["group"],
            told.get("questions", ()),
            told["own_questions"],
            told["keep_until"],
        )

    made = _saved(request, form, save)
    if made:
        messages.success(request, _("Begun. Nobody is cleared before it is signed off."))
        return redirect(made)
    return render(request, "cases/partner_new.html", {"form": form, "partner": partner})


def _partner(request: HttpRequest) -> Any:
    """Return the person or organisation that an address names, None for none."""
    kinds: tuple[tuple[str, type[Any]], ...] = (("person", Person), ("organisation", Organisation))
    for name, kind in kinds:
        if slug := request.GET.get(name):
            return readable(kind, slug, request.user)
    return None


def _saved(request: HttpRequest, form: Form, save: Callable[[dict[str, Any]], Any]) -> Any:
    """Return what a sent form did, None when it was not sent or was refused."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return save(form.cleaned_data) or True
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


def _check(request: HttpRequest, number: int) -> Any:
    rows = PartnerCheck.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("owner", "group", "decided_by", "signed_by"), pk=number
    )


def partner_check(request: HttpRequest, number: int) -> HttpResponse:
    """One check: its questions with what was found, the decision, and what is to be done."""
    user = request.user
    found = _check(request, number)
    steps = found.steps.select_related("question", "checked_by").prefetch_related(
        "findings__noted_by"
    )
    context = {
        "check": found,
        "steps": list(steps),
        "stage": found.stage,
        "decides": found.stage == CheckStage.TO_DECIDE,
        "signs": actions.may_sign(found, user),
        "prolongs": actions.may_prolong(found, user),
        "record": _record(found, user),
        # Who answered a question, and when, stands beside it.
        "log": CheckLog.objects.filter(number=found.pk)
        .exclude(act=CheckAct.READ)
        .select_related("by"),
    }
    return render(request, "cases/partner.html", context)


def _record(check: PartnerCheck, user: User) -> Any:
    """Return the person or organisation, if there is a page of it for this person."""
    kinds: tuple[tuple[int | None, type[Any]], ...] = (
        (check.person_id, Person),
        (check.organisation_id, Organisation),
    )
    for key, kind in kinds:
        if key is not None:
            return kind.objects.visible_to(user).filter(pk=key).first()
    return None


def partner_step(request: HttpRequest, number: int, step: int) -> HttpResponse:
    """One question: where it was looked up, what was found, what came of it."""
    found = _check(request, number)
    of_check = CheckStep.objects.filter(partner_check=found).select_related("question")
    asked: Any = get_object_or_404(of_check, pk=step)
    does = request.POST.get("does", "")
    reading = ReadingForm(request.POST if does == "read" else None, step=asked)
    finding = FindingForm(request.POST if does == "finding" else None)
    if does == "read" and _saved(
        request, reading, lambda told: actions.answer(asked, request.user, reading.reading())
    ):
        messages.success(request, _("Answered."))
        return redirect(found)
    if does == "finding" and _saved(
        request, finding, lambda told: actions.add_finding(asked, request.user, **told)
    ):
        messages.success(request, _("Noted."))
        return redirect("partner_step", found.pk, asked.pk)
    if does.startswith("remove-"):
        _remove(request, asked, does.removeprefix("remove-"))
        return redirect("partner_step", found.pk, asked.pk)
    context = {
        "partner": found,
        "step": asked,
        "form": reading,
        "finding_form": finding,
        "findings": asked.findings.select_related("noted_by"),
    }
    return render(request, "cases/partner_step.html", context)


def _remove(request: HttpRequest, step: CheckStep, key: str) -> None:
    rows = CheckFinding.objects.filter(step=step)
    gone = rows.filter(pk=key).first() if key.isascii() and key.isdigit() else None
    if gone is None:
        return
    try:
        actions.remove_finding(gone, request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Taken out."))


def partner_decide(request: HttpRequest, number: int) -> HttpResponse:
    """Decide whether the partner may be contacted."""
    found = _check(request, number)
    form = DecisionForm(request.POST or None)
    if _saved(request, form, lambda told: actions.decide(found, request.user, **told)):
        messages.success(request, _("Decided. Somebody who has not checked signs it off."))
        return redirect(found)
    context = {"partner": found, "form": form, "does": "decide"}
    return render(request, "cases/partner_form.html", context)


def partner_prolong(request: HttpRequest, number: int) -> HttpResponse:
    """Keep the check longer, and say why."""
    found = _check(request, number)
    if not actions.may_prolong(found, request.user):
        raise PermissionDenied
    form = ProlongForm(request.POST or None, check=found)
    if _saved(request, form, lambda told: actions.prolong(found, request.user, **told)):
        messages.success(request, _("It is kept longer."))
        return redirect(found)
    context = {"partner": found, "form": form, "does": "prolong"}
    return render(request, "cases/partner_form.html", context)


@require_POST
def partner_act(request: HttpRequest, number: int) -> HttpResponse:
    """Sign a decision off, or open the check again."""
    found = _check(request, number)
    if request.POST.get("does") == "sign":
        actions.sign(found, request.user)
        messages.success(request, _("Signed off."))
    elif request.POST.get("does") == "reopen":
        actions.reopen(found, request.user)
        messages.success(request, _("Open again. Nobody is cleared by it."))
    return redirect(found)
