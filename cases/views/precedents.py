"""Precedents: a described situation, and the incidents that are like it."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django_htmx.http import push_url

from cases.choices import OrganisationKind, Severity
from cases.models import Incident
from cases.precedents.asked import read_situation
from cases.precedents.prefilled import like_incident
from cases.precedents.ranking import MOST_RANKED, Precedent, Ranking, rank
from cases.precedents.reasons import reasons
from cases.precedents.situation import MOST_CHARACTERS, Situation
from cases.precedents.told import told
from cases.precedents.vocabulary import LABELS, Vocabulary, vocabulary
from cases.precedents.watched import watched_like
from cases.views import listing
from kb.language.lists import listed
from kb.language.reader import current_reader
from kb.language.reading import in_script
from kb.records.reading import Moved, readable_or_redirect

PER_PAGE = 10
# So many stand on the page of an incident.
FEW = 3


def precedents(request: HttpRequest) -> HttpResponse:
    """The incidents most like a situation that this reader may see, and why; to htmx the list."""
    refined = bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    if refined:
        request.GET = listing.without_empty(request.GET)  # type: ignore[assignment]
        request.META["QUERY_STRING"] = request.GET.urlencode()
    elif tidy := listing.tidy_redirect(request):
        return tidy
    known = vocabulary()
    situation, notices = read_situation(request.GET, known)
    number, of_page = listing.page_number(request)
    context: dict[str, Any] = {
        "situation": situation,
        "known": known,
        "types": list(known.grouped_types()),
        "severities": Severity.choices,
        "kinds": OrganisationKind.choices,
        "most_characters": MOST_CHARACTERS,
        "most_ranked": MOST_RANKED,
        "notices": [*notices, *of_page],
    }
    if situation:
        ranking = rank(situation, known, request.user)
        page = Paginator(ranking.precedents, PER_PAGE).get_page(number)
        context |= {
            "ranking": ranking,
            "asked_words": [in_script(word, current_reader()) for word in ranking.asked_words],
            "in_search": f"{reverse('search')}?{urlencode({'q': situation.words})}",
            "page_obj": page,
            "shown": _shown(page.object_list, known, request),
            "taken": _taken(request, situation, known),
            "ways_out": _ways_out(request, ranking, known),
            "watched": watched_like(situation, known, request.user),
        }
    template = "cases/components/precedents_results.html" if refined else "cases/precedents.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    if not refined:
        return response
    return push_url(response, listing.with_query(request, situation.query()))


def like(request: HttpRequest, slug: str) -> HttpResponse:
    """The way from an incident to the question its facts make up; to htmx the nearest few."""
    found = readable_or_redirect(Incident, slug, request.user, "crisis_type__parent")
    if isinstance(found, Moved):
        moved = resolve(found).kwargs["slug"]
        return redirect("incident_like", moved, permanent=found.is_permanent)
    situation = like_incident(found, request.user)
    url = f"{reverse('precedents')}?{situation.query()}"
    if not request.htmx:  # type: ignore[attr-defined]
        answer = redirect(url)
        patch_vary_headers(answer, ["HX-Request"])
        return answer
    known = vocabulary()
    ranking = rank(situation, known, request.user, most=FEW, but=found.pk, counting=False)
    context = {
        "case": found,
        "shown": _shown(ranking.precedents, known, request),
        "watched": watched_like(situation, known, request.user),
        "url": url,
    }
    response = render(request, "cases/components/precedents_few.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _shown(found: Any, known: Vocabulary, request: HttpRequest) -> list[dict[str, Any]]:
    """Return the incidents of a page with their reasons and what happened in them."""
    precedents: list[Precedent] = list(found)
    stories = told([one.pk for one in precedents], request)
    return [
        {"precedent": one, "reasons": list(reasons(one, known)), "told": stories[one.pk]}
        for one in precedents
        if one.pk in stories
    ]


def _taken(request: HttpRequest, situation: Situation, known: Vocabulary) -> list[dict[str, Any]]:
    """Return what was asked, each with the address of the question without it."""
    found = []
    for name, value in situation.asked.items():
        for one in value if isinstance(value, tuple) else [value]:
            query = situation.without(name, one).query()
            found.append(
                {
                    "label": LABELS[name],
                    "value": one if name == "words" else known.label(name, one),
                    "is_words": name == "words",
                    "url": listing.with_query(request, query),
                }
            )
    return found


def _ways_out(request: HttpRequest, ranking: Ranking, known: Vocabulary) -> list[dict[str, Any]]:
    """Return the conditions to drop when nothing agrees in all, with what each would leave."""
    return [
        {
            "label": LABELS[way.condition],
            "value": _named(ranking.situation.asked[way.condition], way.condition, known),
            "number": way.number,
            "more": way.more,
            "url": listing.with_query(request, ranking.situation.without(way.condition).query()),
        }
        for way in ranking.ways_out
    ]


def _named(value: Any, name: str, known: Vocabulary) -> str:
    if name == "words":
        return ""
    values = value if isinstance(value, tuple) else (value,)
    return _("“%(value)s”") % {"value": listed(known.label(name, one) for one in values)}
