"""A part of a draft, by the way to it: relations and keys, as `involvements`, its `citations`."""

from __future__ import annotations

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields

# The relation and the key of a part, then of a part within it.
Path = tuple[tuple[str, str], ...]
_NOT_ITS_CONTENT = {"pk", "sort_order"}


def part_at(record: Any, path: Path) -> Any:
    """Return the part of a version of a record at a path, None where it is not there."""
    found = record
    for relation, key in path:
        # The list itself, which a change of a part stays in: `all()` reads published rows anew.
        rows = getattr(found, relation).get_object_list()
        found = next((one for one in rows if str(one.key) == key), None)
        if found is None:
            return None
    return found


def take_out(record: Any, path: Path) -> None:
    """Take the part at a path out of a version of a record."""
    owner = part_at(record, path[:-1])
    getattr(owner, path[-1][0]).remove(part_at(record, path))


def content_of(part: Any) -> dict[str, Any]:
    """Return what a part says, without its place and row: equal as long as nobody changed it."""
    clusters = isinstance(part, ClusterableModel)
    data = part.serializable_data() if clusters else get_serializable_data_for_fields(part)
    content = json.loads(json.dumps(data, cls=DjangoJSONEncoder))
    plain: dict[str, Any] = _plain(content, part)
    return plain


def _plain(content: Any, part: Any = None) -> Any:
    if isinstance(content, list):
        return [_plain(one) for one in content]
    if not isinstance(content, dict):
        return content
    left_out = set(_NOT_ITS_CONTENT)
    if part is not None:
        left_out |= {f.name for f in part._meta.get_fields() if type(f).__name__ == "ParentalKey"}
    return {name: _plain(value) for name, value in content.items() if name not in left_out}


def is_referred_to(record: Any, key: str) -> bool:
    """Return whether something else in a version of a record names a part by its key."""
    return json.dumps(record.serializable_data(), cls=DjangoJSONEncoder).count(key) > 1


def next_place(parts: Any) -> int:
    """Return the place in the order behind all parts of a relation."""
    return max((one.sort_order or 0 for one in parts.all()), default=-1) + 1
