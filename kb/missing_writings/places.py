"""Where a text that lacks a writing is put right: its field in the editor, as its draft stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from wagtail.models import Revision

from kb.missing_writings.rows import LABELS, Row
from kb.missing_writings.texts import Text, texts_of
from kb.models.vocabulary import Vocabulary
from kb.records.base import Record
from kb.records.bilingual import Bilingual


@dataclass(frozen=True)
class Place:
    """One line of the report.

    `thing` names the record or word, `what` the field, `there` the writing that exists; `url` leads
    to the empty field in the editor; `drafted` when the newest draft has filled it.
    """

    kind: str
    thing: Any
    what: str
    missing: str
    there: Bilingual | str
    url: str
    drafted: bool = False


def places(rows: Iterable[Row]) -> list[Place]:
    """Return the lines for rows; two queries for each kind of record among them."""
    found = list(rows)
    things: dict[tuple[str, int], Any] = {}
    for kind in dict.fromkeys(row.kind for row in found):
        model: Any = apps.get_model(kind)
        keys = {row.root_key for row in found if row.kind == kind}
        for key, thing in model._base_manager.in_bulk(keys).items():
            things[kind, key] = thing
    drafts = _drafts(things.values())
    texts = {
        (kind, text.code): text
        for kind in {row.kind for row in found}
        if issubclass(apps.get_model(kind), Record)
        for text in texts_of(apps.get_model(kind))
    }
    return [
        _place(row, things[row.kind, row.root_key], texts, drafts)
        for row in found
        if (row.kind, row.root_key) in things
    ]


def _drafts(things: Iterable[Any]) -> dict[int, Any]:
    """Return the content of the newest revisions of records, by their keys."""
    keys = [thing.latest_revision_id for thing in things if isinstance(thing, Record)]
    revisions = Revision.objects.filter(pk__in=[key for key in keys if key])
    return dict(revisions.values_list("pk", "content"))


def _place(
    row: Row, thing: Any, texts: Mapping[tuple[str, str], Text], drafts: Mapping[int, Any]
) -> Place:
    kind = str(capfirst(thing._meta.verbose_name))
    if isinstance(thing, Vocabulary):
        code = next(code for code, column in LABELS.items() if column == row.part)
        field: Any = thing._meta.get_field(row.part)
        label = str(capfirst(field.verbose_name))
        return Place(kind, thing.key, label, code, row.there, _editor(thing, f"id_{row.part}"))
    text = texts[row.kind, row.field]
    there = Bilingual(**{"zh" if row.missing == "en" else "en": row.there})
    prefix, part = _in_draft(text.route, row.part, drafts.get(thing.latest_revision_id))
    name = f"{text.name}_{row.missing}"
    return Place(
        kind,
        thing.named,
        text.label,
        row.missing,
        there,
        _editor(thing, f"id_{prefix}{name}"),
        drafted=bool(part and part.get(name)),
    )


def _in_draft(route: tuple[str, ...], key: str, content: Any) -> tuple[str, Any]:
    """Return how the fields of a part begin in the form of a draft, and the part itself.

    A part that the draft does not have leads to the form as a whole.
    """
    if not route:
        return "", content
    wanted = UUID(key)
    for prefix, part in _parts(route, content or {}):
        if UUID(str(part.get("key"))) == wanted:
            return prefix, part
    return "", None


def _parts(route: tuple[str, ...], content: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    relation, *rest = route
    children = content.get(relation) or []
    for place, child in enumerate(sorted(children, key=lambda one: one.get("sort_order") or 0)):
        prefix = f"{relation}-{place}-"
        if rest:
            for inner, part in _parts(tuple(rest), child):
                yield prefix + inner, part
        else:
            yield prefix, child


def _editor(thing: models.Model, anchor: str) -> str:
    meta = thing._meta
    try:
        address = reverse(
            f"wagtailsnippets_{meta.app_label}_{meta.model_name}:edit", args=[thing.pk]
        )
    except NoReverseMatch:
        return ""
    return f"{address}#{anchor}"
