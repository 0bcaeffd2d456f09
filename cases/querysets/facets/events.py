"""The facets of the timeline of all events."""

from typing import Any

from cases.choices import EventKind
from cases.querysets.facets.branches import (
    keys,
    model,
    of_names,
    own_column,
    own_types,
    slugs,
)
from cases.querysets.facets.facet import Facet
from kb.permissions import User


def _actors(kind: str, record: str, user: User) -> list[Any]:
    """Return the branch for everybody of a kind who took part in an event."""
    return [of_names(model("EventActor").objects.all(), "event_id", kind, record, user)]


KIND = Facet("kind", own_column("Event", "kind"), fixed=EventKind)
TYPE = Facet("type", own_types("Event", "incident__crisis_type"), choosable=keys("CrisisType"))
ORGANISATION = Facet(
    "organisation",
    lambda user: _actors("organisation", "Organisation", user),
    choosable=slugs("Organisation"),
    is_of_names=True,
)
PERSON = Facet(
    "person",
    lambda user: _actors("person", "Person", user),
    choosable=slugs("Person"),
    is_of_names=True,
)
