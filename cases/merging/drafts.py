"""What merges mean for versions of records: nothing in them is rewritten, it is read anew.

A version keeps how many merges and undoings there had been when it was saved. When it is loaded,
for an editor, a preview or a publication, what happened since is done to the loaded content: keys
of merged records become those of the record that stayed, parts that came to a record are added,
and what an undoing moved back is taken out or named as before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.db.models import ManyToManyField
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations, get_serializable_data_for_fields

from cases.merging.relations import KINDS, Relation, relations
from cases.models import Merge, MergedRow
from cases.models.merges import steps_so_far
from kb.records.merged import STEPS, DraftStep, draft_steps

Identity = tuple[str, str, str]
How = MergedRow.How


def bring(record: Any, content: dict[str, Any]) -> None:
    """Bring a version's content, in place, to what merges and undoings since have made of it."""
    steps = int(content.get(STEPS) or 0)
    since = list(Merge.objects.since(steps))
    if not since:
        return
    _Bringing(since).rename(type(record), record.pk, content)
    kind = type(record)._meta.label_lower
    for one in since:
        if (one.kind, one.kept) != (kind, record.pk):
            continue
        if one.is_undone:
            _take_out(type(record), one, content)
        elif one.number > steps:
            _put_in(record, one, content)


class _Bringing:
    """The keys that mean another record now, and the rows for which they do not."""

    def __init__(self, merges: list[Merge]) -> None:
        self._merges = merges
        self._undone = [one for one in reversed(merges) if one.is_undone]
        self._into: dict[str, dict[int, int]] = defaultdict(dict)
        for one in merges:
            if not one.is_undone:
                self._into[one.kind][one.merged] = one.kept

    @cached_property
    def _folded(self) -> set[Identity]:
        rows = MergedRow.objects.filter(merge__undone_number=None, how=How.FOLDED)
        return set(rows.values_list("model", "row", "field"))

    @cached_property
    def _back(self) -> dict[int, set[Identity]]:
        found: dict[int, set[Identity]] = defaultdict(set)
        rows = MergedRow.objects.filter(
            merge__in=[one.pk for one in self._undone], undone=MergedRow.Undone.BACK
        )
        for row in rows:
            found[row.merge_id].add(row.identity)
        return found

    def rename(self, model: Any, key: Any, content: dict[str, Any]) -> None:
        """Change the keys in a row and in its parts."""
        for place in named_in(model, key, content):
            value = place.row[place.name]
            if isinstance(value, list):
                place.row[place.name] = list(
                    dict.fromkeys(self._now(place.kind, one, place.identity) for one in value)
                )
            elif value is not None:
                place.row[place.name] = self._now(place.kind, value, place.identity)

    def _now(self, kind: str, key: int, identity: Identity) -> int:
        for one in self._undone:
            if (one.kind, one.kept) == (kind, key) and identity in self._back[one.pk]:
                key = one.merged
        seen = {key}
        while key in self._into[kind] and identity not in self._folded:
            key = self._into[kind][key]
            if key in seen:
                break
            seen.add(key)
        return key


class Place:
    """One field in a version that names a record, or several."""

    def __init__(self, row: dict[str, Any], name: str, kind: str, identity: Identity) -> None:
        self.row, self.name, self.kind, self.identity = row, name, kind, identity


def named_in(model: Any, key: Any, content: dict[str, Any]) -> Iterator[Place]:
    """Yield the fields of a version, and of its parts, that name records which can be merged."""
    row_name = str(content.get("key") or key)
    for field in (*model._meta.fields, *model._meta.many_to_many):
        if field.related_model not in KINDS.values() or field.name not in content:
            continue
        kind = field.related_model._meta.label_lower
        if isinstance(field, ManyToManyField):
            through: Any = field.remote_field.through
            identity = (through._meta.label_lower, row_name, field.m2m_reverse_field_name())
            yield Place(content, field.name, kind, identity)
        elif not isinstance(field, ParentalKey):
            yield Place(content, field.name, kind, (model._meta.label_lower, row_name, field.name))
    for relation in get_all_child_relations(model):
        for row in content.get(relation.get_accessor_name()) or []:
            yield from named_in(relation.related_model, row.get("pk"), row)


def _rows_by_relation(kind: Any, merge: Merge, **how: Any) -> Iterator[tuple[Relation, list[str]]]:
    named: dict[str, list[str]] = defaultdict(list)
    for row in MergedRow.objects.filter(merge=merge, **how):
        named[f"{row.model}.{row.field}"].append(row.row)
    for relation in relations(kind):
        if relation.in_drafts_of_kind and relation.label in named:
            yield relation, named[relation.label]


def accessor(relation: Relation) -> str:
    """Return under which name a version holds the rows of a relation."""
    return relation.own_list or str(
        relation.model._meta.get_field(relation.field).remote_field.get_accessor_name()
    )


def _put_in(record: Any, merge: Merge, content: dict[str, Any]) -> None:
    """Add the parts that a merge brought, as they are now, to an older version."""
    moved = _rows_by_relation(type(record), merge, how__in=[How.MOVED, How.ADDED])
    for relation, names in moved:
        rows = relation.rows(record.pk).filter(**{f"{relation.naming}__in": names})
        held = content.setdefault(accessor(relation), [])
        if relation.own_list:
            keys = rows.values_list(relation.through, flat=True)
            held += [key for key in keys if key not in held]
            continue
        there = {str(row.get("key")) for row in held}
        held += [_told(row) for row in rows if str(row.key) not in there]


def _told(row: Any) -> dict[str, Any]:
    """Return a row as a version holds it."""
    tell = getattr(row, "serializable_data", None)
    told: dict[str, Any] = tell() if tell else get_serializable_data_for_fields(row)
    return told


def _take_out(kind: Any, merge: Merge, content: dict[str, Any]) -> None:
    """Leave out the parts that went back, or were given away, when a merge was undone."""
    for relation, names in _rows_by_relation(kind, merge, undone=MergedRow.Undone.BACK):
        name = accessor(relation)
        if relation.own_list:
            content[name] = [key for key in content.get(name) or [] if str(key) not in names]
        else:
            held = content.get(name) or []
            content[name] = [row for row in held if str(row.get("key")) not in names]


def register() -> None:
    """Let every version of a record be read through the merges."""
    draft_steps.register(DraftStep("merges", bring, steps_so_far))
