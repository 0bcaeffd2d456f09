"""People: who took part, spoke, decided or was affected."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.filters import PersonFilterSet
from cases.models import Organisation, Person, Role
from cases.portrait import MOST, portrait
from cases.views import listing
from kb.backlinks import backlinks
from kb.records.reading import readable_or_redirect


def person_list(request: HttpRequest) -> HttpResponse:
    """The people this reader may see, in the order of their names."""
    if tidy := listing.tidy_redirect(request):
        return tidy
    user = request.user
    filters = PersonFilterSet(request.GET, Person.objects.visible_to(user), user)
    organisations = Organisation.objects.visible_to(user)
    roles = Role.objects.filter(organisation__in=organisations).supported_for(user)
    roles = roles.prefetch_related(Prefetch("organisation", organisations))

    def prepare(keys: list[int]) -> Any:
        people = Person.objects.filter(pk__in=keys)
        return people.prefetch_related("aliases", Prefetch("roles", roles))

    keys = listing.keys_by_name(filters.qs, "name")
    page = listing.page_of(request, keys, prepare=prepare)
    return listing.show_list(request, "cases/person_list.html", filters, page)


def person(request: HttpRequest, slug: str) -> HttpResponse:
    """One person: other names, roles, milestones, incidents, words."""
    found = readable_or_redirect(Person, slug, request.user)
    if isinstance(found, str):
        return redirect(found, permanent=True)
    context = {
        "record": found,
        "kind": "person",
        "portrait": portrait(found, request.user),
        "most": f":{MOST}",
        "backlinks": backlinks(found, request.user),
    }
    return render(request, "cases/person.html", context)
