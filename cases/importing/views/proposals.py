"""The page of what is proposed of a raw document: marked in its text, decided in the list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cases.importing.proposals.belonging import choosable, say_incident
from cases.importing.proposals.deciding import DecidedMeanwhile, NotDone, accept, refuse
from cases.importing.proposals.finding import proposals
from cases.importing.proposals.likely_incidents import found_incidents, likely_incidents
from cases.importing.proposals.marking import marked_text, portions
from cases.importing.proposals.proposal import DECIDED, Kind, State
from cases.importing.proposals.reading import Reading
from cases.importing.proposals.shown import Shown, grouped, shown
from cases.importing.proposals.standing import standing_of
from cases.importing.proposals.target import Target
from cases.importing.proposals.undoing import undo
from cases.importing.views.document import frame, visible_document
from cases.models import ProposalDecision
from kb.attention_sources.things import editor_of
from kb.language.reader import current_reader
from kb.models import RawDocument

# What a form sends of each proposal: that it is ticked, and the answer to what it asks.
TICKED, ANSWER, FOR_ALL = "proposal", "answer:", "all:"
_LONGEST_NUMBER = 18


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def raw_document_proposals(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is proposed of a document, and do what an editor says of it."""
    document = visible_document(request.user, pk)
    if not document.text:
        return _nothing(request, document)
    asked = _Asked(request)
    if request.method != "POST":
        return _page(request, document, asked)
    try:
        _do(request, document, asked)
    except NotDone as refusal:
        status = 409 if isinstance(refusal, DecidedMeanwhile) else 400
        return _page(request, document, asked, refusal.sentences, status)
    except ValidationError as refusal:
        return _page(request, document, asked, {"": " ".join(refusal.messages)}, 409)
    return redirect(asked.address())


def _nothing(request: HttpRequest, document: RawDocument) -> HttpResponse:
    """Say that a document has no text of its own, and where its text is, if it came before."""
    first = RawDocument.objects.visible_to(request.user).filter(pk=document.first_id).first()
    context = {**frame(document, "raw_document_proposals"), "first": first}
    status = 400 if request.method == "POST" else 200
    return render(request, "cases/importing/proposals_none.html", context, status=status)


class _Asked:
    """What the address of the page asks for, and addresses that ask for other things."""

    def __init__(self, request: HttpRequest) -> None:
        query = request.GET
        self.path = request.path
        part = query.get("part", "")
        self.part = int(part) if part.isdecimal() and len(part) < 6 else 1
        self.kind = query.get("kind", "") if query.get("kind") in Kind else ""
        self.state = query.get("state", "") if query.get("state") in State else ""
        self.find = query.get("find", "").strip()[:200]

    def address(self, **changes: Any) -> str:
        """Return this address with some of its query changed."""
        query: dict[str, Any] = {
            "part": self.part,
            "kind": self.kind,
            "state": self.state,
        } | changes
        kept = {name: value for name, value in query.items() if value and value != 1}
        return f"{self.path}?{urlencode(kept)}" if kept else self.path


def _do(request: HttpRequest, document: RawDocument, asked: _Asked) -> None:
    """Do what the button says, and tell it; raises NotDone or ValidationError."""
    sent = request.POST
    if "incident" in sent:
        _belong(request, document, sent["incident"])
    elif "undo" in sent:
        undo(_decision(document, request, sent["undo"]), request.user)
        messages.success(request, _("Taken back."))
    elif "refuse" in sent:
        number = refuse(document, request.user, list(dict.fromkeys(sent.getlist(TICKED))))
        messages.success(
            request,
            ngettext("%(number)d proposal refused.", "%(number)d proposals refused.", number)
            % {"number": number},
        )
    else:
        names = list(dict.fromkeys(sent.getlist(TICKED)))
        if kind := sent.get("accept_all"):
            names = _all_of(document, request, asked, kind)
        answers = {name: _answer(request, name) for name in names}
        number = accept(document, request.user, answers)
        messages.success(
            request,
            ngettext(
                "%(number)d proposal accepted, in drafts: nothing is published.",
                "%(number)d proposals accepted, in drafts: nothing is published.",
                number,
            )
            % {"number": number},
        )


def _answer(request: HttpRequest, name: str) -> str:
    """Return what a form answers for a proposal, by itself or for all of its kind."""
    for_all = request.POST.get(f"{FOR_ALL}{name.partition(':')[0]}", "")
    return request.POST.get(f"{ANSWER}{name}") or for_all


def _all_of(document: RawDocument, request: HttpRequest, asked: _Asked, kind: str) -> list[str]:
    """Return the names of all proposals of a kind on this page that can be accepted.

    Those that ask for an answer of their own wait until they have one.
    """
    reading = Reading(document, request.user)
    groups = grouped(_rows(reading, Target(reading), asked))
    names = []
    for group in (group for group in groups if group.kind == kind):
        for row in group.rows:
            row.answer = _answer(request, row.proposal.name) or row.answer
            if row.is_ready or (row.is_possible and group.roles):
                names.append(row.proposal.name)
    return names


def _belong(request: HttpRequest, document: RawDocument, value: str) -> None:
    incident = None
    if value != "none":
        number = value if value.isdecimal() and len(value) <= _LONGEST_NUMBER else "0"
        incident = choosable(document, request.user).filter(pk=number).first()
        if incident is None:
            raise ValidationError(_("Choose an incident of the list."))
    say_incident(document, incident, request.user)


def _decision(document: RawDocument, request: HttpRequest, value: str) -> ProposalDecision:
    """Return the decision to take back; raises ValidationError when it is none of this page."""
    target = Target(Reading(document, request.user))
    known = standing_of(document, request.user, target.incident).values()
    found = next((one for one in known if str(one.pk) == value), None)
    if found is None:
        raise ValidationError(_("Somebody has taken this back already."))
    return found


def _rows(reading: Reading, target: Target, asked: _Asked) -> list[Shown]:
    """Return the proposals of the part of the text that is shown, and as the filters leave them."""
    start, end = _portion(reading, asked)
    decisions = standing_of(reading.document, reading.user, target.incident)
    here = [
        one
        for one in proposals(reading, target)
        if any(first < end and start < last for first, last in one.places)
    ]
    rows = shown(here, decisions)
    return [
        row
        for row in rows
        if asked.kind in ("", row.proposal.kind) and asked.state in ("", row.state)
    ]


def _portion(reading: Reading, asked: _Asked) -> tuple[int, int]:
    stretches = portions(reading)
    asked.part = min(max(asked.part, 1), len(stretches))
    return stretches[asked.part - 1]


def _page(
    request: HttpRequest,
    document: RawDocument,
    asked: _Asked,
    wrong: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    reading = Reading(document, request.user)
    target = Target(reading)
    rows = _rows(reading, target, asked)
    for row in rows:
        _keep_input(row, request, wrong or {})
    groups = grouped(rows)
    for group in groups:
        group.role = request.POST.get(f"{FOR_ALL}{group.kind}", "")
    start, end = _portion(reading, asked)
    reader = current_reader()
    stretches = portions(reading)
    context = {
        **frame(document, "raw_document_proposals"),
        "groups": groups,
        "text": marked_text(reading, start, end, [row.proposal for row in rows], reader),
        "wrong": _wrong(wrong or {}),
        "target": target,
        "source": target.source_at(start) or next(iter(target.sources.values()), None),
        "incident_editor": editor_of(target.incident) if target.incident else "",
        "found": _incidents(reading, target, asked),
        "asked": asked,
        "here": asked.address(),
        "kinds": [(kind.value, kind.label) for kind in Kind],
        "decided": DECIDED,
        "states": State.choices,
        "parts": [(n, asked.address(part=n)) for n in range(1, len(stretches) + 1)],
    }
    return render(request, "cases/importing/proposals.html", context, status=status)


def _wrong(sentences: Mapping[str, str]) -> str:
    """Return what is said of a form as a whole, empty when nothing is wrong."""
    if not sentences:
        return ""
    return sentences.get("") or _("Nothing was accepted: see below what is missing.")


def _incidents(reading: Reading, target: Target, asked: _Asked) -> list[Any]:
    if asked.find:
        return found_incidents(reading, asked.find)
    return [] if target.incident else likely_incidents(reading)


def _keep_input(row: Shown, request: HttpRequest, wrong: Mapping[str, str]) -> None:
    name = row.proposal.name
    if request.method == "POST" and row.is_open:
        row.ticked = name in request.POST.getlist(TICKED)
        row.answer = request.POST.get(f"{ANSWER}{name}", row.answer)
        row.wrong = wrong.get(name, "")
