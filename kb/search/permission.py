"""What a reader may find: each source's own `visible_to`, asked inside the statement."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from kb.models.closed_pages import closed_paths
from kb.permissions import User, group_ids, is_administrator, is_signed_in
from kb.search.sources import SearchSource
from kb.search.sql import Sql, any_sql, is_in, object_among

# Statements that are kept, each for an audience: what is asked, never what was answered.
_MOST_KEPT = 512
_kept: dict[tuple[Any, ...], Sql] = {}


def audience(user: User) -> tuple[Any, ...]:
    """Return all that `visible_to` of any source may ask of a person.

    Whoever has the same audience may see the same things: their groups, whether they pass every
    door, and the parts of the page tree that are closed to them at this moment.
    """
    if not is_signed_in(user):
        return ("nobody",)
    if is_administrator(user):
        return ("administrator",)
    return ("groups", group_ids(user), closed_paths(user))


def visible_entries(user: User, among: Iterable[SearchSource]) -> Sql:
    """Return the condition on a row of `kb_entry` that this person may know of its object.

    Sources that ask the same question (all kinds of pages) are asked it once. Making the statement
    takes longer than running it: it is made once for an audience.
    """
    questions: dict[Any, list[str]] = {}
    for source in among:
        questions.setdefault(source.visible_to, []).append(source.name)
    asked = tuple((question, tuple(names)) for question, names in questions.items())
    key = (connection.vendor, audience(user), asked)
    condition = _kept.get(key)
    if condition is None:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        condition = _kept[key] = any_sql(
            is_in("kb_entry.kind", names) & object_among(question(user))
            for question, names in asked
        )
    return condition
