"""The search page: one box, one list, filters beside it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from kb.language.codes import Language, language
from kb.search.filters import Filters, read_filters
from kb.search.results import Results, search
from kb.search.sources import sources

PER_PAGE = 20
# Nobody reads further, and a number of any length may stand in an address.
LAST_PAGE = 5_000


def search_page(request: HttpRequest) -> HttpResponse:
    """What is found by the words of `q`, narrowed by `kind`, `lang`, `from` and `to`."""
    values = {name: value for name, value in request.GET.items() if isinstance(value, str)}
    filters = read_filters(values)
    reader = language(get_language())
    number = _page_number(values.get("page", ""))

    text = values.get("q", "")
    results = _slice(request, text, reader, filters, number)
    if results.total and not results.hits and number > 1:
        # Beyond the end of the list is its last page.
        number = -(-results.total // PER_PAGE)
        results = _slice(request, text, reader, filters, number)
    paginator = Paginator(range(results.total), PER_PAGE)
    context = {
        "query": results.query.text,
        "results": results,
        "filters": filters,
        "kinds": list(sources),
        "page_obj": paginator.page(min(number, paginator.num_pages)),
    }
    return render(request, "kb/search/results.html", context)


def _slice(
    request: HttpRequest, text: str, reader: Language, filters: Filters, page: int
) -> Results:
    start = (page - 1) * PER_PAGE
    return search(text, request.user, reader, filters, start, start + PER_PAGE, request)


def _page_number(text: str) -> int:
    """Return the number of a page; the first for anything that is none."""
    readable = text.isascii() and text.isdigit() and len(text) < 9
    return min(max(int(text), 1), LAST_PAGE) if readable else 1
