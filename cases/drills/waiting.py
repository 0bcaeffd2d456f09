"""Drills that wait for somebody's answer: as many queries for many as for one."""

from __future__ import annotations

from cases.drills.story import cases_of
from cases.models import Drill, DrillChoice, DrillStep, Event
from kb.permissions import User

# So many running drills are looked through, the newest first.
MOST = 200


def waiting_for(user: User) -> list[tuple[Drill, DrillStep]]:
    """Return the running drills of others whose present moment this person has not answered.

    Administrators are not waited for in drills they were not invited to.
    """
    running = Drill.objects.visible_to(user).running().exclude(facilitator=user.pk)
    invited = running.taken_part_by(user)
    drills = {one.pk: one for one in invited[:MOST]}
    cases = cases_of(drills.values(), user)
    unfolded = DrillStep.objects.filter(drill__in=cases, unfolded_at__isnull=False)
    steps = list(unfolded.order_by("number"))
    events = Event.objects.of_any(list(cases.values()), user)
    there = set(events.filter(key__in=[one.event for one in steps]).values_list("key", flat=True))
    now = {one.drill_id: one for one in steps if one.event in there}
    said = DrillChoice.objects.filter(person=user.pk, step__in=[one.pk for one in now.values()])
    answered = set(said.values_list("step_id", flat=True))
    return [(drills[key], step) for key, step in now.items() if step.pk not in answered]
