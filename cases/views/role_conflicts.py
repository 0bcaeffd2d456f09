"""The desk's screen of roles that contradict each other, and the decisions about them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.duplicates.conflicts import decided, of_user, shown
from cases.duplicates.queue import decide, take_back
from cases.models import Decision, Organisation, Person, RoleConflict
from kb.permissions import User, may_edit

PER_PAGE = 30


def role_conflicts(request: HttpRequest) -> HttpResponse:
    """Show what contradicts what, or what was said to be right."""
    _demand(request.user)
    show = "decided" if request.GET.get("show") == "decided" else "waiting"
    rows = of_user(request.user)
    rows = decided(rows) if show == "decided" else rows.undecided()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"show": show, "page": page, "conflicts": shown(page.object_list, request.user)}
    return render(request, "cases/admin/role_conflicts.html", context)


def _demand(user: User) -> None:
    if not (may_edit(user, Person) and may_edit(user, Organisation)):
        raise PermissionDenied


def _row(request: HttpRequest) -> RoleConflict:
    number = request.POST.get("row", "")
    found = of_user(request.user).filter(pk=number) if number.isdecimal() else None
    row: RoleConflict | None = found.first() if found is not None and len(number) < 10 else None
    if row is None:
        raise Http404
    return row


@require_POST
def role_conflicts_decide(request: Any) -> HttpResponse:
    """Keep that the roles are right as they are; they are asked about again when they change."""
    _demand(request.user)
    row = _row(request)
    decide(row, request.user, request.POST.get("why", ""))
    messages.success(request, _("Kept: this is right. It can be taken back."))
    return redirect(reverse("role_conflicts"))


@require_POST
def role_conflicts_undo(request: Any) -> HttpResponse:
    """Ask again about roles that were said to be right."""
    _demand(request.user)
    row = _row(request)
    decision = Decision.objects.filter(kind=row.kind, first=row.first, second=row.second).first()
    if decision is None:
        raise Http404
    take_back(decision, request.user)
    messages.success(request, _("Taken back: it is asked about again."))
    return redirect(f"{reverse('role_conflicts')}?show=decided")
