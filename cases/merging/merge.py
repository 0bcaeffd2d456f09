"""Merging one record into another: everything at once, each row written down."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cases.duplicates import following
from cases.merging.checks import Refused, demand_rights
from cases.merging.indexes import refresh
from cases.merging.plan import Moving, Plan, plan
from cases.merging.relations import has_field, relations
from cases.models import Merge, MergedRow
from cases.models.merges import hold_merging, steps_so_far
from kb.editing.held_row import hold
from kb.records.base import Record

How = MergedRow.How
CHUNK = 400


@transaction.atomic
def merge(kept: Record, merged: Record, user: Any, stamp: str = "") -> Merge:
    """Merge one record into another of its kind; `user` None is whoever runs commands.

    Raises PermissionDenied for those who do not publish the kind or may not work on both; Refused
    when something is in the way, or when something else would move than `stamp` was made for.
    """
    kind: Any = type(kept)
    demand_rights(kind, user, kept.pk, merged.pk)
    hold_merging()
    for key in sorted({kept.pk, merged.pk}):
        hold(kind, key)
    made = _held_plan(kind, kept.pk, merged.pk, user)
    if made.problems:
        raise Refused(made.problems)
    if stamp and stamp != made.stamp():
        raise Refused([changed_meanwhile()])
    return _carry_out(made, user)


def changed_meanwhile() -> str:
    """Return the sentence for a preview that is not true any more."""
    return _("Something has changed since you looked: look again at what would move.")


def _held_plan(kind: Any, kept: int, merged: int, user: Any) -> Plan:
    """Return the plan, made while nobody can publish what it touches."""
    first = _plan(kind, kept, merged, user)
    if first.problems:
        return first
    for model, keys in sorted(first.owners().items(), key=lambda one: str(one[0]._meta.label)):
        rows = model._base_manager.filter(pk__in=keys).order_by("pk")
        list(rows.select_for_update(of=("self",)).values_list("pk"))
    return _plan(kind, kept, merged, user)


def _plan(kind: Any, kept: int, merged: int, user: Any) -> Plan:
    found = kind._base_manager
    return plan(found.get(pk=kept), found.get(pk=merged), user)


def _carry_out(made: Plan, user: Any) -> Merge:
    kept, merged = made.kept, made.merged
    done = Merge.objects.create(
        kind=kept._meta.label_lower,
        kept=kept.pk,
        merged=merged.pk,
        kept_name=str(kept),
        merged_name=str(merged),
        number=steps_so_far() + 1,
        by=user,
        differences=differences(kept, merged),
        had={one.label: sorted(one.names(kept.pk).values()) for one in relations(made.kind)},
    )
    rows: list[MergedRow] = []

    def note(how: str, label: str, row: str, field: str, **more: Any) -> None:
        keys = {"was": merged.pk, "now": kept.pk} | more
        rows.append(
            MergedRow(
                merge=done, order=len(rows), how=how, model=label, row=row, field=field, **keys
            )
        )

    touched = made.owners()
    for moving in made.moving:
        relation = moving.relation
        places = _move(moving, kept)
        for pk, name in moving.rows.items():
            was, now = places.get(pk, (None, None))
            note(
                How.MOVED,
                relation.model._meta.label_lower,
                name,
                relation.field,
                place_was=was,
                place_now=now,
            )
    for clash in made.clashes:
        model = clash.relation.model._meta.label_lower
        note(How.FOLDED, model, clash.name, clash.relation.field, now=merged.pk)
    for alias in made.names:
        alias.sort_order = _last_place(type(alias), str(kept._meta.model_name), kept.pk) + 1
        alias.save()
        note(How.ADDED, "cases.alias", str(alias.key), str(kept._meta.model_name))
    for draft in made.drafts:
        note(How.DRAFT, *draft.identity)
    MergedRow.objects.bulk_create(rows, batch_size=CHUNK)
    kept.refresh_from_db()
    merged.merged_into, merged.archived_at = kept, timezone.now()
    # Not saved: a save would write the entry of each record that names it, and `refresh` does.
    hidden = {"merged_into": kept, "archived_at": merged.archived_at}
    made.kind._base_manager.filter(pk=merged.pk).update(**hidden)
    following.saved(kept)
    data = {"merge": done.pk, "kept": str(kept), "merged": str(merged), "rows": len(rows)}
    log(instance=kept, action="cases.merge", user=user, data=data)
    log(instance=merged, action="cases.merged_into", user=user, data=data)
    refresh(kept, merged, touched)
    return done


def _move(moving: Moving, kept: Any) -> dict[int, tuple[int | None, int]]:
    """Move the rows of one relation; return old and new places of those that have one."""
    relation, keys = moving.relation, list(moving.rows)
    places: dict[int, tuple[int | None, int]] = {}
    rows = relation.model._base_manager
    if relation.is_part and has_field(relation.model, "sort_order"):
        was = dict(rows.filter(pk__in=keys).values_list("pk", "sort_order"))
        first = _last_place(relation.model, relation.field, kept.pk) + 1
        for number, key in enumerate(keys):
            places[key] = (was[key], first + number)
            rows.filter(pk=key).update(**{relation.field: kept.pk, "sort_order": first + number})
        return places
    for start in range(0, len(keys), CHUNK):
        rows.filter(pk__in=keys[start : start + CHUNK]).update(**{relation.field: kept.pk})
    return places


def _last_place(model: Any, field: str, key: int) -> int:
    last = model._base_manager.filter(**{field: key}).aggregate(last=Max("sort_order"))["last"]
    return -1 if last is None else int(last)


def differences(kept: Any, merged: Any) -> list[list[str]]:
    """Return the columns by which two records differ, as name, value here, value there."""
    base = {field.name for field in Record._meta.get_fields()}
    found = []
    for field in kept._meta.concrete_fields:
        if field.name in base or field.name in ("id", "latest_revision", "live_revision"):
            continue
        pair = [str(getattr(one, field.attname) or "") for one in (kept, merged)]
        if pair[0] != pair[1]:
            found.append([field.name, *pair])
    return found
