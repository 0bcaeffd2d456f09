"""Responses: what was said or done in answer, over all incidents."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse

from cases.filters import ResponseFilterSet
from cases.models import Organisation, Person, Response
from cases.views import listing


def response_list(request: HttpRequest) -> HttpResponse:
    """The responses this reader may check, latest first."""
    if tidy := listing.tidy_redirect(request):
        return tidy
    user = request.user
    filters = ResponseFilterSet(request.GET, Response.objects.shown_to(user), user)
    rows = filters.qs.latest_first().select_related("incident", "channel")
    rows = rows.prefetch_related(
        "strategies",
        Prefetch("person", Person.objects.visible_to(user)),
        Prefetch("organisation", Organisation.objects.visible_to(user)),
    )
    page = listing.page_of(request, rows)
    return listing.show_list(request, "cases/response_list.html", filters, page)
