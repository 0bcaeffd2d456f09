"""The desk's screen of unlinked mentions: the queue, and the decisions about it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cases.actions.link_mention import can_link, link, undo
from cases.choices import InvolvementRole
from cases.models import MentionDecision, UnlinkedMention
from cases.unlinked.names import NAMED
from cases.unlinked.queue import (
    LANGUAGES,
    PAGE,
    THINGS,
    Card,
    Wanted,
    decide,
    decided,
    mine,
    shown,
    things_of,
    waiting,
)
from kb.attention_sources.things import editor_of, kind_of, title_of
from kb.language.detection import script_of

PER_PAGE = 25
SHOW = ("waiting", "decided")
# What stands in an address of the queue, and goes with every form back to it.
_ASKED = ("kind", "thing", "language", "text", "of", "who", "show", "page")


def unlinked_mentions(request: HttpRequest) -> HttpResponse:
    """Show whom texts name without a link, as far as this person works on the texts."""
    things = things_of(request.user)
    if not things:
        raise PermissionDenied
    wanted = _wanted(request.GET, things)
    show = request.GET.get("show", SHOW[0])
    show = show if show in SHOW else SHOW[0]
    rows = (decided if show == "decided" else waiting)(request.user, wanted)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "wanted": wanted,
        "show": show,
        "shows": [("waiting", _("To decide")), ("decided", _("Decided"))],
        "kinds": [
            (kind, capfirst(model._meta.verbose_name_plural)) for kind, model in NAMED.items()
        ],
        "things": [
            (kind, _("Pages") if kind == PAGE else capfirst(THINGS[kind]._meta.verbose_name_plural))
            for kind in things
        ],
        "languages": [("en", _("English")), ("zh", _("Chinese"))],
        "roles": InvolvementRole.choices,
        "page": page,
        "cards": [_shown(card) for card in shown(page.object_list, request.user)],
        "around": _address(request.GET, without=("page",)),
        "asked": [(name, request.GET[name]) for name in _ASKED if request.GET.get(name)],
    }
    return render(request, "cases/admin/unlinked.html", context)


def _wanted(asked: Any, things: list[str]) -> Wanted:
    """Return what an address asks for; what it asks wrongly is not asked."""
    allowed = {"kind": list(NAMED), "thing": things, "language": LANGUAGES}
    told = {name: asked.get(name, "") for name in ("kind", "thing", "language", "of", "who")}
    for name, values in allowed.items():
        told[name] = told[name] if told[name] in values else ""
    return Wanted(**told, text=asked.get("text", "").replace("\0", "").strip()[:100])


def _address(asked: Any, without: tuple[str, ...]) -> str:
    told = {name: asked[name] for name in _ASKED if name not in without and asked.get(name)}
    return urlencode(told)


def _shown(card: Card) -> dict[str, Any]:
    row = card.row
    return {
        "card": card,
        "row": row,
        "kind": kind_of(card.thing),
        "title": title_of(card.thing),
        "editor": editor_of(card.thing),
        "can_link": can_link(card.thing),
        "asks_role": card.kind == "incident",
        "sentences": [sentence(one) for one in getattr(row, "excerpts", ())],
        "more": max(0, getattr(row, "count", 0) - len(getattr(row, "excerpts", ()))),
    }


def sentence(excerpt: dict[str, Any]) -> SafeString:
    """Return a sentence as it was typed, in its language, with the name marked."""
    text, place, pieces = excerpt["text"], 0, []
    for start, end in excerpt["marks"]:
        pieces += [(text[place:start], text[start:end])]
        place = end
    marked = format_html_join("", "{}<mark>{}</mark>", pieces)
    tag = "en" if excerpt["language"] == "en" else script_of(text).tag
    return format_html('<span lang="{}">{}{}</span>', tag, marked, text[place:])


# --- Deciding -----------------------------------------------------------------------------------


@require_POST
def unlinked_mentions_decide(request: Any) -> HttpResponse:
    """Link the names that were chosen in the drafts, or keep that they are not meant."""
    act, _colon, number = request.POST.get("act", "").partition(":")
    if act not in ("link", "not_meant"):
        raise Http404
    numbers = _numbers([number] if number else request.POST.getlist("row"))
    rows = mine(UnlinkedMention.objects.undecided().filter(pk__in=numbers), request.user)
    cards = shown(rows, request.user)
    if number and not cards:
        raise Http404
    done, refused = 0, []
    for card in cards:
        try:
            _do(card, request.user, act, request.POST.get(f"role-{card.row.pk}", ""))
        except ValidationError as error:
            refused.append((card, error.messages[0]))
        else:
            done += 1
    _tell(request, act, done, refused, gone=len(numbers) - len(cards))
    return _back(request)


@transaction.atomic
def _do(card: Card, user: Any, act: str, role: str) -> None:
    if act == "link":
        link(card, user, role)
    else:
        decide(card, user, MentionDecision.Answer.NOT_MEANT)


def _numbers(told: list[str]) -> list[int]:
    """Return numbers of rows, as many as one page has at most."""
    return [
        int(one)
        for one in dict.fromkeys(told)
        if one.isascii() and one.isdecimal() and len(one) < 15
    ][:PER_PAGE]


def _tell(request: Any, act: str, done: int, refused: list[tuple[Card, str]], *, gone: int) -> None:
    if done and act == "link":
        told = ngettext(
            "%(number)d name is linked in its draft. Readers see it when that is published.",
            "%(number)d names are linked in their drafts. Readers see it when they are published.",
            done,
        )
        messages.success(request, told % {"number": done})
    elif done:
        told = ngettext(
            "Kept: %(number)d name is not meant. It can be taken back under “Decided”.",
            "Kept: %(number)d names are not meant. They can be taken back under “Decided”.",
            done,
        )
        messages.success(request, told % {"number": done})
    for card, sentence_of in refused:
        told = _("“%(title)s”: %(problem)s")
        messages.error(request, told % {"title": title_of(card.thing), "problem": sentence_of})
    if gone:
        told = ngettext(
            "%(number)d was decided or changed by somebody meanwhile.",
            "%(number)d were decided or changed by somebody meanwhile.",
            gone,
        )
        messages.warning(request, told % {"number": gone})
    if not (done or refused or gone):
        messages.error(request, _("Tick at least one name first."))


@require_POST
def unlinked_mentions_undo(request: Any) -> HttpResponse:
    """Take a decision back, and with it the link out of the draft."""
    numbers = _numbers([request.POST.get("row", "")])
    rows = mine(MentionDecision.objects.filter(pk__in=numbers), request.user)
    cards = shown(rows, request.user)
    if not cards:
        raise Http404
    try:
        was_linked = undo(cards[0], request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return _back(request)
    if was_linked:
        messages.success(request, _("Taken back: the link is out of the draft again."))
    else:
        messages.success(request, _("Taken back: the name is asked about again."))
    return _back(request)


def _back(request: Any) -> HttpResponse:
    """Lead to where somebody was; only what the queue's own address may say is kept."""
    told = {name: request.POST[f"at-{name}"] for name in _ASKED if request.POST.get(f"at-{name}")}
    query = urlencode(told)
    return redirect(f"{reverse('unlinked_mentions')}{'?' + query if query else ''}")
