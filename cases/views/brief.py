"""An incident on at most two sheets: as a page, as text to copy, as a document."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.brief.choice import Chosen, choose
from cases.brief.document import document
from cases.brief.sheet import Sheet, sheet
from cases.dossier import Dossier, dossier
from cases.models import Incident
from cases.timeline.answers import first_answer
from kb.language.codes import ENGLISH, SIMPLIFIED, Language
from kb.language.reader import current_reader
from kb.records.base import Audience
from kb.records.reading import Moved, readable_or_redirect

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BOTH = "both"


@dataclass(frozen=True, slots=True)
class _Brief:
    incident: Any
    sheets: list[Sheet]
    note: str


def incident_brief(request: HttpRequest, slug: str) -> HttpResponse:
    """The brief of an incident, to read, to print and to copy."""
    made = _brief(request, slug, "incident_brief")
    if not isinstance(made, _Brief):
        return made
    address = request.build_absolute_uri(made.incident.get_absolute_url())
    context = {
        "incident": made.incident,
        "both": len(made.sheets) > 1,
        "pairs": list(zip(*(one.lines for one in made.sheets), strict=True)),
        "sheets": made.sheets,
        "note": made.note,
        "texts": [(one.language, _text(one, address)) for one in made.sheets],
    }
    return render(request, "cases/brief.html", context)


def incident_brief_document(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a Word document."""
    made = _brief(request, slug, "incident_brief_document")
    if not isinstance(made, _Brief):
        return made
    address = request.build_absolute_uri(made.incident.get_absolute_url())
    content = document(made.sheets, note=made.note, address=address)
    name = f"{made.incident.slug}-{timezone.localdate():%Y-%m-%d}.docx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=WORD, headers=headers)


def _brief(request: HttpRequest, slug: str, view: str) -> _Brief | HttpResponse:
    found = readable_or_redirect(Incident, slug, request.user, "crisis_type__parent")
    if isinstance(found, Moved):
        moved = resolve(found).kwargs["slug"]
        return redirect(reverse(view, args=[moved]), permanent=found.is_permanent)
    known = dossier(found, request)
    answer = first_answer(known.events, known.responses)
    languages = [current_reader()]
    if request.GET.get(BOTH) == "1":
        languages.append(_other(languages[0]))
    chosen = choose(known, answer, both=len(languages) > 1)
    sheets = [sheet(known, chosen, answer, language) for language in languages]
    return _Brief(found, sheets, _note(known, chosen))


def _other(reader: Language) -> Language:
    return SIMPLIFIED if reader.half == "en" else ENGLISH


def _note(known: Dossier, chosen: Chosen) -> str:
    """Return a warning when the brief holds what not everybody may see, else nothing."""
    facts = [*chosen.events, *chosen.responses, *chosen.outcomes, *known.involvements]
    records: list[Any] = [known.incident, *_actors(facts)]
    records += [one.citation.source for fact in facts for one in fact.shown_citations]
    if all(one.audience == Audience.ALL for one in records):
        return ""
    return _("This brief holds what not everybody may see. Do not pass it on unread.")


def _actors(facts: Sequence[Any]) -> list[Any]:
    rows = [row for fact in facts for row in (_rows(fact))]
    return [one for row in rows for one in (row.person, row.organisation) if one is not None]


def _rows(fact: Any) -> Sequence[Any]:
    return list(fact.actors.all()) if hasattr(fact, "actors") else [fact]


def _text(one: Sheet, address: str) -> str:
    lines: list[str] = []
    for line in one.lines:
        if line.kind == "heading":
            lines.append("")
        bullet = "- " if line.kind in ("item", "left") else ""
        lines.append(bullet + line.plain)
    return "\n".join([*lines, "", address])
