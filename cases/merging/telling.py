"""A merge and its undoing in words and as data: one telling for the screens and the commands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from cases.merging.plan import Plan
from cases.merging.relations import Relation, paths_to_records, relation_of
from cases.merging.undo import UndoPlan
from cases.models import MergedRow
from kb.permissions import User, is_administrator
from kb.records.usage import may_be_named

MOST = 400


@dataclass(frozen=True, slots=True)
class Line:
    """One row in words: what it says, and the record it is part of, if it may be named."""

    text: str
    record: Any = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """The rows of one relation in words; `total` counts those that may be named.

    `own` says that they are parts of the two records themselves.
    """

    label: str
    lines: list[Line]
    total: int
    own: bool = False

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.total - len(self.lines)


# By which of its fields a row is told apart, the first that says something.
_TEXTS = ("what", "summary", "title", "text", "quote", "caption", "topic", "other", "event")


def words_of(row: Any) -> str:
    """Return a row in a few words."""
    for name in _TEXTS:
        value = getattr(row, name, None)
        if value:
            return str(Truncator(str(value)).chars(90))
    return str(Truncator(str(row)).chars(90))


def label_of(relation: Relation) -> str:
    """Return what a relation is called in a list of what moves."""
    if relation.own_list:
        return str(capfirst(relation.kind._meta.get_field(relation.own_list).verbose_name))
    if relation.through:
        owner: Any = relation.model._meta.get_field(relation.through).related_model
        return str(capfirst(owner._meta.verbose_name_plural))
    return str(capfirst(relation.model._meta.verbose_name_plural))


def lines_of(relation: Relation, names: dict[int, str], user: User | None) -> Lines:
    """Return the rows with these keys in words, only those that this person may be told of.

    `user` None is told everything. A row is part of a record, or answers `editable_by` itself: who
    may not work on that is told neither of the row nor that there is one.
    """
    found = relation.model._base_manager.all()
    if user is not None and hasattr(relation.model._default_manager, "editable_by"):
        found = relation.model._default_manager.editable_by(user)
    rows = list(found.filter(pk__in=list(names)))
    record_of = _records(relation, list(names))
    allowed = _allowed(set(record_of.values()), user)
    told: list[Line] = []
    for row in rows:
        record = record_of.get(row.pk)
        if record is not None and record not in allowed:
            continue
        told.append(Line(words_of(row), record, f"{relation.label}:{names[row.pk]}"))
    return Lines(label_of(relation), told[:MOST], len(told), relation.in_drafts_of_kind)


def _allowed(records: set[Any], user: User | None) -> set[Any]:
    """Return those of some records that may be named to this person."""
    if user is None:
        return records
    found: set[Any] = set()
    for kind in {type(one) for one in records}:
        keys = {one.pk: one for one in records if type(one) is kind}
        mine = set(kind.objects.editable_by(user).filter(pk__in=keys).values_list("pk", flat=True))
        found |= {one for pk, one in keys.items() if pk in mine}
    return found


def _records(relation: Relation, keys: list[int]) -> dict[int, Any]:
    """Return the record that each of these rows is part of."""
    found: dict[int, Any] = {}
    for path, kind in paths_to_records(relation.model):
        if relation.own_list:
            continue
        rows = relation.model._base_manager.filter(pk__in=keys).exclude(**{path: None})
        owner = dict(rows.values_list("pk", path))
        records = kind._base_manager.in_bulk(set(owner.values()))
        found.update({pk: records[key] for pk, key in owner.items() if pk not in found})
    return found


def moving(plan: Plan, user: User | None) -> list[Lines]:
    """Return what moves, by relation, without relations of which nothing may be told."""
    told = [lines_of(one.relation, one.rows, user) for one in plan.moving]
    return [one for one in told if one.total]


def staying(plan: Plan, user: User | None) -> list[Lines]:
    """Return what stays with the merged record, because the other one has it already."""
    by_relation: dict[Relation, dict[int, str]] = {}
    for one in plan.clashes:
        by_relation.setdefault(one.relation, {})[one.row.pk] = one.name
    told = [lines_of(relation, names, user) for relation, names in by_relation.items()]
    return [one for one in told if one.total]


def waiting(plan: Plan, user: User | None) -> list[Any]:
    """Return the records whose newer drafts name the merged record."""
    found = dict.fromkeys(one.record for one in plan.drafts)
    return [one for one in found if user is None or may_be_named(one, user)]


def since(plan: UndoPlan, user: User | None) -> list[Lines]:
    """Return what the record was given since the merge, by relation."""
    by_relation: dict[Relation, dict[int, str]] = {}
    for one in plan.added:
        by_relation.setdefault(one.relation, {})[one.pk] = one.row
    told = [lines_of(relation, names, user) for relation, names in by_relation.items()]
    return [one for one in told if one.total]


def of_merge(rows: Iterable[MergedRow], plan: UndoPlan, user: User | None) -> list[Lines]:
    """Return rows of a merge in words, as they are now; what is gone only by its kind."""
    named: dict[str, list[str]] = {}
    for row in rows:
        named.setdefault(f"{row.model}.{row.field}", []).append(row.row)
    told = []
    for label, names in named.items():
        relation = relation_of(type(plan.kept), label)
        if relation is None:
            continue
        found = relation.model._base_manager.filter(**{f"{relation.naming}__in": names})
        if relation.through:
            found = found.filter(**{f"{relation.field}__in": [plan.kept.pk, plan.merged.pk]})
        keys = {pk: str(name) for pk, name in found.values_list("pk", relation.naming)}
        told.append(lines_of(relation, keys, user))
    return [one for one in told if one.total]


def gone(plan: UndoPlan, user: User | None) -> list[tuple[str, int]]:
    """Return the kinds of rows that are not there any more, with how many.

    Of which record they were part is not known any more: those of other records are counted for
    administrators only.
    """
    counted: dict[str, int] = {}
    for row in plan.gone:
        relation = relation_of(type(plan.kept), f"{row.model}.{row.field}")
        own = relation is not None and relation.in_drafts_of_kind
        if not own and user is not None and not is_administrator(user):
            continue
        label = label_of(relation) if relation else row.model
        counted[label] = counted.get(label, 0) + 1
    return list(counted.items())


# --- For commands -------------------------------------------------------------


def _record(record: Any) -> dict[str, Any]:
    return {"pk": record.pk, "slug": record.slug, "name": str(record)}


def _line(line: Line) -> dict[str, Any]:
    return {"row": line.name, "text": line.text, "in": line.record and str(line.record)}


def _data(told: list[Lines]) -> dict[str, list[dict[str, Any]]]:
    return {one.label: [_line(line) for line in one.lines] for one in told}


def plan_as_data(plan: Plan) -> dict[str, Any]:
    """Return a merge as JSON writes it."""
    return {
        "kind": plan.kind._meta.model_name,
        "kept": _record(plan.kept),
        "merged": _record(plan.merged),
        "problems": plan.problems,
        "moves": _data(moving(plan, None)),
        "stays": _data(staying(plan, None)),
        "names": [alias.text for alias in plan.names],
        "drafts": [str(one) for one in waiting(plan, None)],
    }


def _block(title: str, told: list[Lines]) -> Iterator[str]:
    for one in told:
        yield f"{title}: {one.label} ({one.total})"
        for line in one.lines:
            where = f" [{line.record}]" if line.record is not None else ""
            yield f"    {line.text}{where}"
        if one.more:
            yield f"    … {one.more}"


def plan_in_lines(plan: Plan) -> list[str]:
    """Return a merge as lines for a terminal."""
    lines = [f"{plan.merged} ({plan.merged.slug}) -> {plan.kept} ({plan.kept.slug})"]
    lines += [f"! {one}" for one in plan.problems]
    lines += _block(_("Moves"), moving(plan, None))
    lines += _block(_("Stays, because it is there already"), staying(plan, None))
    lines += [f"{_('New other name')}: {alias.text}" for alias in plan.names]
    lines += [f"{_('Named in a draft')}: {one}" for one in waiting(plan, None)]
    return lines


def undo_as_data(plan: UndoPlan) -> dict[str, Any]:
    """Return the undoing of a merge as JSON writes it."""
    return {
        "id": plan.merge.pk,
        "kept": _record(plan.kept),
        "merged": _record(plan.merged),
        "problems": plan.problems,
        "audience": plan.audience,
        "back": len(plan.back),
        "changed_since": _data(of_merge(plan.elsewhere, plan, None)),
        "taken_out_since": dict(gone(plan, None)),
        "added_since": _data(since(plan, None)),
    }


def undo_in_lines(plan: UndoPlan) -> list[str]:
    """Return the undoing of a merge as lines for a terminal."""
    lines = [f"{plan.merge.pk}: {plan.merged} ({plan.merged.slug}) <- {plan.kept}"]
    lines += [f"! {one}" for one in [*plan.problems, plan.audience] if one]
    lines += _block(_("Goes back"), of_merge(plan.back, plan, None))
    lines += _block(_("Changed since, left as it is"), of_merge(plan.elsewhere, plan, None))
    lines += [f"{_('Taken out since')}: {label} ({count})" for label, count in gone(plan, None)]
    for one in since(plan, None):
        lines += [f"{_('Added since')}: {one.label} ({one.total})"]
        lines += [f"    {line.text}   --to-b {line.name}" for line in one.lines]
    return lines
