"""Answers as they are shown to one reader: keys in words, drafts with what they cross."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User as Account
from django.db.models import QuerySet

from cases.drills.story import Moment, Story
from cases.models import Drill, DrillChoice
from kb.draft_checks.keeping import as_found
from kb.draft_checks.told import Checked, Draft
from kb.models import Channel, Rule, Speaker, Strategy
from kb.permissions import User


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """One answer: who gave it, the strategies as rows, channel and speaker in words, its draft."""

    choice: DrillChoice
    strategies: list[Any]
    speaker: str
    channel: Any
    checked: Checked | None


def shown_choices(choices: Iterable[DrillChoice], user: User) -> list[ShownChoice]:
    """Return answers for a reader, drafts with findings of the rules they may see today."""
    given = list(choices)
    strategies: dict[str, Any] = {}
    channels: dict[str, Any] = {}
    rules: dict[str, Rule] = {}
    if given:
        strategies = {one.code: one for one in Strategy.objects.select_related("parent")}
        channels = {one.key: one for one in Channel.objects.all()}
    if any(one.text for one in given):
        rules = {rule.code: rule for rule in Rule.objects.visible_to(user)}
    return [
        ShownChoice(
            one,
            [strategies[code] for code in one.strategies if code in strategies],
            str(Speaker(one.speaker).label) if one.speaker in Speaker.values else "",
            channels.get(one.channel),
            as_found(Draft(one.text, one.speaker, one.channel), one.found, rules, one.rules_asked)
            if one.text
            else None,
        )
        for one in given
    ]


def choices_at(story: Story, user: User) -> dict[int, list[ShownChoice]]:
    """Return the answers a participant may see, by the key of the step.

    At the moment the story has come to, others are seen only once one has answered oneself: nobody
    copies. Answers at moments they may not see are left out.
    """
    steps = [one.step.pk for one in story.moments]
    rows = list(DrillChoice.objects.filter(step__in=steps).select_related("person"))
    now = story.now if story.drill.ended_at is None else None
    if now and not any(row.person_id == user.pk and row.step_id == now.step.pk for row in rows):
        rows = [row for row in rows if row.step_id != now.step.pk]
    found: dict[int, list[ShownChoice]] = {}
    for shown in shown_choices(rows, user):
        found.setdefault(shown.choice.step_id, []).append(shown)
    return found


def participants(drill: Drill) -> QuerySet[Account]:
    """Return who takes part beside the one who leads, by name."""
    if drill.audience == Drill.Audience.GROUP:
        people = Account.objects.filter(groups=drill.group_id) if drill.group_id else None
    else:
        people = drill.invited.all() if drill.audience == Drill.Audience.PEOPLE else None
    if people is None:
        return Account.objects.none()
    people = people.filter(is_active=True).exclude(pk=drill.facilitator_id)
    return people.order_by("last_name", "first_name", "username")


def answered(moment: Moment | None) -> set[int]:
    """Return the keys of those who have answered at a moment."""
    if moment is None:
        return set()
    return set(moment.step.choices.values_list("person_id", flat=True))
