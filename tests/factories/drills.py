"""Drills for tests."""

from typing import Any

from cases.drills.begin import begin
from cases.models import Drill, Event


def drill(incident: Any, user: Any, *people: Any, title: str = "An evening", **how: Any) -> Drill:
    """Begin a drill with all events of an incident that everybody in it may check."""
    audience = "group" if how.get("group") else "people" if people else "me"
    keys = list(Event.objects.filter(incident=incident).values_list("key", flat=True))
    made, _left_out = begin(
        incident, user, title=title, audience=audience, keys=keys, people=people, **how
    )
    return made
