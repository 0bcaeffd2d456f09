"""Responses: what was said or done in answer, over all incidents."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy, ngettext

from cases.filters import ResponseFilterSet
from cases.models import Organisation, Person, Response
from cases.views import listing
from cases.views.faceted import RecordList, Sort, answer
from kb.permissions import User


def _shown(user: User) -> Any:
    return lambda rows: rows.select_related("incident", "channel").prefetch_related(
        "strategies",
        Prefetch("person", Person.objects.visible_to(user)),
        Prefetch("organisation", Organisation.objects.visible_to(user)),
    )


# The links between the list, the ledger and its counts.
WAYS = "cases/components/response_views.html"

RESPONSES = RecordList(
    filters=ResponseFilterSet,
    visible=lambda user: Response.objects.shown_to(user),
    shown=_shown,
    sorts={
        "newest": Sort(gettext_lazy("Newest"), listing.newest("when_start")),
        "oldest": Sort(gettext_lazy("Oldest"), listing.oldest("when_start")),
    },
    counted=lambda n: ngettext("%(total)s response", "%(total)s responses", n) % {"total": n},
    template="cases/response_list.html",
    rows="cases/rows/responses.html",
    more=lambda request, filters, page: {"ways": WAYS},
)


def response_list(request: HttpRequest) -> HttpResponse:
    """The responses this reader may check, narrowed by facets."""
    return answer(request, RESPONSES)
