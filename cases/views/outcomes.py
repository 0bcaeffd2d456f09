"""Outcomes: how it ended, over all incidents."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy, ngettext

from cases.filters import OutcomeFilterSet
from cases.models import Organisation, Outcome, Person
from cases.views import listing
from cases.views.faceted import RecordList, Sort, answer
from kb.permissions import User


def _shown(user: User) -> Any:
    return lambda rows: rows.select_related("incident", "kind").prefetch_related(
        Prefetch("person", Person.objects.visible_to(user)),
        Prefetch("organisation", Organisation.objects.visible_to(user)),
    )


OUTCOMES = RecordList(
    filters=OutcomeFilterSet,
    visible=lambda user: Outcome.objects.shown_to(user),
    shown=_shown,
    sorts={
        "newest": Sort(gettext_lazy("Newest"), listing.newest("when_start")),
        "oldest": Sort(gettext_lazy("Oldest"), listing.oldest("when_start")),
    },
    counted=lambda n: ngettext("%(total)s outcome", "%(total)s outcomes", n) % {"total": n},
    template="cases/outcome_list.html",
    rows="cases/rows/outcomes.html",
)


def outcome_list(request: HttpRequest) -> HttpResponse:
    """The outcomes this reader may check, narrowed by facets."""
    return answer(request, OUTCOMES)
