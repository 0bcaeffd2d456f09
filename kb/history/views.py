"""The screens of what changed: everything by day, and the history of one page or record."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.models import Page

from kb.history.differences import difference
from kb.history.finding import readable_page
from kb.history.kinds import ChangeKind, kinds
from kb.history.stream import stream
from kb.history.versions import Change, history
from kb.records.reading import readable_or_redirect

PER_PAGE = 10
LONGEST = 150


@dataclass(frozen=True)
class Filter:
    """One way to narrow the changes, as a link."""

    label: Any
    url: str
    active: bool


# --- Everything ---------------------------------------------------------------


def changes(request: HttpRequest) -> HttpResponse:
    """Everything this reader may see that was published or changed, by day."""
    notices: list[str] = []
    kind = _kind(request, notices)
    before, day = _before(request, notices)
    by = request.GET.get("by", "").replace("\0", "")[:LONGEST]
    found = stream(request.user, before=before, kind=kind, by=by)
    chosen = {"kind": kind, "by": by}
    further = ""
    if found.further:
        further = _address(request, **chosen, before=found.further.isoformat())
    by_name = next((one.by for one in found.changes if by), by)
    context = {
        "days": _by_day(found.changes),
        "further": further,
        "is_later": before is not None,
        "first": _address(request, **chosen),
        "day": day,
        "kinds": _kinds(request, kind, by),
        "kind": kind,
        "by": by,
        "by_name": by_name,
        "without_by": _address(request, kind=kind),
        "without_kind": _address(request, by=by),
        "notices": notices,
    }
    return render(request, "kb/history/changes.html", context)


def _address(request: HttpRequest, **query: str) -> str:
    kept = {name: value for name, value in query.items() if value}
    return f"{request.path}?{urlencode(kept)}" if kept else request.path


def _kind(request: HttpRequest, notices: list[str]) -> str:
    given = request.GET.get("kind", "")
    if given and given not in ChangeKind.values:
        notices.append(_("There is no such kind of change: all are shown."))
        return ""
    return given


def _before(request: HttpRequest, notices: list[str]) -> tuple[datetime | None, str]:
    """Return the moment before which changes are asked for, and the day it was asked for as."""
    if given := request.GET.get("until", ""):
        if day := _day(given):
            end = datetime.combine(day + timedelta(days=1), datetime.min.time())
            return timezone.make_aware(end), day.isoformat()
        notices.append(_("This is no day: the latest changes are shown."))
    if given := request.GET.get("before", ""):
        if moment := _moment(given):
            return moment, ""
        notices.append(_("This is no time: the latest changes are shown."))
    return None, ""


def _day(text: str) -> date | None:
    try:
        day = parse_date(text[:20])
    except ValueError:
        return None
    return day if day and 1900 <= day.year <= 2199 else None


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text[:40])
    except ValueError:
        return None
    if moment is None or not 1900 <= moment.year <= 2199:
        return None
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _by_day(found: list[Change]) -> list[tuple[date, list[Change]]]:
    return [
        (day, list(several))
        for day, several in groupby(found, key=lambda one: timezone.localdate(one.at))
    ]


def _kinds(request: HttpRequest, chosen: str, by: str) -> list[Filter]:
    every = [Filter(_("All kinds"), _address(request, by=by), not chosen)]
    return every + [
        Filter(kind.label, _address(request, kind=kind.value, by=by), kind.value == chosen)
        for kind in ChangeKind
    ]


# --- One page or record -------------------------------------------------------


def page_or_record(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The published versions of a page or record, with what differs between them."""
    record = _find(request, kind, key)
    if isinstance(record, str):
        # Not for ever: a merge may be undone.
        return redirect(record)
    versions = history(record, request.user)
    pages = Paginator(versions[::-1], PER_PAGE)
    number = request.GET.get("page", "1")
    number = number if number.isascii() and number.isdigit() and len(number) < 7 else "1"
    context = {
        "record": record,
        "title": record.title if isinstance(record, Page) else record.named,
        "address": record.get_url() if isinstance(record, Page) else record.get_absolute_url(),
        "versions": versions,
        "page_obj": pages.get_page(number),
        "two": _two(request, versions),
        "kind": kind,
    }
    return render(request, "kb/history/history.html", context)


def _find(request: HttpRequest, kind: str, key: str) -> Any:
    """Return what has this address, or the address it moved to; Http404 for all else."""
    if kind not in kinds:
        raise Http404
    if kind == "page":
        return readable_page(key, request.user)
    found = readable_or_redirect(kinds[kind].model, key, request.user)
    if isinstance(found, str):
        return reverse("history", args=[kind, resolve(found).kwargs["slug"]])
    return found


def _two(request: HttpRequest, versions: list[Change]) -> dict[str, Any] | None:
    """Return the two versions asked for, the older first, with what differs; None without."""
    by_number = {str(one.number): one for one in versions}
    first, last = (by_number.get(request.GET.get(name, "")) for name in ("from", "to"))
    if first is None or last is None or first.number == last.number:
        return None
    first, last = sorted((first, last), key=lambda one: one.number)
    return {
        "first": first,
        "last": last,
        "difference": difference(first.outline, last.outline),
    }
