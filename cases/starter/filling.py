"""Fills models from tables whose keys are the names of their fields."""

from __future__ import annotations

from typing import Any

from django.db import models

from cases.models import Citation
from kb.models.vocabulary import Vocabulary, by_key
from kb.records.base import Record
from kb.records.spans import parse_typed
from kb.records.time import HonestTime
from kb.starter.files import stable_key
from kb.starter.memory import find_record


def filled(model: type[Any], table: dict[str, Any], **more: Any) -> Any:
    """Return a new, unsaved object with the values of a table.

    Times are given as typed text (`when`, with `when_inferred` for the reason), records by slug,
    rows of vocabularies by key. A record that was deleted is left empty.
    """
    obj = model(**more)
    for name, value in table.items():
        if isinstance(vars(model).get(name), HonestTime):
            setattr(obj, name, parse_typed(value, table.get(f"{name}_inferred", "")))
        elif not name.endswith("_inferred"):
            setattr(obj, name, _value(model, name, value))
    return obj


def _value(model: type[models.Model], name: str, value: Any) -> Any:
    field = model._meta.get_field(name)
    target: Any = field.related_model if field.is_relation else None
    if target is None:
        return value
    if isinstance(value, list):
        return [by_key(target, key) for key in value]
    if issubclass(target, Vocabulary):
        return by_key(target, value)
    assert issubclass(target, Record)
    return find_record(target, value)


def without(table: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return a table without these entries."""
    return {name: value for name, value in table.items() if name not in names}


def fact(model: type[Any], table: dict[str, Any], root: str, **more: Any) -> Any:
    """Return a new fact of a root record, with the key its `id` gives it and its citations."""
    where = (root, model._meta.model_name, table["id"])
    values = without(table, "id", "cite", "actors", "answers")
    made = filled(model, values, key=stable_key(*where), **more)
    made.citations = citations(table.get("cite", []), *where)
    return made


def citations(rows: list[dict[str, Any]], *where: str) -> list[Citation]:
    """Return the citations of one fact; those of a source that was deleted are left out."""
    made = [
        filled(Citation, row, key=stable_key("citation", *where, str(number)))
        for number, row in enumerate(rows)
    ]
    return [citation for citation in made if citation.source is not None]
