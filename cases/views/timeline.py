"""The timeline of everything, by year and month; and of several incidents on one axis."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases.actors import actor_keys, attach_visible
from cases.evidence import gather
from cases.filters import EventFilterSet, ForgivingFilterSet
from cases.models import Event, EventActor, Incident
from cases.querysets.months import count_months, latest
from cases.querysets.naming import named
from cases.timeline.density import density, month_in_words, month_of
from cases.timeline.several import lines_of, moments
from cases.views import listing
from cases.views.faceted import RecordList, Sort, answer
from kb.permissions import User
from kb.records.reading import readable

# So many incidents stand on one axis, so many facts on one page of the list below.
MOST_INCIDENTS, PER_PAGE = 6, 100
MOST_OFFERED = 8
# A year with more events than these is not looked at whole unless somebody asks for it.
MOST_AT_FIRST = 1000
DAY_ZERO = "day0"


def _completed(request: HttpRequest, filters: ForgivingFilterSet, page: Any) -> dict[str, Any]:
    """Give the events of a page their citations and people; count what matches by month."""
    events = page.object_list = list(page.object_list)
    cite(request.user, events)
    before = None
    for event in events:
        month = month_of(event.when)
        event.begins_month = month_in_words(month) if month != before else ""
        before = month
    counted = count_months(filters.narrowed(filters.queryset, but="month"))
    chosen = filters.chosen.get("month", "")

    def address(written: str) -> str:
        query = listing.query_of({**filters.chosen, "month": written})
        return listing.with_query(request, query)

    return {"density": density(counted, chosen, address)}


def cite(user: User, facts: list[Any]) -> None:
    """Complete facts of any kind that are shown without their record: people and citations."""
    evidence = gather(user, facts)
    parts: list[Any] = []
    for fact in facts:
        if isinstance(fact, Event):
            parts += fact.actors.all()
        elif hasattr(fact, "actor"):
            parts.append(fact)
    attach_visible(user, [*actor_keys(parts), *evidence.outlet_keys()])
    evidence.give(facts)


EVENTS = RecordList(
    filters=EventFilterSet,
    visible=lambda user: Event.objects.shown_to(user),
    shown=lambda user: (
        lambda rows: rows.select_related("incident", "channel").prefetch_related(
            Prefetch("actors", EventActor.objects.order_by("sort_order", "pk"))
        )
    ),
    sorts={
        "newest": Sort(gettext_lazy("Newest"), listing.newest("when_start")),
        "oldest": Sort(gettext_lazy("Oldest"), listing.oldest("when_start")),
    },
    counted=lambda n: ngettext("%(total)s event", "%(total)s events", n) % {"total": n},
    template="cases/timeline.html",
    rows="cases/rows/events.html",
    more=_completed,
)


def timeline(request: HttpRequest) -> HttpResponse:
    """Everything that happened in all incidents, or the incidents that are named on one axis.

    Without any choice it is the latest year or month, from which every other is a step away.
    """
    asked = list(dict.fromkeys(slug for slug in request.GET.getlist("incident") if slug))
    if asked:
        return _several(request, asked)
    if not request.GET and (month := latest(EVENTS.visible(request.user), MOST_AT_FIRST)):
        return redirect(listing.with_query(request, listing.query_of({"month": month})))
    return answer(request, EVENTS)


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
            incident = _moved(slug, user)
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


def _moved(slug: str, user: User) -> Any:
    """Return the incident that an old address leads to, None if there is none to be seen."""
    if "\0" in slug:
        return None
    try:
        return readable(Incident, slug, user)
    except Http404:
        return None


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
