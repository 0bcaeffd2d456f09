"""The page of one raw document: what it is, what it says of itself, and its text."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from cases.choices import SourceLanguage
from cases.importing.decisions import PLAYBOOK, SOURCE
from cases.importing.parts import WHOLE, parts_of
from cases.importing.views.made import made_of
from cases.models import ProposalDecision
from kb.importing.structure.head import FOUND
from kb.importing.structure.languages import Passage, languages, passages
from kb.imports.taking_apart import apart
from kb.models import RawDocument
from kb.permissions import User

# In their order: the name of the page's address, which is the key of the tab, and its label.
TABS = (
    ("raw_document", _("Document")),
    ("raw_document_repairs", _("Repairs")),
    ("raw_document_parts", _("Parts")),
    ("raw_document_proposals", _("Proposals")),
)
# So many characters of a text are one page of it.
_PAGE = 8000
_MOST_MADE = 100


def visible_document(user: User, pk: int) -> RawDocument:
    """Return a raw document that this person may work on; raises Http404 for any other."""
    documents = RawDocument.objects.visible_to(user)
    found: RawDocument = get_object_or_404(documents.select_related("file__batch"), pk=pk)
    return found


def frame(document: RawDocument, tab: str) -> dict[str, Any]:
    """Return what `cases/importing/document_base.html` expects, with the tab that is open."""
    tabs = []
    for name, label in TABS:
        try:
            address = reverse(name, args=[document.pk])
        except NoReverseMatch:
            continue
        tabs.append({"address": address, "label": label, "open": name == tab})
    return {"document": document, "batch": document.file.batch, "tabs": tabs}


def raw_document(request: HttpRequest, pk: int) -> HttpResponse:
    """One raw document: what it is and what it says of itself."""
    found = visible_document(request.user, pk)
    context = frame(found, "raw_document")
    if found.first_id is not None:
        context["first"] = RawDocument.objects.visible_to(request.user).filter(pk=found.first_id)
    if found.text:
        context |= _told(request, found)
    context["made"] = _made(found, request.user)
    return render(request, "cases/importing/document.html", context)


def _told(request: HttpRequest, document: RawDocument) -> dict[str, Any]:
    taken = apart(document)
    parts = parts_of(document)
    whole = parts[0] if parts[0].key == WHOLE else None
    page: Any = Paginator(list(_pages(taken.text)), 1).get_page(request.GET.get("page"))
    start, end = page.object_list[0]
    here = list(_shown(taken.text[start:end]))
    names = dict(SourceLanguage.choices)
    return {
        "apart": taken,
        "part": whole,
        "found": {name: FOUND.get(key, "") for name, key in whole.found.items()} if whole else {},
        "parts": len(parts),
        "languages": [names[one.code] for one in taken.languages if one.code in names],
        "page_obj": page,
        "passages": [
            (one.language.tag, names.get(one.language.code, ""), text) for one, text in here
        ],
        "is_mixed": len(languages(one for one, _text in here)) > 1,
        "repairs": len(taken.cleaned.repairs),
        "refused": len(taken.cleaned.refused),
    }


def _pages(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each page of a text starts and ends: at a line, else at a sentence, if it can."""
    start = 0
    while len(text) - start > _PAGE + _PAGE // 2:
        place = start + _PAGE
        ends = (text.find(sign, place, place + _PAGE // 2) for sign in ("\n", "。"))
        place = next((end + 1 for end in ends if end >= 0), place)
        yield start, place
        start = place
    yield start, len(text)


def _shown(text: str) -> Iterator[tuple[Passage, str]]:
    for passage in passages(text):
        yield passage, text[passage.start : passage.end]


def _made(document: RawDocument, user: User) -> list[dict[str, Any]]:
    """Return what was made of a document, as far as this person may work on it."""
    rows = ProposalDecision.objects.filter(document=document, made_id__isnull=False).standing()
    decisions = list(rows.select_related("by").order_by("-pk")[:_MOST_MADE])
    made = made_of(decisions, user)
    return [
        {"decision": one, "made": made[one.pk], "undoes": one.kind in (SOURCE, PLAYBOOK)}
        for one in decisions
        if one.pk in made
    ]
