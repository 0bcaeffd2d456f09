"""What a merge will do, before it does it: what moves, what stays, what is added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cases.merging.checks import problems
from cases.merging.clashes import clashes
from cases.merging.drafts import Identity, named_in
from cases.merging.relations import KINDS, Relation, owners, relations
from cases.models import Alias
from kb.records.base import Record


@dataclass(frozen=True)
class Moving:
    """The rows of one relation that move, as primary key and name, in their order."""

    relation: Relation
    rows: dict[int, str]


@dataclass(frozen=True)
class Clash:
    """A row that stays with the merged record, and the one that says the same, if one does."""

    relation: Relation
    row: Any
    twin: Any
    name: str


@dataclass(frozen=True)
class InDraft:
    """A record whose newest draft names the merged record where nothing published does."""

    record: Any
    identity: Identity


@dataclass
class Plan:
    """A merge of `merged` into `kept` as it would be done now."""

    kept: Any
    merged: Any
    problems: list[str] = field(default_factory=list)
    moving: list[Moving] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    names: list[Alias] = field(default_factory=list)
    drafts: list[InDraft] = field(default_factory=list)

    @property
    def kind(self) -> Any:
        """The model of both."""
        return type(self.kept)

    def owners(self) -> dict[Any, set[int]]:
        """Return the records whose rows the merge moves, or leaves with what it hides, by kind."""
        named: dict[Relation, list[int]] = {one.relation: list(one.rows) for one in self.moving}
        for clash in self.clashes:
            named.setdefault(clash.relation, []).append(clash.row.pk)
        found: dict[Any, set[int]] = {}
        for relation, rows in named.items():
            for kind, keys in owners(relation, rows).items():
                found.setdefault(kind, set()).update(keys)
        return found

    def stamp(self) -> str:
        """Return a text that differs when something else would be moved."""
        told = [
            *(f"{one.relation.label}{sorted(one.rows.values())}" for one in self.moving),
            *(f"{one.relation.label}{one.name}" for one in self.clashes),
            *(one.text for one in self.names),
        ]
        return sha256("\n".join(told).encode()).hexdigest()[:16]


def plan(kept: Record, merged: Record, user: Any) -> Plan:
    """Return what merging would do; it costs some queries for each relation of the kind."""
    made = Plan(kept, merged, problems(kept, merged, user))
    if kept.pk == merged.pk:
        return made
    for relation in relations(type(kept)):
        names = relation.names(merged.pk)
        if not names:
            continue
        for row, twin in clashes(relation, kept, merged):
            made.clashes.append(Clash(relation, row, twin, names.pop(row.pk)))
        if names:
            made.moving.append(Moving(relation, names))
    made.names = list(_names(kept, merged))
    known = {
        (one.relation.model._meta.label_lower, name, one.relation.field)
        for one in made.moving
        for name in one.rows.values()
    } | {(c.relation.model._meta.label_lower, c.name, c.relation.field) for c in made.clashes}
    made.drafts = [one for one in in_drafts(merged) if one.identity not in known]
    return made


def _names(kept: Any, merged: Any) -> Iterator[Alias]:
    """Yield the names of the merged record that the kept one lacks, as its other names."""
    if not hasattr(kept, "aliases"):
        return
    model = kept._meta.model_name
    texts = Alias.objects.filter(**{f"{model}__in": [kept.pk, merged.pk]}).values_list("text")
    had = {text.strip().casefold() for (text,) in texts}
    had |= {text.strip().casefold() for text in (kept.named.en, kept.named.zh)}
    for language, text in (("en", merged.named.en), ("zh", merged.named.zh)):
        if text and text.strip().casefold() not in had:
            had.add(text.strip().casefold())
            yield Alias(text=text, language=language, **{f"{model}_id": kept.pk})


def in_drafts(record: Any) -> Iterator[InDraft]:
    """Yield the places in newer drafts that name a record."""
    kind = record._meta.label_lower
    for model in KINDS.values():
        waiting = model._base_manager.filter(
            has_unpublished_changes=True, latest_revision__isnull=False
        ).exclude(pk=record.pk if isinstance(record, model) else None)
        for one in waiting.select_related("latest_revision").iterator(chunk_size=50):
            for place in named_in(model, one.pk, one.latest_revision.content):
                value = place.row[place.name]
                if place.kind == kind and record.pk in (
                    value if isinstance(value, list) else [value]
                ):
                    yield InDraft(one, place.identity)
