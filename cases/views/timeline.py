"""The timeline of everything, by year and month; and of several incidents on one axis."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases.filters import MomentFilterSet
from cases.models import Incident
from cases.querysets.months import UNKNOWN
from cases.querysets.naming import named
from cases.shown_moments import cite, complete
from cases.timeline.density import density, month_in_words, month_of
from cases.timeline.moments import Moments
from cases.timeline.several import lines_of, moments
from cases.views import listing
from cases.views.faceted import RecordList, Sort, answer
from cases.views.moment_column import moment_facets
from kb.permissions import User
from kb.records.reading import readable_or_none

# So many incidents stand on one axis, so many facts on one page of the list below.
MOST_INCIDENTS, PER_PAGE = 6, 100
MOST_OFFERED = 8
# A year with more moments than these is not looked at whole unless somebody asks for it.
MOST_AT_FIRST = 1000
DAY_ZERO = "day0"


def _completed(request: HttpRequest, filters: Any, page: Any) -> dict[str, Any]:
    """Complete the moments of a page; say how much there is in each year and month."""
    shown = page.object_list
    complete(request.user, shown)
    before = None
    begins: dict[int, str] = {}
    for place, moment in enumerate(shown):
        month = month_of(moment.when)
        if month != before:
            begins[place] = month_in_words(month)
        before = month
    page.object_list = [(begins.get(place, ""), moment) for place, moment in enumerate(shown)]

    def address(written: str, lane: str) -> str:
        chosen = {**filters.chosen, "month": written}
        query = listing.query_of({**chosen, "lane": [lane]} if lane else chosen)
        return listing.with_query(request, query)

    counted = filters.counts.by_time(filters.chosen.get("lane", ()))
    return {"density": density(counted, filters.month_asked, address)}


EVERYTHING = RecordList(
    filters=MomentFilterSet,
    visible=lambda user: Moments(user),
    shown=lambda user: lambda moments: moments,
    sorts={
        "newest": Sort(gettext_lazy("Newest"), lambda moments: moments.in_order(newest=True)),
        "oldest": Sort(gettext_lazy("Oldest"), lambda moments: moments.in_order(newest=False)),
    },
    counted=lambda n: ngettext("%(total)s moment", "%(total)s moments", n) % {"total": n},
    template="cases/timeline.html",
    rows="cases/rows/moments.html",
    more=_completed,
    facets=moment_facets,
)


def timeline(request: HttpRequest) -> HttpResponse:
    """Everything that happened in all incidents, or the incidents that are named on one axis.

    Without any choice it is the latest year or month, from which every other is a step away.
    """
    asked = list(dict.fromkeys(slug for slug in request.GET.getlist("incident") if slug))
    if asked:
        return _several(request, asked)
    if not request.GET and (month := _latest(request.user)):
        return redirect(listing.with_query(request, listing.query_of({"month": month})))
    return answer(request, EVERYTHING)


def _latest(user: User) -> str:
    """Return the latest year anything is in, or its latest month where that is very many.

    What is still to come, the end of a term for one, is looked at only when there is nothing else.
    """
    asked = MomentFilterSet(QueryDict(), Moments(user), user)
    years = [one for one in asked.counts.by_time() if one != UNKNOWN]
    if not years:
        return ""
    year = _so_far(years)
    if asked.counts.total(month=year) <= MOST_AT_FIRST:
        return year
    asked = MomentFilterSet(QueryDict(f"month={year}"), Moments(user), user)
    return _so_far([one for one in asked.counts.by_time() if one[:4] == year])


def _so_far(times: list[str]) -> str:
    """Return the latest of some years or months that has begun, or the latest of those to come."""
    now = f"{timezone.localdate():%Y-%m}"
    return max([one for one in times if one <= now[: len(one)]] or times)


def _several(request: HttpRequest, asked: list[str]) -> HttpResponse:
    incidents, notices = _incidents(asked, request.user)
    given = request.GET.get("align", "")
    align = given == DAY_ZERO
    if given and not align:
        sentence = _("“%(value)s” is no way to align incidents: this is the calendar.")
        notices.append(sentence % {"value": listing.shortened(given)})
    lines = lines_of(incidents, request.user, align=align)
    shown = Paginator(moments(lines, align=align), PER_PAGE)
    page = shown.get_page(listing.page_number(request)[0])
    evidence = [moment.entry.fact for moment in page.object_list]
    cite(request.user, evidence)
    find = request.GET.get("find", "").replace("\0", "").strip()[:100]
    slugs = [incident.slug for incident in incidents]
    context = {
        "lines": lines,
        "axis": next((line.chart for line in lines if line.chart), None),
        "align": align,
        "other_way": _address(slugs, align=not align),
        "without": {
            line.incident.pk: _address([s for s in slugs if s != line.incident.slug], align=align)
            for line in lines
        },
        "undated": sum(line.chart.undated for line in lines if line.chart),
        "page_obj": page,
        "find": find,
        "offered": [
            (incident, _address([*slugs, incident.slug], align=align))
            for incident in _offered(find, incidents, request.user)
        ],
        "may_add": len(incidents) < MOST_INCIDENTS,
        "most": MOST_INCIDENTS,
        "notices": [*notices, *listing.page_number(request)[1]],
    }
    return render(request, "cases/timeline_several.html", context)


def _incidents(asked: list[str], user: User) -> tuple[list[Any], list[str]]:
    """Return the incidents with these addresses, in that order, and a sentence on each other."""
    wanted = [listing.shortened(slug) for slug in asked]
    there = {
        incident.slug: incident
        for incident in Incident.objects.visible_to(user).filter(
            slug__in=[slug for slug in asked if "\0" not in slug][: 4 * MOST_INCIDENTS]
        )
    }
    found: dict[int, Any] = {}
    notices: list[str] = []
    for slug, written in zip(asked, wanted, strict=True):
        incident = there.get(slug)
        if incident is None and len(notices) < MOST_INCIDENTS:
            incident = readable_or_none(Incident, slug, user)
        if incident is None:
            sentence = _("There is no incident at “%(value)s”: it was left out.")
            notices.append(sentence % {"value": written})
        else:
            found[incident.pk] = incident
    kept = list(found.values())
    if len(kept) > MOST_INCIDENTS:
        notices.append(
            _("At most %(most)s incidents stand on one axis: the others were left out.")
            % {"most": MOST_INCIDENTS}
        )
    return kept[:MOST_INCIDENTS], notices[: MOST_INCIDENTS + 1]


def _offered(find: str, there: list[Any], user: User) -> list[Any]:
    """Return incidents to add, found by words of their titles."""
    if not find:
        return []
    rest = Incident.objects.visible_to(user).exclude(pk__in=[one.pk for one in there])
    return list(named(rest, find, "title_en", "title_zh").latest_first()[:MOST_OFFERED])


def _address(slugs: list[str], *, align: bool) -> str:
    """Return the address of these incidents on one axis, in this order."""
    query = QueryDict(mutable=True)
    query.setlist("incident", slugs)
    if align:
        query["align"] = DAY_ZERO
    address = reverse("timeline")
    return f"{address}?{query.urlencode()}" if slugs else address
