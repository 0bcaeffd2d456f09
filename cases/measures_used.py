"""Where measures were used before: checklists in which they were done, and how it ended there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from cases.lessons import attach_outcomes
from cases.models import ChecklistItem
from kb.permissions import User

# So many stand beside a measure; a link leads to all.
MOST_SHOWN = 5


@dataclass
class Used:
    """The latest checklists in which a measure was done, and in how many it was."""

    key: UUID
    items: list[Any] = field(default_factory=list)
    number: int = 0

    @property
    def url(self) -> str:
        """The list of all of them."""
        return f"{reverse('checklist_list')}?{urlencode({'measure': str(self.key)})}"


def used(keys: Iterable[UUID], user: User) -> dict[UUID, Used]:
    """Return where measures were done, in incidents this person may see; two queries for all."""
    found = {key: Used(key) for key in keys}
    done = ChecklistItem.objects.visible_to(user).done().filter(measure_key__in=list(found))
    alike = [F("measure_key")]
    ranked = done.annotate(
        place=Window(RowNumber(), partition_by=alike, order_by=[F("state_at").desc(), F("pk")]),
        number=Window(Count("pk"), partition_by=alike),
    )
    shown = ranked.filter(place__lte=MOST_SHOWN).select_related("checklist__incident")
    items = list(shown.order_by("place"))
    for item in items:
        item.incident, item.incident_id = item.checklist.incident, item.checklist.incident_id
    attach_outcomes(items, user)
    for item in items:
        found[item.measure_key].items.append(item)
        found[item.measure_key].number = item.number
    return found
