"""The story of a drill as far as it has unfolded, and as far as one reader may know of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from cases.actors import actor_keys, attach_visible
from cases.models import Drill, DrillStep, Event, EventActor, Incident
from kb.permissions import User
from kb.records.merged import final_keys


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of a story: its number for this reader, its step, and what happened."""

    number: int
    step: DrillStep
    event: Any

    @property
    def is_unfolded(self) -> bool:
        """Whether the participants have come to it."""
        return self.step.unfolded_at is not None


@dataclass(frozen=True, slots=True)
class Story:
    """A drill with its case and the moments its reader may see; never one that is still ahead.

    Only of a drill that has ended are all moments there.
    """

    drill: Drill
    incident: Any
    moments: Sequence[Moment]

    @property
    def now(self) -> Moment | None:
        """The moment the story has come to."""
        unfolded = [one for one in self.moments if one.is_unfolded]
        return unfolded[-1] if unfolded else None


def cases_of(drills: Iterable[Drill], user: User) -> dict[int, Any]:
    """Return the incidents of drills, by the key of the drill, that this person may read now.

    An incident that was merged is the one it is part of; one that is archived, restricted or back
    in draft is left out.
    """
    named = {one.pk: one.incident_id for one in drills}
    merged = final_keys(Incident, set(named.values()))
    now = {drill: merged.get(key, key) for drill, key in named.items()}
    visible = Incident.objects.visible_to(user).select_related("crisis_type__parent")
    found = visible.in_bulk(set(now.values()))
    return {drill: found[key] for drill, key in now.items() if key in found}


def story_of(drill: Drill, user: User) -> Story | None:
    """Return the story for a reader of the drill; None while they may not read its case."""
    incident = cases_of([drill], user).get(drill.pk)
    if incident is None:
        return None
    steps = drill.steps.all() if drill.ended_at else drill.steps.filter(unfolded_at__isnull=False)
    return Story(drill, incident, _moments(list(steps), incident, user))


def next_step(drill: Drill, incident: Any, user: User) -> DrillStep | None:
    """Return the moment that comes next, for whoever leads; None at the end of the story.

    What they can no longer see is passed over.
    """
    ahead = list(drill.steps.filter(unfolded_at=None))
    keys = [one.event for one in ahead]
    there = set(Event.objects.of(incident, user).filter(key__in=keys).values_list("key", flat=True))
    return next((one for one in ahead if one.event in there), None)


def events_of(incident: Any, user: User) -> Any:
    """Return the events of an incident this person could check, in order of time."""
    actors = Prefetch("actors", EventActor.objects.order_by("sort_order", "pk"))
    events = Event.objects.of(incident, user).by_time()
    return events.select_related("channel").prefetch_related(actors)


def _moments(steps: Sequence[DrillStep], incident: Any, user: User) -> list[Moment]:
    keys = [one.event for one in steps]
    events = {one.key: one for one in events_of(incident, user).filter(key__in=keys)}
    actors = [actor for event in events.values() for actor in event.actors.all()]
    attach_visible(user, actor_keys(actors))
    there = [one for one in steps if one.event in events]
    return [Moment(number, one, events[one.event]) for number, one in enumerate(there, 1)]
