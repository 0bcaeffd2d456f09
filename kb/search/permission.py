"""What a reader may find: each source's own `visible_to`, asked inside the statement."""

from collections.abc import Iterable

from kb.permissions import User
from kb.search.sources import SearchSource
from kb.search.sql import Sql, any_sql, is_in, object_among


def visible_entries(user: User, among: Iterable[SearchSource]) -> Sql:
    """Return the condition on a row of `kb_entry` that this person may know of its object.

    Sources that ask the same question (all kinds of pages) are asked it once.
    """
    questions: dict[object, list[SearchSource]] = {}
    for source in among:
        questions.setdefault(source.visible_to, []).append(source)
    return any_sql(
        is_in("kb_entry.kind", [source.name for source in asked])
        & object_among(asked[0].visible_to(user))
        for asked in questions.values()
    )
