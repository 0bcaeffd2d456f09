"""Taking a merge back: what is still where it was put goes back, all else is asked or left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.merging.checks import Refused, audience_of
from cases.merging.clashes import same_by
from cases.merging.relations import KINDS, Relation, has_field, owners, relation_of, relations
from cases.models import Alias, Merge, MergedRow
from kb.editing.locks import Locked, demand_unlocked

How, Undone = MergedRow.How, MergedRow.Undone


@dataclass(frozen=True)
class Added:
    """A row that the kept record has been given since the merge; `name` is how commands call it."""

    relation: Relation
    pk: int
    row: str

    @property
    def name(self) -> str:
        """The name of the row, as `cases.event.incident:KEY`."""
        return f"{self.relation.label}:{self.row}"


@dataclass
class UndoPlan:
    """What undoing a merge would do now."""

    merge: Merge
    kept: Any
    merged: Any
    problems: list[str] = field(default_factory=list)
    rows: list[MergedRow] = field(default_factory=list)  # with `undone` as it would be
    added: list[Added] = field(default_factory=list)
    audience: str = ""  # a sentence, when the merged record comes back to fewer people

    def of(self, state: str) -> list[MergedRow]:
        """Return the rows that were moved or added and are in this state now."""
        asked = (How.MOVED, How.ADDED)
        return [row for row in self.rows if row.undone == state and row.how in asked]

    @property
    def back(self) -> list[MergedRow]:
        """The rows that go back."""
        return self.of(Undone.BACK)

    @property
    def elsewhere(self) -> list[MergedRow]:
        """The rows that somebody has changed since: they stay as they are."""
        return self.of(Undone.ELSEWHERE)

    @property
    def gone(self) -> list[MergedRow]:
        """The rows that somebody has taken out since."""
        return self.of(Undone.GONE)

    def owners(self) -> dict[Any, set[int]]:
        """Return the records whose rows the undoing touches, by kind."""
        found: dict[Any, set[int]] = {}
        named: dict[str, set[str]] = defaultdict(set)
        for row in self.rows:
            named[f"{row.model}.{row.field}"].add(row.row)
        for one in self.added:
            named[one.relation.label].add(one.row)
        for relation in relations(type(self.kept)):
            if relation.label in named:
                rows = relation.names(self.kept.pk, self.merged.pk)
                keys = [key for key, name in rows.items() if name in named[relation.label]]
                for kind, owned in owners(relation, keys).items():
                    found.setdefault(kind, set()).update(owned)
        return found


def kind_of(merge: Merge) -> Any:
    """Return the model of the records of a merge."""
    return next(kind for kind in KINDS.values() if kind._meta.label_lower == merge.kind)


def undo_plan(merge: Merge, user: Any) -> UndoPlan:
    """Return what undoing would do; raises Refused when one of the records was deleted."""
    kind = kind_of(merge)
    there = kind._base_manager.in_bulk([merge.kept, merge.merged])
    if len(there) < 2:
        raise Refused([_("One of the two records has been deleted since: nothing can go back.")])
    kept, merged = there[merge.kept], there[merge.merged]
    made = UndoPlan(merge, kept, merged, list(_problems(merge, kept, merged, user)))
    if merge.is_undone:
        return made
    made.rows = list(_states(merge, kind, kept, merged))
    made.added = list(_added(merge, kind))
    if audience_of(kept) != audience_of(merged):
        made.audience = _(
            "“%(kept)s” is for other people now than it was: “%(merged)s” comes back to those only "
            "who may see both."
        ) % {"kept": kept, "merged": merged}
    return made


def _problems(merge: Merge, kept: Any, merged: Any, user: Any) -> Iterator[str]:
    if merge.is_undone:
        yield _("This merge has been undone already.")
        return
    if kept.merged_into_id is not None:
        yield _("“%(name)s” has since been merged into “%(into)s”: undo that merge first.") % {
            "name": kept,
            "into": kept.merged_into,
        }
    if kept.live and kept.has_unpublished_changes:
        yield _(
            "“%(name)s” has changes that are not published: publish them, or go back to the "
            "published version, first. Rows that go back would be lost in that draft."
        ) % {"name": kept}
    try:
        demand_unlocked(kept, user)
    except Locked as refusal:
        yield f"{kept}: {' '.join(refusal.messages)}"


def _states(merge: Merge, kind: Any, kept: Any, merged: Any) -> Iterator[MergedRow]:
    """Yield the rows of a merge with what undoing would find."""
    held: dict[str, set[str]] = {}
    there: dict[str, set[str]] = {}
    named: dict[str, list[str]] = defaultdict(list)
    rows = list(merge.rows.all())
    for row in rows:
        named[f"{row.model}.{row.field}"].append(row.row)
    for label, names in named.items():
        relation = relation_of(kind, label)
        if relation is not None:
            held[label] = set(relation.names(kept.pk).values())
            there[label] = _existing(relation, names)
    texts = {text for text in (merged.named.en, merged.named.zh) if text}
    for row in rows:
        label = f"{row.model}.{row.field}"
        if row.how == How.DRAFT:
            row.undone = Undone.BACK
        elif row.how == How.FOLDED:
            row.undone = Undone.NOT
        elif row.row in held.get(label, ()):
            row.undone = Undone.BACK
            if row.how == How.ADDED and not Alias.objects.filter(key=row.row, text__in=texts):
                row.undone = Undone.ELSEWHERE
        else:
            row.undone = Undone.ELSEWHERE if row.row in there.get(label, ()) else Undone.GONE
        yield row


def _existing(relation: Relation, names: list[str]) -> set[str]:
    """Return those of these rows that are there, whichever record they name."""
    if relation.through:
        return set()
    rows = relation.model._base_manager
    found: set[str] = set()
    for start in range(0, len(names), 400):
        some = rows.filter(**{f"{relation.naming}__in": names[start : start + 400]})
        found |= {str(name) for name in some.values_list(relation.naming, flat=True)}
    return found


def _added(merge: Merge, kind: Any) -> Iterator[Added]:
    """Yield the rows that the kept record has and that neither it had nor a merge brought."""
    brought: dict[str, set[str]] = defaultdict(set)
    rows = MergedRow.objects.filter(
        merge__kind=merge.kind,
        merge__kept=merge.kept,
        merge__undone_number=None,
        how__in=[How.MOVED, How.ADDED, How.DRAFT],
    )
    for model, name, column in rows.values_list("model", "row", "field"):
        brought[f"{model}.{column}"].add(name)
    for relation in relations(kind):
        known = brought[relation.label] | set(merge.had.get(relation.label, ()))
        for pk, name in relation.names(merge.kept).items():
            if name not in known:
                yield Added(relation, pk, name)


def chosen(made: UndoPlan, names: Iterable[str]) -> list[Added]:
    """Return the added rows with these names; raises ValidationError that names the wrong one."""
    by_name = {one.name: one for one in made.added}
    found = []
    for name in dict.fromkeys(names):
        if name not in by_name:
            raise ValidationError(
                _("“%(name)s” is no row that was added since: choose one of the list.")
                % {"name": name}
            )
        one = by_name[name]
        if problem := _no_room(made, one):
            raise ValidationError(problem)
        found.append(one)
    return found


def _no_room(made: UndoPlan, one: Added) -> str:
    """Return why the merged record cannot take a row, empty when it can."""
    row = one.relation.model._base_manager.get(pk=one.pk)
    for names in same_by(one.relation):
        values = {name: getattr(row, row._meta.get_field(name).attname) for name in names}
        if one.relation.rows(made.merged.pk).filter(**values).exists():
            return _("“%(record)s” has this already: leave it with the other record: %(name)s") % {
                "record": made.merged,
                "name": one.name,
            }
    return ""


def put_back(made: UndoPlan) -> None:
    """Move the rows of a plan back that are still where the merge put them."""
    kind = type(made.kept)
    moved: dict[Relation, list[str]] = defaultdict(list)
    for row in made.rows:
        relation = relation_of(kind, f"{row.model}.{row.field}")
        if relation is None or row.undone != Undone.BACK:
            continue
        # What only a draft named may have been published since.
        rows = relation.named(row.row, made.kept.pk)
        if row.how == How.ADDED:
            relation.model._base_manager.filter(pk__in=rows.values("pk")).delete()
            continue
        if row.place_now is not None and has_field(relation.model, "sort_order"):
            rows.filter(sort_order=row.place_now).order_by().update(sort_order=row.place_was)
        moved[relation].append(row.row)
    for relation, names in moved.items():
        for start in range(0, len(names), 400):
            some = {f"{relation.naming}__in": names[start : start + 400]}
            rows = relation.rows(made.kept.pk).filter(**some)
            rows.order_by().update(**{relation.field: made.merged.pk})
    _restore_folded(made)


def _restore_folded(made: UndoPlan) -> None:
    """Make rows of lists anew that a publication has left out as being there twice."""
    kind = type(made.kept)
    for row in made.rows:
        relation = relation_of(kind, f"{row.model}.{row.field}")
        if row.how != How.FOLDED or relation is None or not relation.through:
            continue
        twin = relation.named(row.row, made.kept.pk).first()
        if twin is not None and not relation.named(row.row, made.merged.pk).exists():
            owner = f"{relation.through}_id"
            relation.model._base_manager.create(
                **{owner: getattr(twin, owner), f"{relation.field}_id": made.merged.pk}
            )


def give(made: UndoPlan, given: list[Added]) -> list[MergedRow]:
    """Give rows that were added since to the merged record; return them as rows of the merge."""
    rows = []
    last = len(made.rows)
    for number, one in enumerate(given):
        one.relation.model._base_manager.filter(pk=one.pk).update(
            **{one.relation.field: made.merged.pk}
        )
        rows.append(
            MergedRow(
                merge=made.merge,
                order=last + number,
                how=How.GIVEN,
                model=one.relation.model._meta.label_lower,
                row=one.row,
                field=one.relation.field,
                was=made.merged.pk,
                now=made.kept.pk,
                undone=Undone.BACK,
            )
        )
    return rows
