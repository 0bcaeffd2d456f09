"""Where somebody may begin who found nothing: the incidents that most leads to."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from cases.models import Incident
from kb.permissions import User
from kb.search.permission import audience

# Statements that are kept, each for an audience: what is asked, never what was answered.
_MOST_KEPT = 512
_kept: dict[tuple[Any, ...], tuple[str, tuple[Any, ...]]] = {}


def most_linked(user: User, most: int) -> list[Incident]:
    """Return the incidents that most leads to, as far as this person may see it.

    Making the statement takes ten times as long as running it: it is made once for an audience.
    """
    key = (connection.vendor, audience(user), most)
    if key not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        try:
            text, params = Incident.objects.most_linked(user)[:most].query.sql_with_params()
        except EmptyResultSet:
            return []
        _kept[key] = text, tuple(params)
    return list(Incident.objects.raw(*_kept[key]))
