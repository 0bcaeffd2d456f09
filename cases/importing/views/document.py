"""The page of one raw document: what it is, what it says of itself, and its text."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

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
    if found.text:
        context["apart"] = apart(found)
    return render(request, "cases/importing/document.html", context)
