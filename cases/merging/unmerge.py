"""Undoing a merge, as one step: checked, done, logged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from cases.duplicates import following
from cases.merging.checks import Refused, audience_of, demand_rights
from cases.merging.indexes import refresh
from cases.merging.undo import UndoPlan, chosen, give, kind_of, put_back, undo_plan
from cases.models import Merge, MergedRow
from cases.models.merges import hold_merging, steps_so_far
from kb.editing.held_row import hold
from kb.records.base import Audience
from kb.search.together import refresh_together


@transaction.atomic
def unmerge(merge: Merge, user: Any, to_merged: Iterable[str] = ()) -> UndoPlan:
    """Undo a merge; `to_merged` names the rows added since that belong to the merged record.

    Returns what was done. Raises PermissionDenied for those who do not publish the kind or may not
    work on both records; Refused when something is in the way; ValidationError for a row that is
    none of those added. `user` None is whoever runs commands.
    """
    kind = kind_of(merge)
    demand_rights(kind, user, merge.kept, merge.merged)
    hold_merging()
    for key in sorted((merge.kept, merge.merged)):
        hold(kind, key)
    merge.refresh_from_db()
    made = _held_plan(merge, user)
    if made.problems:
        raise Refused(made.problems)
    given = chosen(made, to_merged)
    touched = made.owners()
    put_back(made)
    more = give(made, given)
    MergedRow.objects.bulk_update(made.rows, ["undone"], batch_size=400)
    MergedRow.objects.bulk_create(more, batch_size=400)
    merge.undone_number, merge.undone_by = steps_so_far() + 1, user
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_number", "undone_by", "undone_at"])
    _bring_back(made, user)
    data = {
        "merge": merge.pk,
        "kept": str(made.kept),
        "merged": str(made.merged),
        "rows": len(made.back),
        "left": len(made.elsewhere) + len(made.gone),
    }
    log(instance=made.kept, action="cases.unmerge", user=user, data=data)
    log(instance=made.merged, action="cases.unmerge", user=user, data=data)
    following.saved(made.kept)
    refresh(made.kept, made.merged, touched, apart=True)
    return made


def _held_plan(merge: Merge, user: Any) -> UndoPlan:
    """Return the plan, made while nobody can publish what it touches."""
    first = undo_plan(merge, user)
    if first.problems:
        return first
    for model, keys in sorted(first.owners().items(), key=lambda one: str(one[0]._meta.label)):
        rows = model._base_manager.filter(pk__in=keys).order_by("pk")
        list(rows.select_for_update(of=("self",)).values_list("pk"))
    return undo_plan(merge, user)


def _bring_back(made: UndoPlan, user: Any) -> None:
    """Show the merged record again, to nobody who may not see the other one."""
    merged = made.merged
    if made.audience:
        _narrow(merged, made.kept)
    # Not saved, and found again before its version is: a save that shows or hides a record writes
    # the entry of each that names it, and `refresh` does.
    shown = {"merged_into": None, "archived_at": None, "audience": merged.audience}
    type(merged)._base_manager.filter(pk=merged.pk).update(**shown)
    refresh_together(type(merged), [merged.pk])
    following.saved(merged)
    fresh = type(merged)._base_manager.get(pk=merged.pk)
    if not _as_saved(fresh):
        # What was changed while it was part of the other record is in none of its versions.
        revision = fresh.save_revision(user=user, changed=False, clean=False)
        if fresh.live:
            fresh.live_revision = revision
            fresh.save(update_fields=["live_revision"])
    made.merged = fresh


def _narrow(merged: Any, kept: Any) -> None:
    """Keep a record to those who may see another one as well."""
    (one, groups), (other, others) = audience_of(merged), audience_of(kept)
    if other == Audience.ALL:
        return
    merged.audience = Audience.GROUPS
    both = others if one == Audience.ALL else groups & others
    merged.audience_groups.set(Group.objects.filter(pk__in=both))


def _as_saved(record: Any) -> bool:
    """Return whether the newest version of a record says what its rows say."""
    if record.latest_revision is None:
        return True
    return bool(_told(record.latest_revision.as_object()) == _told(record))


# What differs between a row and the version that was made of it, without meaning anything.
_OF_THE_ROW = {
    *("pk", "merge_steps", "latest_revision", "live_revision", "sort_order"),
    *("live", "has_unpublished_changes", "first_published_at", "last_published_at"),
    *("locked", "locked_at", "locked_by", "expired", "expire_at", "go_live_at"),
    *("live_by", "created_at"),
}


def _told(record: Any) -> Any:
    """Return what a record says, its parts by their keys."""
    return _plain(record.serializable_data())


def _plain(row: Any) -> Any:
    if isinstance(row, dict):
        owned = {name: _plain(value) for name, value in row.items() if name not in _OF_THE_ROW}
        return tuple(sorted((name, str(value)) for name, value in owned.items()))
    if isinstance(row, list):
        return sorted((_plain(one) for one in row), key=str)
    return row
