"""Everything that belongs to a record or points to it, read from the models themselves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from modelcluster.fields import ParentalKey

from cases.models import BundleItem, Drill, Incident, Organisation, Person, Source, Statement
from kb.models import Suggestion
from kb.records.base import Record
from kb.records.notes import RecordNote
from kb.records.parts import Part

KINDS: dict[str, Any] = {
    str(kind._meta.model_name): kind for kind in (Incident, Person, Organisation, Source, Statement)
}
# Rows that name a record by content type and key, and go with it. All others of that form stay:
# versions, log entries and reviews are the history of the record itself.
NOTED = (RecordNote, Suggestion, BundleItem)


@dataclass(frozen=True)
class Relation:
    """One field of one model that names records of a kind.

    `is_part` says that the rows live in the record's draft; `through` is the other key of a
    many-to-many table, whose rows are named by what they belong to.
    """

    kind: type[Record]
    model: Any
    field: str
    is_part: bool = False
    through: str = ""

    @property
    def label(self) -> str:
        """The name of the relation, as `cases.event.incident`."""
        return f"{self.model._meta.label_lower}.{self.field}"

    @property
    def is_noted(self) -> bool:
        """Whether the rows name the record by content type and key."""
        return self.model in NOTED

    @property
    def own_list(self) -> str:
        """The name of the record's own many-to-many field, where the rows are those of one."""
        lists = (one for one in self.kind._meta.many_to_many if self.through)
        return next((one.name for one in lists if one.remote_field.through is self.model), "")

    @property
    def in_drafts_of_kind(self) -> bool:
        """Whether the rows are part of the record's own draft."""
        return self.is_part or bool(self.own_list)

    def rows(self, *keys: int) -> Any:
        """Return the rows that name any of these records, in their order."""
        rows = self.model._base_manager.filter(**{f"{self.field}__in": keys})
        if self.is_noted:
            rows = rows.filter(content_type=ContentType.objects.get_for_model(self.kind))
        place = ("sort_order", "pk") if has_field(self.model, "sort_order") else ("pk",)
        return rows.order_by(*place)

    @property
    def naming(self) -> str:
        """The look-up by which a row of this relation is named."""
        if self.through:
            owner: Any = self.model._meta.get_field(self.through).related_model
            return f"{self.through}__key" if issubclass(owner, Part) else f"{self.through}_id"
        return "key" if has_field(self.model, "key") else "pk"

    def named(self, name: str, *keys: int) -> Any:
        """Return the row with this name, if it names one of these records."""
        return self.rows(*keys).filter(**{self.naming: name})

    def names(self, *keys: int) -> dict[int, str]:
        """Return the names of the rows that name these records, by primary key."""
        return {pk: str(name) for pk, name in self.rows(*keys).values_list("pk", self.naming)}


def has_field(model: Any, name: str) -> bool:
    """Return whether a model has a column of its own with this name."""
    return any(field.name == name for field in model._meta.concrete_fields)


def relations(kind: Any) -> tuple[Relation, ...]:
    """Return everything that a merge moves, of one kind of record."""
    return _relations(kind._meta.label_lower)


@cache
def _relations(label: str) -> tuple[Relation, ...]:
    kind: Any = apps.get_model(label)
    found = [
        one for one in all_relations(kind) if stays(one) == "" and not one.model._meta.abstract
    ]
    noted = [Relation(kind, model, "object_id") for model in NOTED]
    return (*sorted(found, key=lambda one: (not one.is_part, one.label)), *noted)


def all_relations(kind: Any) -> list[Relation]:
    """Return every key of the database that leads to a kind of record, whether it moves or not."""
    found = []
    for back in kind._meta.get_fields(include_hidden=True):
        if not isinstance(back, models.ManyToOneRel):
            continue
        field: Any = back.field
        model: Any = back.related_model
        through = _other_key(model, field.name) if model._meta.auto_created else ""
        found.append(Relation(kind, model, field.name, isinstance(field, ParentalKey), through))
    return found


def _other_key(table: Any, field: str) -> str:
    """Return the key of a many-to-many table that says what its rows belong to."""
    keys = [one.name for one in table._meta.fields if one.is_relation and one.name != field]
    return str(keys[0])


def stays(relation: Relation) -> str:
    """Return why the rows of a relation stay with the merged record, empty when they move."""
    if relation.field == "merged_into":
        return "the chain of merges"
    if relation.model is relation.kind.audience_groups.through:
        return "the audience"
    if relation.model is Drill:
        return "practice, which follows a merge by itself and is no record"
    return ""


def relation_of(kind: type[Record], label: str) -> Relation | None:
    """Return the relation with this label, None for one that is no more."""
    return next((one for one in relations(kind) if one.label == label), None)


@cache
def paths_to_records(model: Any) -> tuple[tuple[str, Any], ...]:
    """Return the look-ups that lead from a row to the record it is part of, with its kind."""
    if issubclass(model, Record):
        return (("pk", model),)
    found: list[tuple[str, Any]] = []
    if model._meta.auto_created:
        keys = [one for one in model._meta.fields if one.is_relation]
    else:
        keys = [one for one in model._meta.fields if isinstance(one, ParentalKey)]
        keys = keys or [one for one in model._meta.fields if one.is_relation]
    for key in keys:
        owner: Any = key.related_model
        if issubclass(owner, Record):
            found.append((f"{key.name}_id", owner))
        elif not owner._meta.auto_created and any(
            isinstance(one, ParentalKey) for one in owner._meta.fields
        ):
            found += [(f"{key.name}__{path}", kind) for path, kind in paths_to_records(owner)]
    return tuple(found)


def owners(relation: Relation, keys: list[int]) -> dict[Any, set[int]]:
    """Return the records that these rows are part of, by kind."""
    found: dict[Any, set[int]] = {}
    for path, kind in paths_to_records(relation.model):
        rows = relation.model._base_manager.filter(pk__in=keys).values_list(path, flat=True)
        if owned := set(rows) - {None}:
            found.setdefault(kind, set()).update(owned)
    return found
