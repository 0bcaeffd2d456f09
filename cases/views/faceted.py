"""The view of all lists of records: narrowed by facets, ordered, in pages; for htmx in place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django_htmx.http import push_url

from cases.filters import ForgivingFilterSet
from cases.views import listing
from cases.views.facet_column import ShownFacet, shown_facets
from cases.views.taken_filters import taken, ways_out
from kb.language.collation import OTHER
from kb.permissions import User
from kb.records.naming import ByName, by_name

Rows = Callable[[Any], Any]
# What a list shows besides: from the request, its filters and the page of rows.
More = Callable[[HttpRequest, ForgivingFilterSet, Any], dict[str, Any]]


@dataclass(frozen=True)
class Sort:
    """One order of a list: `ordered` sorts the rows; `by_name` instead by the name readers see."""

    label: str | Promise
    ordered: Rows | None = None
    by_name: bool = False


@dataclass(frozen=True)
class RecordList:
    """What differs from list to list.

    `visible(user)` is what the reader may see of it, `shown(user)` fetches what a row shows; the
    first of `sorts` is the order without a choice; `counted(n)` says how many there are, told by
    the facet `divided_by` if each row stands under just one choice of it. `results` is what stands
    beside the facets, by default a page of rows, `more` what else it expects, and `facets`
    counts the choices.
    """

    filters: type[ForgivingFilterSet]
    visible: Callable[[User], Any]
    shown: Callable[[User], Rows]
    sorts: Mapping[str, Sort]
    counted: Callable[[int], str]
    template: str
    rows: str
    results: str = "cases/components/list_results.html"
    divided_by: str = ""
    more: More | None = None
    facets: Callable[[Any], list[ShownFacet]] = shown_facets


def answer(request: HttpRequest, listed: RecordList) -> HttpResponse:
    """Answer with a list; to htmx only with what changes."""
    refined = bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    if refined:
        # What the links of the answer are made from.
        request.GET = listing.without_empty(request.GET)  # type: ignore[assignment]
        request.META["QUERY_STRING"] = request.GET.urlencode()
    elif tidy := listing.tidy_redirect(request):
        return tidy
    filters = listed.filters(request.GET, listed.visible(request.user), request.user)
    sort, notices = _sort(request, listed)
    facets = listed.facets(filters)
    page = _page(request, listed, filters, sort, _total(facets, listed.divided_by))
    order = "" if sort == next(iter(listed.sorts)) else sort
    context = {
        "filters": filters,
        "form": filters.form,
        "facets": facets,
        "taken": taken(request, filters, facets, order),
        "ways_out": [] if page.paginator.count else ways_out(request, filters, facets, order),
        "sorts": _sorts(request, listed, filters, sort),
        "sort": order,
        "page_obj": page,
        "total": listed.counted(page.paginator.count),
        "rows": listed.rows,
        "results": listed.results,
        "asked": listing.query_of(filters.chosen, sort=order),
        "notices": [*filters.ignored, *notices, *listing.page_number(request)[1]],
    }
    if listed.more:
        context |= listed.more(request, filters, page)
    template = "cases/partials/list_results.html" if refined else listed.template
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    if not refined:
        return response
    return push_url(response, listing.with_query(request, context["asked"]))


def _sort(request: HttpRequest, listed: RecordList) -> tuple[str, list[str]]:
    default = next(iter(listed.sorts))
    given = request.GET.get(listing.SORT, "") or default
    if given in listed.sorts:
        return given, []
    sentence = _("There is no order “%(value)s”: this is the usual one.")
    return default, [sentence % {"value": listing.shortened(given)}]


def _total(facets: list[ShownFacet], name: str) -> int | None:
    """Return how many rows are left, told by a facet that divides them; None without one."""
    if not name:
        return None
    found = next((facet for facet in facets if facet.name == name), None)
    choices = found.choices if found else []
    return sum(one.count for one in choices if one.chosen or not (found and found.chosen))


def _page(
    request: HttpRequest,
    listed: RecordList,
    filters: ForgivingFilterSet,
    sort: str,
    total: int | None,
) -> Any:
    rows = filters.qs
    order, shown = listed.sorts[sort], listed.shown(request.user)
    if order.by_name:
        ordered = by_name(rows)
        all_rows = rows.model._default_manager.all()
        page = listing.page_of(
            request, ordered.keys, prepare=lambda found: shown(all_rows.filter(pk__in=found))
        )
        if page.paginator.num_pages > 1:
            _mark_letters(request, page, ordered)
        return page
    if filters.candidates is not None and order.ordered:
        # A page is chosen among few, and then asked for by the ordinary way.
        return listing.page_of(
            request,
            order.ordered(filters.candidates).values_list("pk", flat=True),
            prepare=lambda found: shown(filters.queryset.filter(pk__in=found)),
            total=total,
        )
    ordered = shown(order.ordered(rows) if order.ordered else rows)
    return listing.page_of(request, ordered, total=total)


def _mark_letters(request: HttpRequest, page: Any, ordered: ByName) -> None:
    """Give a long list of names an index by letter, and the rows where one begins its letter."""
    page.letters = []
    for letter, place in ordered.letters.items():
        query = request.GET.copy()
        query[listing.PAGE] = str(place // listing.PER_PAGE + 1)
        address = listing.with_query(request, query.urlencode())
        page.letters.append((letter, f"{address}#letter-{_anchor(letter)}"))
    for row in page.object_list:
        row.begins_letter = ordered.letter_at(row.pk)
        row.letter_anchor = _anchor(row.begins_letter)


def _anchor(letter: str) -> str:
    return "other" if letter == OTHER else letter


def _sorts(
    request: HttpRequest, listed: RecordList, filters: ForgivingFilterSet, sort: str
) -> list[dict[str, Any]]:
    """Return the orders to choose from, as links that keep what is chosen."""
    default = next(iter(listed.sorts))
    return [
        {
            "label": one.label,
            "url": listing.with_query(
                request, listing.query_of(filters.chosen, sort="" if name == default else name)
            ),
            "active": name == sort,
        }
        for name, one in listed.sorts.items()
    ]
