"""The lanes of a timeline: what kind of thing each fact is to somebody who watches."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from cases.choices import EventKind


class Lane(TextChoices):
    """From the signal to the ending, in the order in which lanes are drawn."""

    SIGNAL = "signal", pgettext_lazy("lane of a timeline", "Public signal")
    STATEMENT = "statement", pgettext_lazy("lane of a timeline", "Statement")
    ACTION = "action", pgettext_lazy("lane of a timeline", "Action")
    MEDIA = "media", pgettext_lazy("lane of a timeline", "Media coverage")
    OUTCOME = "outcome", pgettext_lazy("lane of a timeline", "Outcome")
    MILESTONE = "milestone", pgettext_lazy("lane of a timeline", "Milestone")
    ROLE = "role", pgettext_lazy("lane of a timeline", "Role")
    INCIDENT = "incident", pgettext_lazy("lane of a timeline", "Incident begins")


OF_EVENTS = {
    EventKind.TRIGGER: Lane.SIGNAL,
    EventKind.EXPOSURE: Lane.SIGNAL,
    EventKind.STATEMENT: Lane.STATEMENT,
    EventKind.ACTION: Lane.ACTION,
    EventKind.RULING: Lane.ACTION,
    EventKind.MEDIA: Lane.MEDIA,
    EventKind.MARKET: Lane.OUTCOME,
}
OF_FACTS = {
    "incident": Lane.INCIDENT,
    "response": Lane.STATEMENT,
    "statement": Lane.STATEMENT,
    "outcome": Lane.OUTCOME,
    "milestone": Lane.MILESTONE,
    "role": Lane.ROLE,
}


def lane_of(fact: Any) -> Lane:
    """Return the lane of an event, response, outcome, milestone or role."""
    name = fact._meta.model_name
    return OF_EVENTS[EventKind(fact.kind)] if name == "event" else OF_FACTS[name]


def narrower_kind(fact: Any) -> Any:
    """Return what a fact is, in words or as a row of a vocabulary; empty when its lane says it."""
    name = fact._meta.model_name
    if name == "event":
        kind: Any = fact.get_kind_display()
    elif name == "outcome":
        kind = fact.kind or ""
    else:
        kind = str(fact._meta.verbose_name).capitalize()
    return "" if str(kind) == str(lane_of(fact).label) else kind


def text_of(fact: Any) -> Any:
    """Return what a fact says, in both writings."""
    if fact._meta.model_name == "incident":
        return fact.title
    for name in ("what", "summary", "title"):
        if (text := getattr(fact, name, None)) is not None:
            return text
    return ""
