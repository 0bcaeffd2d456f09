"""A form that shows parts which somebody else has taken out meanwhile can be saved all the same.

Wagtail's forms know parts by primary key: a part that is gone makes the whole form invalid, with
an error on a hidden field.
"""

from __future__ import annotations

import re
from typing import Any

from django.http import QueryDict
from modelcluster.models import get_all_child_relations

from kb.records.neighbours import parts_of

_ID = re.compile(r"(?:^|-)([a-z_]+)-\d+-id$")


def put_back(newest: Any, opened_with: Any) -> None:
    """Put the parts of an older version that the newest one lacks back into it, at any depth."""
    for relation in get_all_child_relations(type(newest)):
        name = relation.get_accessor_name()
        manager = getattr(newest, name)
        there = {part.key: part for part in manager.all() if hasattr(part, "key")}
        for part in list(getattr(opened_with, name).all()):
            key = getattr(part, "key", None)
            if key in there:
                put_back(there[key], part)
            elif key is not None:
                manager.add(part)


def without_lost_ids(posted: QueryDict, record: Any) -> QueryDict:
    """Return what was posted, parts whose rows are gone as new ones with the same key."""
    known: dict[str, set[str]] = {}
    for part in parts_of(record):
        if part.pk:
            for relation in _names(part):
                known.setdefault(relation, set()).add(str(part.pk))
    mended = posted.copy()
    for name, value in posted.items():
        found = _ID.search(name)
        if found and value and value not in known.get(found[1], set()):
            mended[name] = ""
    return mended


def _names(part: Any) -> set[str]:
    """Return what the relations that lead to a part are called."""
    return {
        field.remote_field.related_name
        for field in part._meta.get_fields()
        if field.concrete and field.is_relation and getattr(field.remote_field, "related_name", "")
    }
