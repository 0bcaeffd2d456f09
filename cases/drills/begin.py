"""A drill is begun: its case, its moments, who takes part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.choices import EventKind
from cases.models import Drill, DrillStep, Event, Incident, Outcome
from kb.permissions import User, anybody_signed_in
from kb.records.actions import audience_groups_of

# What decides a case is its ending, also where it stands among the events.
ENDINGS = frozenset({EventKind.RULING.value, EventKind.MARKET.value})


def before_the_ending(events: Iterable[Any], incident: Any, user: User) -> list[Any]:
    """Return the events that a story may tell without its ending: those ticked to begin with.

    Left to whoever leads are rulings and reactions of the market, what has no time, what began
    together with an outcome, and what began after the last one.
    """
    dated = Outcome.objects.of(incident, user).exclude(when_start=None)
    outcomes = set(dated.values_list("when_start", flat=True))
    return [
        one
        for one in events
        if one.kind not in ENDINGS
        and one.when.start is not None
        and one.when.start not in outcomes
        and (not outcomes or one.when.start < max(outcomes))
    ]


@transaction.atomic
def begin(
    incident: Any,
    user: Any,
    *,
    title: str,
    audience: str,
    keys: Sequence[UUID],
    group: Group | None = None,
    people: Sequence[Any] = (),
) -> tuple[Drill, int]:
    """Begin a drill at its first moment; return it, and how many moments were left out.

    Left out are moments that somebody invited could not check: no story has gaps. Raises
    PermissionDenied for a group that is not the user's, ValidationError when somebody invited may
    not read the case, or no moment is left.
    """
    if group and not audience_groups_of(user).filter(pk=group.pk).exists():
        raise PermissionDenied
    everybody: list[Any] = [user, *people]
    if group:
        everybody.append(anybody_signed_in(frozenset({group.pk})))
    there = {one.key for one in Event.objects.of(incident, user).filter(key__in=keys)}
    wanted = len(there)
    for one in everybody[1:]:
        if not Incident.objects.visible_to(one).filter(pk=incident.pk).exists():
            raise ValidationError(_("Not everybody you invite may read this case."))
        there &= set(Event.objects.of(incident, one).values_list("key", flat=True))
    told = [key for key in _in_order(incident, user) if key in there]
    if not told:
        raise ValidationError(_("Choose at least one moment that everybody may see."))
    drill = Drill.objects.create(
        incident=incident, title=title.strip(), audience=audience, group=group, facilitator=user
    )
    drill.invited.set(people)
    DrillStep.objects.bulk_create(
        DrillStep(
            drill=drill,
            number=number,
            event=key,
            unfolded_at=None if number > 1 else timezone.now(),
        )
        for number, key in enumerate(told, 1)
    )
    return drill, wanted - len(told)


def _in_order(incident: Any, user: User) -> list[UUID]:
    return list(Event.objects.of(incident, user).by_time().values_list("key", flat=True))
