"""What all lists share: addresses worth sharing, pages of one length, an order of names."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cases.querysets.facets import keys_of
from kb.search.backends.remembered import remembered

PER_PAGE = 25
SORT, PAGE = "sort", "page"


def tidy_redirect(
    request: HttpRequest, defaults: Mapping[str, str] | None = None
) -> HttpResponse | None:
    """Return the way to the same list without the fields that a form left empty, None without any.

    A form sent without scripts names every field it has; such an address is no good to share.
    With `defaults`, all the names that a page uses and what each means when it is missing, other
    names and values that say nothing new are left out as well.
    """
    kept = without_empty(request.GET)
    if defaults is not None:
        for name, values in list(kept.lists()):
            if name not in defaults or values == [defaults[name]]:
                del kept[name]
    if kept == request.GET:
        return None
    return HttpResponseRedirect(with_query(request, kept.urlencode(safe=":")))


def without_empty(query: QueryDict) -> QueryDict:
    """Return a query without the fields that were left empty."""
    kept = QueryDict(mutable=True)
    for name, values in query.lists():
        if filled := [value for value in values if value]:
            kept.setlist(name, filled)
    return kept


def with_query(request: HttpRequest, query: str) -> str:
    """Return the address of a request's list with another query."""
    return f"{request.path}?{query}" if query else request.path


def query_of(chosen: Mapping[str, Any], **others: str) -> str:
    """Return what is chosen as a query, always in the same order; empty values are left out."""
    query = QueryDict(mutable=True)
    for name, value in {**chosen, **others}.items():
        values = sorted(value) if isinstance(value, list) else [value]
        if filled := [one.isoformat() if isinstance(one, date) else one for one in values if one]:
            query.setlist(name, filled)
    return query.urlencode(safe=":")


def page_number(request: HttpRequest) -> tuple[str, list[str]]:
    """Return the page asked for, and a sentence when that is not a number."""
    given = request.GET.get(PAGE, "") or "1"
    if len(given) <= 9 and given.isascii() and given.isdigit() and int(given) > 0:
        return given, []
    sentence = _("There is no page “%(value)s”: this is the first.")
    return "1", [sentence % {"value": shortened(given)}]


def shortened(text: str) -> str:
    """Return a value that somebody sent in a form that can be shown."""
    plain = text.replace("\0", "")
    return f"{plain[:40]}…" if len(plain) > 40 else plain


class _Pages(Paginator[Any]):
    """Pages of a list; very long ones are counted once until something changes."""

    @cached_property
    def count(self) -> int:
        """How many there are."""
        if not isinstance(self.object_list, QuerySet):
            return len(self.object_list)
        rows: Any = self.object_list
        total: int = remembered(
            ("count", rows.model, keys_of(rows)), rows.count, lambda number: number
        )
        return total


def page_of(
    request: HttpRequest,
    rows: Any,
    *,
    prepare: Callable[[list[int]], Any] | None = None,
    total: int | None = None,
) -> Page[Any]:
    """Return the asked page of a queryset, or of primary keys in order with `prepare`.

    `prepare` gets the keys of the page and returns the queryset to fetch them from.
    """
    pages = _Pages(rows, PER_PAGE)
    if total is not None:
        pages.count = total
    page = pages.get_page(page_number(request)[0])
    if prepare is not None:
        keys = list(page.object_list)
        found = prepare(keys).in_bulk(keys)
        page.object_list = [found[key] for key in keys if key in found]
    return page


def newest(column: str) -> Callable[[Any], Any]:
    """Return the order by a time, latest first; unknown ones last."""
    return lambda rows: rows.order_by(F(column).desc(nulls_last=True), "pk")


def oldest(column: str) -> Callable[[Any], Any]:
    """Return the order by a time, earliest first; unknown ones last."""
    return lambda rows: rows.order_by(F(column).asc(nulls_last=True), "pk")


def newly_added(records: Any) -> Any:
    """Order records by when they were first published, latest first."""
    return records.order_by(F("first_published_at").desc(nulls_last=True), "-pk")
