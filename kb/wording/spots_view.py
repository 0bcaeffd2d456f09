"""The screen that lists the doubtful spots of a page or record, and remembers what one decides."""

from __future__ import annotations

import re
from typing import Any

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page

from kb.archive_views import editor_of
from kb.language.codes import tag
from kb.models.base import editable_pages
from kb.models.wording import LONGEST
from kb.permissions import User
from kb.records.base import Record
from kb.wording.spots import OpenSpot, Review, decide, review, take_back

OTHERWISE = "otherwise"
# What must not come into HTML or across a line.
_NOT_WORDS = re.compile(r"[<>&\"'\s]")


@require_admin_access
def spots(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """List the spots of the newest version, and take what is decided about them."""
    thing = thing_of(app, model, pk, request.user)
    words = request.GET.get("words") == "1"
    found = review(thing.get_latest_revision_as_object(), request.user, within_words=words)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        chosen, wrong = _chosen(request, found)
        _take(request, thing, chosen, found)
        if not wrong:
            return redirect(request.get_full_path())
        found = review(thing.get_latest_revision_as_object(), request.user, within_words=words)
    context = {
        "thing": thing,
        "review": found,
        "edit_url": editor_of(thing),
        "longest": LONGEST,
        "wrong": wrong,
        "within_words": words,
        "lang": {to: tag(to) for to in ("zh-hant", "zh-hans")},
    }
    return render(request, "kb/admin/wording/spots.html", context)


def thing_of(app: str, model: str, pk: int, user: User) -> Any:
    """Return a page or record that this person may work on; raises Http404."""
    try:
        kind: Any = apps.get_model(app, model)
    except LookupError as error:
        raise Http404 from error
    if issubclass(kind, Page):
        things = editable_pages(Page.objects.filter(pk=pk), user)
    elif issubclass(kind, Record):
        things = kind.objects.editable_by(user).filter(pk=pk)
    else:
        raise Http404
    thing = things.first()
    if thing is None:
        raise Http404
    return getattr(thing, "specific", thing)


def _take(request: HttpRequest, thing: Any, chosen: dict[str, str], found: Review) -> None:
    undone = request.POST.get("undo", "")
    if undone.isascii() and undone.isdigit():
        if take_back(thing, request.user, int(undone[:18]), found):
            messages.success(request, _("Taken back: the spot is open again."))
        else:
            messages.warning(request, _("This decision is gone already."))
        return
    if number := decide(thing, request.user, chosen, found):
        words = ngettext("Remembered for %(n)d spot.", "Remembered for %(n)d spots.", number)
        messages.success(request, words % {"n": number})
    elif request.POST.get("group"):
        messages.warning(request, _("These spots were judged meanwhile."))


def _chosen(request: HttpRequest, found: Review) -> tuple[dict[str, str], dict[str, str]]:
    """Return what is to be written at spots, by key, and what is wrong with other answers."""
    posted = request.POST
    chosen: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for group in found.groups:
        if posted.get("group") == group.key:
            # One button judges one group; what was chosen elsewhere on the page is kept as well.
            chosen |= {one.key: one.spot.written for one in group.spots}
    for key, one in found.open.items():
        answer = posted.get(f"spot-{key}", "")
        if answer == OTHERWISE:
            try:
                chosen[key] = _words(posted.get(f"words-{key}", ""))
            except ValueError as error:
                wrong[key] = str(error)
        elif answer:
            chosen |= _choice(one, answer)
    return chosen, wrong


def _choice(one: OpenSpot, answer: str) -> dict[str, str]:
    """Return one of the forms offered; a form that is not offered any more decides nothing."""
    return {one.key: answer} if answer in one.choices else {}


def _words(typed: str) -> str:
    """Return words of one's own; raises ValueError with a sentence."""
    words = typed.strip()
    if not words:
        raise ValueError(_("Write what stands there."))
    if _NOT_WORDS.search(words) or len(words) > LONGEST:
        raise ValueError(_("Write words only, without spaces, quotes or brackets."))
    return words


urls: list[URLPattern] = [
    path("wording/spots/<str:app>/<str:model>/<int:pk>/", spots, name="wording_spots"),
]
