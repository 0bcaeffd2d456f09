"""Records that hold whole texts in English and Chinese side by side, as far as one may see."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.models import Event, Incident, Lesson, Outcome, Response, Risk, Statement
from kb.permissions import User
from kb.side_by_side.kinds import kinds
from kb.side_by_side.records import Part, record_kind


def register() -> None:
    """Register the kinds of records that hold whole texts in both writings."""
    kinds.register(record_kind("incident", Incident, incident_parts))
    kinds.register(record_kind("statement", Statement))
    kinds.register(record_kind("risk", Risk))


def incident_parts(incident: Any, user: User) -> Iterator[Part]:
    """Yield the facts of an incident that this person could check, in the order of its page."""
    events = Event.objects.of(incident, user).by_time()
    yield Part(_("Timeline"), list(_texts(events, "what")))
    responses = Response.objects.of(incident, user).by_time()
    yield Part(_("Responses"), list(_texts(responses, "summary", "effect")))
    outcomes = Outcome.objects.of(incident, user).by_time()
    yield Part(_("Outcomes"), list(_texts(outcomes, "what")))
    lessons = Lesson.objects.filter(incident=incident).order_by("sort_order", "pk")
    yield Part(_("Lessons"), list(_texts(lessons, "text")))


def _texts(facts: Iterable[Any], *names: str) -> Iterator[tuple[str, str, Any]]:
    for fact in facts:
        for name in names:
            if value := getattr(fact, name):
                yield f"{fact.key}.{name}", "li", value
