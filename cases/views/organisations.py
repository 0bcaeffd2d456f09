"""Organisations: companies, departments, outlets, authorities, communities, teams."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy, ngettext

from cases.filters import OrganisationFilterSet
from cases.models import Organisation
from cases.portrait import MOST, portrait
from cases.views import listing
from cases.views.faceted import RecordList, Sort, answer
from kb.backlinks import backlinks
from kb.permissions import User
from kb.records.reading import Moved, readable_or_redirect


def _shown(user: User) -> Any:
    visible = Organisation.objects.visible_to(user)
    return lambda rows: rows.prefetch_related("aliases", Prefetch("parent", visible))


ORGANISATIONS = RecordList(
    filters=OrganisationFilterSet,
    visible=lambda user: Organisation.objects.visible_to(user),
    shown=_shown,
    sorts={
        "name": Sort(gettext_lazy("Name"), by_name=True),
        "added": Sort(gettext_lazy("Newly added"), listing.newly_added),
    },
    counted=lambda n: (
        ngettext("%(total)s organisation", "%(total)s organisations", n) % {"total": n}
    ),
    template="cases/organisation_list.html",
    rows="cases/rows/organisations.html",
)


def organisation_list(request: HttpRequest) -> HttpResponse:
    """The organisations this reader may see, narrowed by facets."""
    return answer(request, ORGANISATIONS)


def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """One organisation: other names, parts, people, incidents, words."""
    found = readable_or_redirect(Organisation, slug, request.user)
    if isinstance(found, Moved):
        return redirect(found, permanent=found.is_permanent)
    context = {
        "record": found,
        "kind": "organisation",
        "portrait": portrait(found, request.user),
        "most": f":{MOST}",
        "backlinks": backlinks(found, request.user),
    }
    return render(request, "cases/organisation.html", context)
