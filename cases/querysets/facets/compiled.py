"""The SQL of what facets ask, made once for everybody who may see the same.

Putting the branches of all facets into SQL was most of what a list cost. The branches of a facet
follow from who asks, their language and their time zone, and from nothing else.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.utils import timezone
from django.utils.translation import get_language

from kb.permissions import User, rights

if TYPE_CHECKING:
    from cases.querysets.facets.facet import Facet

Compiled = tuple[str, tuple[Any, ...]]

# About 60 facets in three languages, for some twenty combinations of groups.
KEPT = 4000


@dataclass(frozen=True)
class _Asker:
    """Who asks, equal to everybody for whom the same SQL is right."""

    user: User = field(compare=False)
    rights: Hashable
    language: str
    zone: str


def compiled(queryset: Any) -> Compiled | None:
    """Return the SQL of a queryset and its values; None when nothing can be in it."""
    try:
        sql, params = queryset.query.get_compiler(using=queryset.db).as_sql()
    except EmptyResultSet:
        return None
    return sql, tuple(params)


def pairs(facet: "Facet", user: User, using: str) -> Compiled | None:
    """Return the SQL of all rows of a facet that this person may know of."""
    asker = _Asker(user, rights(user), get_language() or "", timezone.get_current_timezone_name())
    return _pairs(facet, asker, using)


@lru_cache(maxsize=KEPT)
def _pairs(facet: "Facet", asker: _Asker, using: str) -> Compiled | None:
    branches = [branch.using(using) for branch in facet.branches(asker.user)]
    return compiled(branches[0].union(*branches[1:]) if len(branches) > 1 else branches[0])
