"""Organisations: companies, departments, outlets, authorities, communities, teams."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.filters import OrganisationFilterSet
from cases.models import Organisation
from cases.portrait import MOST, portrait
from cases.views import listing
from kb.backlinks import backlinks
from kb.records.reading import readable_or_redirect


def organisation_list(request: HttpRequest) -> HttpResponse:
    """The organisations this reader may see, in the order of their names."""
    if tidy := listing.tidy_redirect(request):
        return tidy
    visible = Organisation.objects.visible_to(request.user)
    filters = OrganisationFilterSet(request.GET, visible, request.user)

    def prepare(keys: list[int]) -> Any:
        organisations = Organisation.objects.filter(pk__in=keys)
        return organisations.prefetch_related("aliases", Prefetch("parent", visible))

    keys = listing.keys_by_name(filters.qs, "name")
    page = listing.page_of(request, keys, prepare=prepare)
    return listing.show_list(request, "cases/organisation_list.html", filters, page)


def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """One organisation: other names, parts, people, incidents, words."""
    found = readable_or_redirect(Organisation, slug, request.user)
    if isinstance(found, str):
        return redirect(found, permanent=True)
    context = {
        "record": found,
        "kind": "organisation",
        "portrait": portrait(found, request.user),
        "most": f":{MOST}",
        "backlinks": backlinks(found, request.user),
    }
    return render(request, "cases/organisation.html", context)
