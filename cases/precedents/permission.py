"""Who may see what, as a condition in SQL that is made once for all who may see the same.

Making these conditions takes longer than asking them. Each is the `WHERE` of the queryset that
every list starts from, on the rows of its own table.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from cases.models import Event, Incident, Involvement, Organisation, Outcome, Response
from kb.permissions import User, rights
from kb.search.sql import FALSE, TRUE, Sql


@dataclass(frozen=True)
class _Asker:
    """Who asks, equal to everybody for whom the same condition is right."""

    user: User = field(compare=False)
    rights: Hashable


def visible(model: Any, user: User) -> Sql:
    """Return the condition on a row of a kind of record that this person may see it."""
    assert model in (Incident, Organisation)
    return _condition(model, "visible_to", _Asker(user, rights(user)), connection.vendor)


def supported(model: Any, user: User) -> Sql:
    """Return the condition on a row of a kind of fact that this person could check it."""
    assert model in (Event, Involvement, Outcome, Response)
    return _condition(model, "supported_for", _Asker(user, rights(user)), connection.vendor)


def only_supported(facts: Any, user: User) -> Any:
    """Keep the facts of a queryset that this person could check."""
    condition = supported(facts.model, user)
    return facts.filter(RawSQL(condition.text, condition.params, BooleanField()))


@lru_cache(maxsize=512)
def _condition(model: Any, question: str, asker: _Asker, _vendor: str) -> Sql:
    query = getattr(model.objects.all(), question)(asker.user).order_by().query
    compiler = query.get_compiler(connection=connection)
    try:
        compiler.pre_sql_setup()
        text, params = compiler.compile(query.where)
    except EmptyResultSet:
        return FALSE
    except FullResultSet:
        return TRUE
    return Sql(f"({text})", tuple(params))
