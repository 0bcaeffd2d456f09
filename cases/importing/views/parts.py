"""What a raw document is made of, and would become: drafts, made by who ticks them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases.choices import SourceLanguage
from cases.importing.affairs.report_sources import incidents_citing
from cases.importing.decisions import PLAN, PLAYBOOK, SOURCE, standing, take_back
from cases.importing.earlier_texts import earlier_texts, renew
from cases.importing.known import known_outlets, known_sources
from cases.importing.mending import head_of, mend, part_of, state_of
from cases.importing.parts import Part, parts_of
from cases.importing.pictures import pictures_of
from cases.importing.playbook_draft import make_playbook, may_make_playbook
from cases.importing.sources import link_source, make_drafts, may_make, refuse_parts
from cases.importing.views.document import frame, visible_document
from cases.importing.views.made import Made, made_of
from cases.models import ProposalDecision, Source
from kb.importing.document import Document
from kb.importing.structure.head import FOUND
from kb.imports.taking_apart import apart
from kb.models import RawDocument
from kb.permissions import User
from kb.records.forms import TypedTimeField
from kb.records.spans import as_typed

_LANGUAGES = dict(SourceLanguage.choices)
_OPENING = 160
_MOST_PAIRS = 60


@dataclass(frozen=True, slots=True)
class Row:
    """A part as the page shows it."""

    part: Part
    number: int
    outlet: Any
    known: Any
    decision: ProposalDecision | None
    made: Made | None
    # The incidents that cite what was made of it.
    cited_in: list[Any]
    version_of: int | None

    @property
    def opening(self) -> str:
        """The opening words of its text."""
        text = self.part.text.strip()
        return text if len(text) <= _OPENING else f"{text[:_OPENING]}…"

    @property
    def language(self) -> Any:
        """The name of its language."""
        return _LANGUAGES.get(self.part.language, "")

    @property
    def found(self) -> dict[str, Any]:
        """Where each of its fields was found, as a sentence."""
        return {name: FOUND.get(key, "") for name, key in self.part.found.items()}

    @property
    def is_refused(self) -> bool:
        """Whether somebody said that it is not wanted."""
        return bool(self.decision and self.decision.answer == ProposalDecision.Answer.REFUSED)


def raw_document_parts(request: HttpRequest, pk: int) -> HttpResponse:
    """The parts of one document, with what was decided about each; a form that decides."""
    found = visible_document(request.user, pk)
    if request.method == "POST":
        try:
            _do(request, found)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect("raw_document_parts", found.pk)
    context = frame(found, "raw_document_parts")
    if found.text:
        context |= _told(found, request.user)
    return render(request, "cases/importing/parts.html", context)


def _told(document: RawDocument, user: User) -> dict[str, Any]:
    taken: Document = apart(document)
    rows = _rows(document, user)
    playbook = standing(document, PLAYBOOK).get(PLAN)
    pairs = _pairs(taken)
    return {
        "rows": rows,
        "open": sum(row.decision is None for row in rows),
        "new_outlets": sorted({r.part.outlet for r in rows if r.part.outlet and not r.outlet}),
        "makes": may_make(user),
        # Of several parts nobody knows which one a picture belongs to.
        "pictures": pictures_of(document) if len(rows) == 1 else [],
        "plan": taken.plan,
        "playbook": playbook,
        "playbook_made": made_of([playbook], user).get(playbook.pk) if playbook else None,
        "makes_playbook": may_make_playbook(user),
        "pairs": pairs[:_MOST_PAIRS],
        "pairs_left": max(len(pairs) - _MOST_PAIRS, 0),
        "headings": taken.headings[:200],
        "earlier": earlier_texts(document, user),
    }


def _rows(document: RawDocument, user: User) -> list[Row]:
    parts = parts_of(document)
    outlets, known = known_outlets(parts, user), known_sources(parts, user)
    decided = standing(document, SOURCE)
    made = made_of(decided.values(), user)
    uses = incidents_citing((one.thing for one in made.values()), user)
    numbers = {part.key: number for number, part in enumerate(parts, 1)}
    return [
        Row(
            part,
            number,
            outlets.get(part.outlet),
            None if part.key in decided else known.get(part.key),
            decision := decided.get(part.key),
            of_it := made.get(decision.pk) if decision else None,
            uses.get(of_it.thing.pk, []) if of_it else [],
            numbers.get(part.version_of),
        )
        for number, part in enumerate(parts, 1)
    ]


def _pairs(taken: Document) -> list[tuple[str, str]]:
    """Return the sentences of a bilingual text in pairs; a side without a counterpart is empty."""
    if taken.halves is None:
        return []
    aligned = taken.halves.aligned
    return [
        (
            " ".join(aligned.english[number] for number in bead.english),
            "".join(aligned.chinese[number] for number in bead.chinese),
        )
        for bead in aligned.beads
    ]


def _do(request: HttpRequest, document: RawDocument) -> None:
    """Do what a button asks."""
    posted, user = request.POST, request.user
    does, keys = posted.get("does", ""), posted.getlist("part")
    if does.startswith("undo-"):
        decisions = ProposalDecision.objects.filter(document=document).standing()
        number = _number(does.removeprefix("undo-"))
        take_back(get_object_or_404(decisions, kind__in=(SOURCE, PLAYBOOK), pk=number), user)
        messages.success(request, _("Taken back."))
    elif does.startswith("link-"):
        asked, _dash, key = does.removeprefix("link-").partition("-")
        source = get_object_or_404(Source.objects.editable_by(user), pk=_number(asked))
        link_source(document, user, key, source)
        messages.success(request, _("Linked: no new source was made."))
    elif does == "playbook":
        make_playbook(document, user)
        messages.success(request, _("A draft playbook was made. It is published by hand."))
    elif does == "renew":
        renewed = renew(document, user)
        told = ngettext("%(n)s draft has the new text.", "%(n)s drafts have the new text.", renewed)
        messages.success(request, told % {"n": renewed})
    elif not keys:
        raise ValidationError(_("Tick at least one part."))
    elif does == "refuse":
        refuse_parts(document, user, keys)
        messages.success(request, _("Noted as not wanted."))
    elif does == "make":
        made = make_drafts(
            document, user, keys, posted.getlist("new_outlet"), posted.getlist("picture")
        )
        if not made:
            raise ValidationError(_("Nothing new was made: these parts were decided about before."))
        told = ngettext("%(n)s draft was made.", "%(n)s drafts were made.", len(made))
        messages.success(request, told % {"n": len(made)})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


class HeadForm(forms.Form):
    """What a part says of its origin."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    outlet = forms.CharField(label=gettext_lazy("Outlet"), max_length=120, required=False)
    author = forms.CharField(label=gettext_lazy("Author"), max_length=120, required=False)
    published = TypedTimeField(label=gettext_lazy("Published"))
    url = forms.URLField(
        label=gettext_lazy("Address on the web"),
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


def raw_document_mend(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend title, outlet, author, date and address of one part, before a draft is made of it."""
    found = visible_document(request.user, pk)
    key = request.GET.get("part", "")
    part = part_of(found, key) if found.text else None
    if part is None:
        raise Http404
    initial = {**head_of(part), "seen": state_of(found, key)}
    initial["title"] = initial["title"][:300]
    form: Any = HeadForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            typed = {**form.cleaned_data, "published": as_typed(form.cleaned_data["published"])}
            seen = typed.pop("seen")
            try:
                mend(found, request.user, key, typed, seen)
            except ValidationError as refusal:
                form.add_error(None, refusal)
                status = 409 if refusal.code == "meanwhile" else 400
                found.refresh_from_db()
                form.data = {**form.data.dict(), "seen": state_of(found, key)}
            else:
                messages.success(request, _("Saved."))
                return redirect("raw_document_parts", found.pk)
    context = frame(found, "raw_document_parts") | {"form": form, "part": part}
    return render(request, "cases/importing/mend.html", context, status=status)
