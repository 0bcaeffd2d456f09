"""Incidents: the list with its facets, and the page of one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_htmx.http import push_url

from cases.dossier import dossier
from cases.filters import IncidentFilterSet
from cases.models import Incident
from cases.views import listing
from cases.views.facet_column import ShownFacet, shown_facets
from kb.backlinks import backlinks
from kb.records.reading import readable_or_redirect

SORTS: dict[str, str | Promise] = {
    "newest": gettext_lazy("Newest"),
    "oldest": gettext_lazy("Oldest"),
    "title": gettext_lazy("Title"),
    "severity": gettext_lazy("Severity"),
}
DEFAULT_SORT = "newest"


def incident_list(request: HttpRequest) -> HttpResponse:
    """The incidents this reader may see, narrowed by facets; for htmx only what changes."""
    refined = bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    if refined:
        # What the links of the answer are made from.
        request.GET = listing.without_empty(request.GET)  # type: ignore[assignment]
        request.META["QUERY_STRING"] = request.GET.urlencode()
    elif tidy := listing.tidy_redirect(request):
        return tidy
    visible = Incident.objects.visible_to(request.user)
    filters = IncidentFilterSet(request.GET, visible, request.user)
    sort, notices = _sort(request)
    page = _page(request, filters.qs, sort)
    facets = shown_facets(filters)
    query = listing.query_of(filters.chosen, sort="" if sort == DEFAULT_SORT else sort)
    context = {
        "filters": filters,
        "form": filters.form,
        "facets": facets,
        "taken": _taken(request, filters, facets, sort),
        "sorts": _sorts(request, filters, sort),
        "sort": "" if sort == DEFAULT_SORT else sort,
        "page_obj": page,
        "notices": [*filters.ignored, *notices, *listing.page_number(request)[1]],
    }
    template = "cases/partials/incident_results.html" if refined else "cases/incident_list.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return push_url(response, listing.with_query(request, query)) if refined else response


def _sort(request: HttpRequest) -> tuple[str, list[str]]:
    given = request.GET.get(listing.SORT, "") or DEFAULT_SORT
    if given in SORTS:
        return given, []
    sentence = _("There is no order “%(value)s”: the newest come first.")
    return DEFAULT_SORT, [sentence % {"value": listing.shortened(given)}]


def _page(request: HttpRequest, incidents: Any, sort: str) -> Any:
    shown = Incident.objects.select_related("crisis_type__parent")
    if sort == "title":
        keys = listing.keys_by_name(incidents, "title")
        return listing.page_of(request, keys, prepare=lambda found: shown.filter(pk__in=found))
    ordered = {
        "newest": incidents.latest_first,
        "oldest": incidents.earliest_first,
        "severity": incidents.gravest_first,
    }[sort]()
    return listing.page_of(request, ordered.select_related("crisis_type__parent"))


def _sorts(request: HttpRequest, filters: IncidentFilterSet, sort: str) -> list[dict[str, Any]]:
    """Return the orders to choose from, as links that keep what is chosen."""
    return [
        {
            "label": label,
            "url": listing.with_query(
                request,
                listing.query_of(filters.chosen, sort="" if name == DEFAULT_SORT else name),
            ),
            "active": name == sort,
        }
        for name, label in SORTS.items()
    ]


def _taken(
    request: HttpRequest, filters: IncidentFilterSet, facets: list[ShownFacet], sort: str
) -> list[dict[str, Any]]:
    """Return what is chosen, each with the address of the list without it."""
    labels = {(facet.name, one.value): one.label for facet in facets for one in facet.choices}
    order = "" if sort == DEFAULT_SORT else sort
    taken = []
    for name, value in filters.chosen.items():
        for one in value if isinstance(value, list) else [value]:
            rest = [other for other in value if other != one] if isinstance(value, list) else ""
            query = listing.query_of({**filters.chosen, name: rest}, sort=order)
            taken.append(
                {
                    "filter": filters.filters[name].label,
                    "value": labels.get((name, one), one),
                    "url": listing.with_query(request, query),
                }
            )
    return taken


def incident(request: HttpRequest, slug: str) -> HttpResponse:
    """One incident: what happened, what was answered, how it ended, who says so."""
    found = readable_or_redirect(Incident, slug, request.user, "crisis_type__parent")
    if isinstance(found, str):
        return redirect(found, permanent=True)
    context = {
        "incident": found,
        "dossier": dossier(found, request),
        "topics": list(found.topics.all()),
        "backlinks": backlinks(found, request.user),
    }
    return render(request, "cases/incident.html", context)
