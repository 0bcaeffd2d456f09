"""One address of every type of page, found by walking: a new page is looked at without being named."""

from __future__ import annotations

from django.urls import reverse

from cases.models import Incident, Organisation, Person, Source, Statement
from kb.models import GlossaryTerm, Rule
from tests.cast import client_of
from tests.wording.walk import Walk, beginnings

# Of a list with a question in its address: words, with or without something found, and several.
ASKED = {"q", "several"}
RECORDS = (Incident, Person, Organisation, Source, Statement, Rule, GlossaryTerm)
# What only the record in the middle of everything is looked at for.
ACTIONS = ("history", "usage", "audience", "address", "archive", "write-ups", "unpublish")


def page_types(who: str = "reviewer", language: str = "en") -> dict[str, str]:
    """Return the address of one page of each type that somebody meets on the site, by name."""
    found: dict[str, str] = {}
    for visit in Walk(client_of(who), f"/{language}/").pages(*beginnings(language)):
        view, *where = visit.kind
        asked = sorted(ASKED & set(where))
        if visit.page.is_whole and (asked or "?" not in visit.address):
            place = [part for part in where if part not in ("0", *ASKED)]
            found.setdefault(" ".join([view, *place, *asked]), visit.address)
    return found


def desk_pages() -> dict[str, str]:
    """Return the admin's pages that hold forms, lists and actions of ours, by name."""
    found = {"home": reverse("wagtailadmin_home")}
    for model in RECORDS:
        pk = model._default_manager.order_by("pk")[0].pk
        edit = model.snippet_viewset.get_url_name("edit")
        found[f"{model._meta.model_name} edit"] = reverse(edit, args=[pk])
    viewset, pk = Incident.snippet_viewset, Incident.objects.order_by("pk")[0].pk
    for action in ("list", "add"):
        found[f"incident {action}"] = reverse(viewset.get_url_name(action))
    for action in ACTIONS:
        found[f"incident {action}"] = reverse(viewset.get_url_name(action), args=[pk])
    return found
