"""The ledger of what was tried: the list of responses as a table, and as counts."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from cases.filters import ForgivingFilterSet
from cases.statistics.ledger import ledger_rows, with_records
from cases.statistics.sheet import sheet
from cases.views import listing
from cases.views.faceted import RecordList, answer
from cases.views.ledger_counts import counted_tables
from cases.views.responses import RESPONSES, WAYS
from kb.language.reader import current_reader
from kb.models import Strategy


def _rows(request: HttpRequest, filters: ForgivingFilterSet, page: Any) -> dict[str, Any]:
    return {"ways": WAYS, "ledger_rows": ledger_rows(page.object_list, request.user)}


def _counts(request: HttpRequest, filters: ForgivingFilterSet, page: Any) -> dict[str, Any]:
    return {"ways": WAYS, **counted_tables(filters)}


LEDGER = RecordList(
    filters=RESPONSES.filters,
    visible=RESPONSES.visible,
    shown=lambda user: with_records,
    sorts=RESPONSES.sorts,
    counted=RESPONSES.counted,
    template="cases/ledger.html",
    rows="cases/rows/ledger.html",
    more=_rows,
)
COUNTS = RecordList(
    filters=RESPONSES.filters,
    visible=RESPONSES.visible,
    shown=lambda user: with_records,
    sorts=RESPONSES.sorts,
    counted=RESPONSES.counted,
    template="cases/ledger.html",
    rows="cases/rows/ledger.html",
    results="cases/components/ledger_counts.html",
    more=_counts,
)


def ledger(request: HttpRequest) -> HttpResponse:
    """The responses this reader may check as a table, narrowed like their list."""
    return answer(request, LEDGER)


def ledger_counts(request: HttpRequest) -> HttpResponse:
    """The same responses, counted by strategy, channel, cluster, delay and outcome."""
    return answer(request, COUNTS)


def ledger_sheet(request: HttpRequest) -> HttpResponseBase:
    """The same responses for a spreadsheet, all of them, in the reader's writing."""
    filters = LEDGER.filters(request.GET, LEDGER.visible(request.user), request.user)
    if filters.ignored:
        # A file says nothing of what was left out, so it is not made.
        return HttpResponseBadRequest(
            "\n".join(filters.ignored), content_type="text/plain; charset=utf-8"
        )
    order = LEDGER.sorts.get(request.GET.get(listing.SORT, ""), LEDGER.sorts["newest"])
    rows = order.ordered(filters.qs) if order.ordered else filters.qs
    schemes = sorted(set(Strategy.objects.values_list("scheme", flat=True)))
    response = StreamingHttpResponse(
        sheet(rows, request.user, schemes, current_reader()), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="ledger.csv"'
    return response
