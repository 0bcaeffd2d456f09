"""Who is meant by a part, as far as one reader may know of them."""

from collections.abc import Iterable, Iterator
from typing import Any

from kb.permissions import User


def attach_visible(user: User, keys: Iterable[tuple[Any, str]]) -> None:
    """Load the records behind keys (row, field), hidden ones as None; one query for each kind."""
    rows: dict[Any, list[tuple[Any, Any]]] = {}
    for row, name in keys:
        field = row._meta.get_field(name)
        rows.setdefault(field.related_model, []).append((row, field))
    for model, pairs in rows.items():
        wanted = {key for row, field in pairs if (key := getattr(row, field.attname))}
        found = model.objects.visible_to(user).in_bulk(wanted) if wanted else {}
        for row, field in pairs:
            field.set_cached_value(row, found.get(getattr(row, field.attname)))


def actor_keys(parts: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    """Yield the keys of parts to the people and organisations they name."""
    for part in parts:
        yield part, "person"
        yield part, "organisation"
