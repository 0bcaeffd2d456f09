"""People: who took part, spoke, decided or was affected."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy, ngettext

from cases.filters import PersonFilterSet
from cases.models import Organisation, Person, Role
from cases.portrait import MOST, portrait
from cases.views import listing
from cases.views.faceted import RecordList, Sort, answer
from kb.backlinks import backlinks
from kb.permissions import User
from kb.records.reading import Moved, readable_or_redirect


def _shown(user: User) -> Any:
    organisations = Organisation.objects.visible_to(user)
    roles = Role.objects.filter(organisation__in=organisations).supported_for(user)
    roles = roles.prefetch_related(Prefetch("organisation", organisations))
    return lambda people: people.prefetch_related("aliases", Prefetch("roles", roles))


PEOPLE = RecordList(
    filters=PersonFilterSet,
    visible=lambda user: Person.objects.visible_to(user),
    shown=_shown,
    sorts={
        "name": Sort(gettext_lazy("Name"), by_name=True),
        "added": Sort(gettext_lazy("Newly added"), listing.newly_added),
    },
    counted=lambda n: ngettext("%(total)s person", "%(total)s people", n) % {"total": n},
    template="cases/person_list.html",
    rows="cases/rows/people.html",
)


def person_list(request: HttpRequest) -> HttpResponse:
    """The people this reader may see, narrowed by facets."""
    return answer(request, PEOPLE)


def person(request: HttpRequest, slug: str) -> HttpResponse:
    """One person: other names, roles, milestones, incidents, words."""
    found = readable_or_redirect(Person, slug, request.user)
    if isinstance(found, Moved):
        return redirect(found, permanent=found.is_permanent)
    context = {
        "record": found,
        "kind": "person",
        "portrait": portrait(found, request.user),
        "most": f":{MOST}",
        "backlinks": backlinks(found, request.user),
    }
    return render(request, "cases/person.html", context)
