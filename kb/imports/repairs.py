"""Refusing repairs of a raw document, and accepting them again."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kb.models.imports import RawDocument, RepairChange


class ChangedMeanwhile(Exception):
    """Somebody else changed the repairs; `last` is what they did."""

    def __init__(self, last: RepairChange) -> None:
        super().__init__(str(last))
        self.last = last


def state_of(document: RawDocument) -> int:
    """Return a number that changes whenever the repairs do."""
    last = document.repair_changes.order_by("-pk").values_list("pk", flat=True).first()
    return last or 0


@transaction.atomic
def change_repairs(
    document: RawDocument,
    user: Any,
    *,
    refuse: Collection[str] = (),
    accept: Collection[str] = (),
    rule: str = "",
    seen: int | None = None,
) -> int:
    """Refuse repairs, accept refused ones again, and return how many that changed.

    `seen` is the state that was decided upon. Raises ChangedMeanwhile when it is no longer so, and
    PermissionDenied for those who may not work on the document.
    """
    held = RawDocument.objects.select_for_update(of=("self",)).filter(pk=document.pk)
    now = held.filter(pk__in=RawDocument.objects.visible_to(user).values("pk")).first()
    if now is None:
        raise PermissionDenied
    if seen is not None and seen != state_of(now):
        raise ChangedMeanwhile(now.repair_changes.select_related("by").first())
    before = set(now.refused)
    new, back = set(refuse) - before, set(accept) & before
    for keys, is_refused in ((new, True), (back, False)):
        if keys:
            now.repair_changes.create(
                refused=is_refused, rule=rule, number=len(keys), keys=sorted(keys), by=user
            )
    if new or back:
        now.refused = sorted((before | new) - back)
        now.save(update_fields=["refused"])
        document.refused = now.refused
    return len(new) + len(back)


def undo(change: RepairChange, user: Any) -> int:
    """Take a change back, as far as it still stands, and return how many repairs that changed."""
    if change.refused:
        return change_repairs(change.document, user, accept=change.keys, rule=change.rule)
    return change_repairs(change.document, user, refuse=change.keys, rule=change.rule)
