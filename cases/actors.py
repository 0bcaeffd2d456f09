"""Who is meant by a part, as far as one reader may know of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from cases.models import Organisation, Person
from kb.permissions import User

KINDS: dict[str, Any] = {"person": Person, "organisation": Organisation}


@dataclass(frozen=True, slots=True)
class ShownActor:
    """Somebody with a name, an address if they have a page, and as what they take part."""

    name: Any
    url: str = ""
    label: str | Promise = ""


def attach_actors(user: User, *parts: Iterable[Any]) -> None:
    """Load the people and organisations of parts, hidden ones as None; one query for each kind.

    Sets `person`, `organisation` and, for templates, `shown_actor` (None without anybody to show).
    """
    every = [part for several in parts for part in several]
    for name, model in KINDS.items():
        keys = {key for part in every if (key := getattr(part, f"{name}_id"))}
        found = model.objects.visible_to(user).in_bulk(keys) if keys else {}
        for part in every:
            field = part._meta.get_field(name)
            field.set_cached_value(part, found.get(getattr(part, f"{name}_id")))
    for part in every:
        part.shown_actor = shown(part)


def shown(part: Any, label: str | Promise = "") -> ShownActor | None:
    """Return the actor of a part for a template; person and organisation must be attached."""
    record = part.person or part.organisation
    if record is not None:
        return ShownActor(record.name, record.get_absolute_url(), label)
    return ShownActor(part.group, "", label) if part.group else None
