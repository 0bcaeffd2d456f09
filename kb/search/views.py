"""The search page: one box, one list, filters beside it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kb.language.reader import current_reader
from kb.search.filters import read_filters
from kb.search.page import chips, facet_columns, page_of
from kb.search.query import LONGEST_RUN, MOST_CHARACTERS, MOST_UNITS
from kb.search.results import Results, search

PER_PAGE = 20
# Nobody reads further, and a number of any length may stand in an address.
LAST_PAGE = 5_000
NEWEST = "newest"


def search_page(request: HttpRequest) -> HttpResponse:
    """What is found by `q`, narrowed by facets, `from` and `to`, in the order of `sort`."""
    filters = read_filters(request.GET.getlist, request.user)
    reader = current_reader()
    newest = request.GET.get("sort") == NEWEST

    def page_of_results(number: int) -> Results:
        start = (number - 1) * PER_PAGE
        return search(
            request.GET.get("q", ""),
            request.user,
            reader,
            filters,
            start,
            start + PER_PAGE,
            request,
            newest=newest,
        )

    number = _page_number(request.GET.get("page", ""))
    results = page_of_results(number)
    page = page_of(results, number, PER_PAGE)
    if page.number != number:  # beyond the end of the list is its last page
        results = page_of_results(page.number)
        page = page_of(results, page.number, PER_PAGE)
    columns = list(facet_columns(results, filters, request.user, reader))
    context = {
        "query": results.asked.text,
        "results": results,
        "filters": filters,
        "facets": columns,
        "chips": list(chips(results, filters, columns, request.GET, reader)),
        "newest": newest,
        "page_obj": page,
        "limits": {"characters": MOST_CHARACTERS, "words": MOST_UNITS, "run": LONGEST_RUN},
        "is_list": results.is_list or bool(filters),
    }
    return render(request, "kb/search/results.html", context)


def _page_number(text: str) -> int:
    """Return the number of a page; the first for anything that is none."""
    readable = text.isascii() and text.isdigit() and len(text) < 9
    return min(max(int(text), 1), LAST_PAGE) if readable else 1
