"""The desk's screens of likely duplicates: the queue, and the decisions about it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.duplicates.beside import lines_of
from cases.duplicates.loading import MODELS
from cases.duplicates.queue import (
    SOURCE,
    Pair,
    decide,
    decided,
    key_of,
    kinds_of,
    pair_or_404,
    put_off,
    shown,
    take_back,
    waiting,
    without_put_off,
)
from kb.attention_sources.things import editor_of
from kb.models import Snooze
from kb.permissions import User

PER_PAGE = 20
DAYS = (1, 7, 30)
SHOW = ("waiting", "later", "decided")


def likely_duplicates(request: HttpRequest) -> HttpResponse:
    """Show the pairs of one kind that this person may decide, likeliest first."""
    kinds = kinds_of(request.user)
    if not kinds:
        raise PermissionDenied
    numbers = {
        kind: without_put_off(waiting(kind, request.user), request.user).count() for kind in kinds
    }
    first = next((kind for kind in kinds if numbers[kind]), kinds[0])
    kind = request.GET.get("kind", first)
    kind = kind if kind in kinds else first
    show = request.GET.get("show", SHOW[0])
    show = show if show in SHOW else SHOW[0]
    page = Paginator(_rows(kind, show, request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "kinds": [
            (one, capfirst(MODELS[one]._meta.verbose_name_plural), numbers[one]) for one in kinds
        ],
        "kind": kind,
        "show": show,
        "shows": [
            ("waiting", _("To decide")),
            ("later", _("Put off")),
            ("decided", _("Not the same")),
        ],
        "page": page,
        "days": DAYS,
        "cards": _decided_cards(kind, page.object_list, request.user)
        if show == "decided"
        else _cards(page.object_list, request.user),
    }
    return render(request, "cases/admin/duplicates.html", context)


def _rows(kind: str, show: str, user: User) -> Any:
    if show == "decided":
        return decided(kind, user)
    rows = waiting(kind, user)
    if show == "later":
        return rows.filter(pk__in=put_off(rows, user))
    return without_put_off(rows, user)


def _cards(rows: Any, user: User) -> list[dict[str, Any]]:
    pairs = shown(rows, user)
    return [
        {
            "pair": pair,
            "lines": lines,
            "first_url": editor_of(pair.first),
            "second_url": editor_of(pair.second),
            "merge_url": merge_address(pair),
        }
        for pair, lines in zip(pairs, lines_of(pairs, user), strict=True)
    ]


def merge_address(pair: Pair) -> str:
    """Return the address of the preview of merging the second record into the first."""
    try:
        return reverse("record_merge", args=[pair.row.kind, pair.first.pk, pair.second.pk])
    except NoReverseMatch:
        return ""


def _decided_cards(kind: str, rows: Any, user: User) -> list[dict[str, Any]]:
    listed = list(rows)
    numbers = {n for row in listed for n in (row.first, row.second)}
    records = MODELS[kind].objects.editable_by(user).in_bulk(numbers)
    return [
        {
            "decision": row,
            "first": records[row.first],
            "second": records[row.second],
            "first_url": editor_of(records[row.first]),
            "second_url": editor_of(records[row.second]),
        }
        for row in listed
        if row.first in records and row.second in records
    ]


def _numbers(request: HttpRequest) -> tuple[str, int, int]:
    kind = request.POST.get("kind", "")
    first, second = request.POST.get("first", ""), request.POST.get("second", "")
    if not (first.isdecimal() and second.isdecimal() and max(map(len, (first, second))) < 10):
        raise Http404
    return kind, int(first), int(second)


def _back(kind: str, show: str = SHOW[0]) -> HttpResponse:
    return redirect(f"{reverse('likely_duplicates')}?kind={kind}&show={show}")


@require_POST
def likely_duplicates_decide(request: Any) -> HttpResponse:
    """Keep that two records are not the same."""
    row = pair_or_404(*_numbers(request), request.user)
    decide(row, request.user, request.POST.get("why", ""))
    messages.success(request, _("Kept: they are not the same. It can be taken back below."))
    return _back(row.kind)


@require_POST
def likely_duplicates_undo(request: Any) -> HttpResponse:
    """Take a decision back, so that the pair is asked about again."""
    kind, first, second = _numbers(request)
    if kind not in kinds_of(request.user):
        raise Http404
    row = decided(kind, request.user).filter(first=first, second=second).first()
    if row is None:
        raise Http404
    take_back(row, request.user)
    messages.success(request, _("Taken back: the pair is asked about again."))
    return _back(kind, "decided")


@require_POST
def likely_duplicates_later(request: Any) -> HttpResponse:
    """Put a pair off for some days, for this person alone; no days take that back."""
    row = pair_or_404(*_numbers(request), request.user)
    days = request.POST.get("days", "")
    mine = Snooze.objects.filter(user=request.user, source=SOURCE, key=key_of(row))
    if days == "0":
        mine.delete()
        messages.success(request, _("Back on the list."))
        return _back(row.kind, "later")
    if days not in map(str, DAYS):
        messages.error(request, _("Choose a day, a week or a month."))
        return _back(row.kind)
    until = timezone.localdate() + timedelta(days=int(days))
    Snooze.objects.update_or_create(
        user=request.user, source=SOURCE, key=key_of(row), defaults={"until": until}
    )
    messages.success(request, _("Put off for you until then."))
    return _back(row.kind)
