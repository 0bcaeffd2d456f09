"""Records that have a name already: asked for before another one is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Q

from kb.language.conversion import convert, fold_script
from kb.permissions import User

# What apps know to be like a record that is typed in a short form: `(model, data, prefix, user)`.
Alike = Callable[[type[Any], Mapping[str, Any], str, User], list[Any]]
alike: list[Alike] = []

# More of one name than this are not told apart by a list.
MOST = 8


def namesakes(model: Any, names: Iterable[str], user: User, **same: str) -> list[Any]:
    """Return the records of a kind with one of these names, as name or other name, in any script.

    Case and outer spaces do not matter. `same` names columns with a value that only one record
    should have, such as an address. Only what somebody may work on, archived ones left out.
    """
    condition = Q(pk__in=[])
    for name in filter(None, (name.strip() for name in names)):
        for spelling in {name, fold_script(name), convert(name, "zh-hant")}:
            for half in ("en", "zh"):
                condition |= Q(**{f"{model.naming}_{half}__iexact": spelling})
            if hasattr(model, "aliases"):
                condition |= Q(aliases__text__iexact=spelling)
    for column, value in same.items():
        if value:
            condition |= Q(**{column: value})
    found = model.objects.editable_by(user).filter(condition, archived_at=None)
    return list(found.distinct().order_by("pk")[:MOST])
