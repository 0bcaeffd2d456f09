"""Asking which incidents stand under a choice, from what is kept."""

from collections.abc import Collection, Sequence

from django.db.models import Q

from cases.models import Standing
from cases.querysets.facets import Facet
from cases.standings.admissions import passed_by
from cases.standings.writing import NOT_WHOLE, number_kept
from kb.permissions import User
from kb.search.backends.remembered import remembered


def admissions_of(user: User) -> list[int] | None:
    """Return what this person passes of what is kept; None while that is not whole."""
    number = remembered(("standings",), number_kept, int)
    return None if number == NOT_WHOLE else passed_by(user)


def stands_under(facet: Facet, chosen: Sequence[str], user: User, admissions: Collection[int]) -> Q:
    """Return the condition for incidents that stand under any of these choices of a kept facet."""
    if facet.fixed is not None:
        return Q(**{f"{facet.name}__in": chosen})  # a column of the incident itself
    assert facet.choosable is not None
    # Fetched before: a database plans for what it is told, not for what it would have to find out.
    choices = list(facet.choosable(user).filter(choice__in=chosen).values_list("pk", flat=True))
    rows = Standing.objects.filter(choice__in=choices, admission__in=admissions)
    return Q(pk__in=rows.filter(facet=facet.kept or 0).values("incident"))
