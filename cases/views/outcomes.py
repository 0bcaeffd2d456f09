"""Outcomes: how it ended, over all incidents."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse

from cases.filters import OutcomeFilterSet
from cases.models import Organisation, Outcome, Person
from cases.views import listing


def outcome_list(request: HttpRequest) -> HttpResponse:
    """The outcomes this reader may check, latest first."""
    if tidy := listing.tidy_redirect(request):
        return tidy
    user = request.user
    filters = OutcomeFilterSet(request.GET, Outcome.objects.shown_to(user), user)
    rows = filters.qs.latest_first().select_related("incident", "kind")
    rows = rows.prefetch_related(
        Prefetch("person", Person.objects.visible_to(user)),
        Prefetch("organisation", Organisation.objects.visible_to(user)),
    )
    page = listing.page_of(request, rows)
    return listing.show_list(request, "cases/outcome_list.html", filters, page)
