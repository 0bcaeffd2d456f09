"""Two to four incidents side by side, and the choice of them."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.comparison import MOST, column, rows
from cases.dossier import dossiers
from cases.models import Incident, IncidentLink
from kb.language.reader import current_reader
from kb.permissions import User
from kb.records.reading import readable_or_none
from kb.search.filters import Filters
from kb.search.results import search
from kb.templatetags.reading import reading_text

PARAMETER = "incident"
# What is told at length below the differences.
PARTS = (
    (gettext_lazy("From day zero"), "cases/components/compare_steps.html"),
    (gettext_lazy("Outcomes"), "cases/components/compare_outcomes.html"),
    (gettext_lazy("Lessons"), "cases/components/compare_lessons.html"),
)
OFFERED = 8


def compare(request: HttpRequest) -> HttpResponse:
    """Incidents aligned at day zero, differences first; fewer than two: a choice of others."""
    asked = list(dict.fromkeys(one for one in request.GET.getlist(PARAMETER) if one))
    found = _chosen(asked, request.user)
    notices = []
    if len(found) < len(asked):
        notices.append(_("Not everything in this address was found: it may have been moved."))
    if left := found[MOST:]:
        titles = "; ".join(reading_text(one.title) for one in left)
        notices.append(
            _("At most four incidents are compared at once. Left out: %(titles)s")
            % {"titles": titles}
        )
    found = found[:MOST]
    prefetch_related_objects(found, "topics")
    words = request.GET.get("q", "").strip()
    columns = [column(one) for one in dossiers(found, request)] if len(found) > 1 else []
    differing, same = rows(columns)
    context = {
        "chosen": [(one, _address([o for o in found if o != one])) for one in found],
        "columns": columns,
        "parts": [{"label": label, "template": template} for label, template in PARTS],
        "differing": differing,
        "same": same,
        "sources": columns[0].dossier.sources if columns else [],
        "notices": notices,
        "words": words,
        "offered": _offered(found, words, request) if len(found) < MOST else [],
        "together": _query(found),
    }
    return render(request, "cases/compare.html", context)


def _chosen(slugs: Sequence[str], user: User) -> list[Any]:
    """Return the incidents of these addresses this person may see, each once, in this order."""
    visible = Incident.objects.visible_to(user).filter(slug__in=slugs, merged_into=None)
    there = {one.slug: one for one in visible.select_related("crisis_type__parent")}
    found: dict[int, Any] = {}
    for slug in slugs:
        one = there.get(slug) or readable_or_none(Incident, slug, user, "crisis_type__parent")
        if one:
            found.setdefault(one.pk, one)
    return list(found.values())


def _offered(chosen: Sequence[Any], words: str, request: HttpRequest) -> list[tuple[Any, str]]:
    """Return incidents to add, each with the address that adds it.

    What the words find; without words those linked to the chosen ones, then the newest.
    """
    visible = Incident.objects.visible_to(request.user).filter(merged_into=None)
    if words:
        filters = Filters({"kind": ("incident",)})
        found = search(words, request.user, current_reader(), filters, stop=OFFERED + MOST)
        keys = [hit.object_id for hit in (*found.hits, *found.below)]
    else:
        keys = _linked(chosen)
        newest = visible.latest_first().values_list("pk", flat=True)
        keys += list(newest[: OFFERED + MOST])
    rows_of = visible.select_related("crisis_type").in_bulk(keys)
    taken = {one.pk for one in chosen}
    offered = [rows_of[key] for key in dict.fromkeys(keys) if key in rows_of and key not in taken]
    return [(one, _address([*chosen, one])) for one in offered[:OFFERED]]


def _linked(chosen: Sequence[Any]) -> list[int]:
    links = IncidentLink.objects.filter(Q(incident__in=chosen) | Q(other__in=chosen))
    pairs = links.order_by("sort_order", "pk").values_list("incident_id", "other_id")
    return [key for pair in pairs for key in pair if key]


def _address(incidents: Iterable[Any]) -> str:
    return f"{reverse('compare')}?{_query(incidents)}"


def _query(incidents: Iterable[Any]) -> str:
    return urlencode([(PARAMETER, one.slug) for one in incidents])
