"""What is done in a drill: somebody answers, the story goes on, it ends."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.drills.story import Moment, cases_of, next_step, story_of
from cases.models import Drill, DrillChoice
from kb.draft_checks.told import Draft, check_draft, rules_for
from kb.permissions import User


@transaction.atomic
def answer(
    drill: Drill,
    user: Any,
    moment: int,
    *,
    waits: bool,
    strategies: list[str],
    speaker: str,
    channel: str,
    text: str,
) -> DrillChoice | None:
    """Keep what somebody would do at a moment (the key of its step), in place of what they said.

    A draft is held against the rules they may see. Returns None, and keeps nothing, when the story
    has gone on meanwhile.
    """
    now = _now(drill, user)
    if now is None or now.step.pk != moment:
        return None
    found: list[dict[str, Any]] = []
    asked = 0
    if text.strip():
        checked = check_draft(Draft(text, speaker, channel), rules_for(user))
        found, asked = [asdict(one.finding) for one in checked.told], checked.rules_asked
    made: DrillChoice = DrillChoice.objects.update_or_create(
        step=now.step,
        person=user,
        defaults={
            "waits": waits,
            "strategies": strategies,
            "speaker": speaker,
            "channel": channel,
            "text": text if text.strip() else "",
            "found": found,
            "rules_asked": asked,
        },
    )[0]
    return made


@transaction.atomic
def go_on(drill: Drill, user: User, moment: int) -> None:
    """Let the next moment unfold, or end the drill after the last.

    Does nothing when the story is no longer at this moment (the key of its step, 0 for none that
    whoever leads may see): a second tap.
    """
    now = _now(drill, user)
    if (now.step.pk if now else 0) != moment:
        return
    incident = cases_of([drill], user).get(drill.pk)
    if incident is None or drill.ended_at:
        return
    step = next_step(drill, incident, user)
    if step is None:
        end(drill)
        return
    step.unfolded_at = timezone.now()
    step.save(update_fields=["unfolded_at"])


def _now(drill: Drill, user: User) -> Moment | None:
    """Return the moment a running drill has come to, and let nobody else move it meanwhile."""
    held = Drill.objects.select_for_update().get(pk=drill.pk)
    story = None if held.ended_at else story_of(held, user)
    return story.now if story else None


def end(drill: Drill) -> None:
    """End a drill where it stands; an end stays."""
    Drill.objects.running().filter(pk=drill.pk).update(ended_at=timezone.now())
