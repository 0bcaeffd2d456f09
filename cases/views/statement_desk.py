"""The statements desk: what waits, one step on or back, the words as text, and new from old."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Case, Count, IntegerField, Prefetch, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cases.actions.from_statement import make_from, may_use
from cases.actions.report import in_its_half
from cases.actions.statement_state import move
from cases.choices import StatementKind, StatementState
from cases.forms import DeskForm, FromStatementForm
from cases.models import Incident, Organisation, Person, Response, Statement
from cases.views import listing
from cases.writings import writing_in, writings_of
from kb.language.codes import LANGUAGES
from kb.permissions import may_edit

# What is still to be done stands first.
ORDER = Case(
    *(When(state=state, then=Value(place)) for place, state in enumerate(StatementState.values)),
    output_field=IntegerField(),
)


def statement_desk(request: HttpRequest) -> HttpResponse:
    """The statements somebody works on, drafts too, by state, kind, channel and topic."""
    user = request.user
    if not may_edit(user, Statement):
        raise PermissionDenied
    mine = Statement.objects.editable_by(user).filter(archived_at=None, merged_into=None)
    form = DeskForm(request.GET)
    chosen = form.chosen()
    states = dict(
        mine.filter(**{name: value for name, value in chosen.items() if name != "state"})
        .order_by()
        .values_list("state")
        .annotate(Count("pk", distinct=True))
    )
    rows = mine.filter(**chosen).order_by(ORDER, "-latest_revision_id", "pk").distinct()
    rows = rows.select_related("channel", "state_by").prefetch_related(
        Prefetch("incident", Incident.objects.visible_to(user)),
        Prefetch("person", Person.objects.visible_to(user)),
        Prefetch("organisation", Organisation.objects.visible_to(user)),
    )
    page = listing.page_of(request, rows)
    used = dict(
        Response.objects.shown_to(user)
        .filter(statements__in=[one.pk for one in page.object_list])
        .order_by()
        .values_list("statements")
        .annotate(Count("pk", distinct=True))
    )
    for one in page.object_list:
        one.times_used = used.get(one.pk, 0)
    context = {
        "form": form,
        "page_obj": page,
        "states": [(key, label, states.get(key, 0)) for key, label in StatementState.choices],
        "chosen": chosen,
        "notices": form.notices(),
        "templates": mine.filter(kind=StatementKind.TEMPLATE, live=True).order_by("pk")[:12],
    }
    return render(request, "cases/statement_desk.html", context)


@require_POST
def statement_state(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a statement one step on, or back."""
    found = get_object_or_404(Statement.objects.editable_by(request.user), slug=slug)
    try:
        move(found, request.user, request.POST.get("before", ""), request.POST.get("after", ""))
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
    else:
        messages.success(request, _("Now: %(state)s") % {"state": found.get_state_display()})
    if request.POST.get("next") == "desk" or not found.live or found.is_archived:
        return redirect("statement_desk")
    return redirect(found.get_absolute_url())


@require_safe
def statement_text(request: HttpRequest, slug: str) -> HttpResponse:
    """The words of a statement as plain text, in the writing asked for (the reader's if none)."""
    found = get_object_or_404(Statement.objects.visible_to(request.user), slug=slug)
    wanted = request.GET.get("writing", "")
    asked = next((one for one in LANGUAGES if one.tag == wanted), None)
    if wanted and asked is None:
        raise Http404
    writings = [writing_in(found, asked)] if asked else writings_of(found)
    if not writings or writings[0] is None:
        raise Http404
    return HttpResponse(writings[0].text, content_type="text/plain; charset=utf-8")


def statement_use(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a statement from this one: fill in what it leaves open, and go on in the editor."""
    found: Any = get_object_or_404(Statement.objects.editable_by(request.user), slug=slug)
    if not may_use(found, request.user):
        raise PermissionDenied
    form = FromStatementForm(request.POST or None, statement=found, user=request.user)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        title = in_its_half(told["title"])
        made = make_from(found, request.user, title, form.values(), told["incident"])
        messages.success(request, _("A draft. Nothing is published yet."))
        return redirect(reverse("wagtailsnippets_cases_statement:edit", args=[made.pk]))
    return render(request, "cases/statement_use.html", {"statement": found, "form": form})
