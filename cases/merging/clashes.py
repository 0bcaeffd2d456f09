"""Rows that would say after a merge what is said already: they stay with the merged record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models

from cases.merging.relations import Relation
from cases.models.citations import CITED

# By which other fields two rows of a relation say the same. What may not be there twice by a
# constraint of the database is read from the model.
SAME: dict[str, tuple[str, ...]] = {
    "cases.alias.person": ("text",),
    "cases.alias.organisation": ("text",),
    "cases.eventactor.person": ("event",),
    "cases.eventactor.organisation": ("event",),
    "cases.involvement.person": ("incident", "role"),
    "cases.involvement.organisation": ("incident", "role"),
    "cases.involvement.incident": ("person", "organisation", "group_en", "group_zh", "role"),
    "cases.riskconcern.person": ("risk",),
    "cases.riskconcern.organisation": ("risk",),
    "cases.incidentlink.incident": ("other", "kind"),
    "cases.incidentlink.other": ("incident", "kind"),
    "cases.citation.source": (*CITED, "quote", "place", "stance"),
    "cases.citation.incident": ("source", "quote", "place", "stance"),
    "cases.role.person": ("organisation", "title_en", "title_zh", "began_start", "ended_start"),
    "cases.role.organisation": ("person", "title_en", "title_zh", "began_start", "ended_start"),
    "cases.lesson.incident": ("text_en", "text_zh", "rule", "page_key", "measure_key"),
}


def same_by(relation: Relation) -> list[tuple[str, ...]]:
    """Return the sets of other fields by which two rows of a relation would be one too many."""
    meta = relation.model._meta
    sets = [tuple(one) for one in meta.unique_together]
    sets += [
        tuple(one.fields)
        for one in meta.constraints
        if isinstance(one, models.UniqueConstraint) and one.fields
    ]
    found = [
        tuple(name for name in names if name != relation.field)
        for names in sets
        if relation.field in names
    ]
    if relation.label in SAME:
        found.append(SAME[relation.label])
    return found


def _said(row: Any, names: Iterable[str]) -> tuple[Any, ...]:
    """Return what a row says by some fields, texts without regard to case and space."""
    values = (getattr(row, row._meta.get_field(name).attname) for name in names)
    return tuple(one.strip().casefold() if isinstance(one, str) else one for one in values)


def clashes(relation: Relation, kept: Any, merged: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each row of the merged record that has to stay there, with the row it clashes with.

    Without such a row the second is None: it would lead from the kept record to itself.
    """
    rows = list(relation.rows(merged.pk))
    if not rows:
        return
    there = list(relation.rows(kept.pk)) if same_by(relation) else []
    held = {
        names: {_said(row, names): row for row in reversed(there)} for names in same_by(relation)
    }
    names_of_kept = {text.strip().casefold() for text in (kept.named.en, kept.named.zh) if text}
    above = _above(relation, kept)
    for row in rows:
        if (
            row.pk in above
            or _joins(relation, row, {kept.pk, merged.pk})
            or (
                relation.label.startswith("cases.alias.")
                and (row.text.strip().casefold() in names_of_kept)
            )
        ):
            yield row, None
        else:
            twin = next(
                (
                    told[_said(row, names)]
                    for names, told in held.items()
                    if _said(row, names) in told
                ),
                None,
            )
            if twin is not None:
                yield row, twin


def _joins(relation: Relation, row: Any, keys: set[int]) -> bool:
    """Return whether a link leads from one of the two records to the other."""
    others = [
        field.attname
        for field in relation.model._meta.fields
        if field.is_relation
        and field.related_model is relation.kind
        and field.name != relation.field
    ]
    if relation.model is relation.kind:
        return row.pk in keys
    return any(getattr(row, name) in keys for name in others)


def _above(relation: Relation, kept: Any) -> set[int]:
    """Return the records that stand above the kept one: none of them may come to stand below it."""
    found: set[int] = set()
    if relation.model is not relation.kind:
        return found
    key = getattr(kept, f"{relation.field}_id")
    while key is not None and key not in found:
        found.add(key)
        rows = relation.model._base_manager.filter(pk=key)
        key = rows.values_list(f"{relation.field}_id", flat=True).first()
    return found
