"""The fields of two records side by side, in words."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kb.records.base import Record
from kb.records.bilingual import BilingualText
from kb.records.time import HonestTime
from kb.records.usage import name_for_asker

Told = tuple[str, str, str, bool]


def compared(one: Any, other: Any) -> list[Told]:
    """Return each field that says something as label, both texts, and whether they differ."""
    rows: list[Told] = []
    for label, name in _fields(type(one)):
        here, there = _text(one, name), _text(other, name)
        if here or there:
            rows.append((str(capfirst(label)), here, there, here != there))
    return rows


def _fields(model: Any) -> list[tuple[Any, str]]:
    """Return what an editor fills in, in the order of the model: texts and times as one each."""
    declared = {
        name: value.label or name
        for parent in model.__mro__
        for name, value in vars(parent).items()
        if isinstance(value, BilingualText | HonestTime)
    }
    columns = {
        f"{name}_{end}": name
        for name in declared
        for end in ("en", "zh", "start", "end", "precision", "inferred")
    }
    base = {field.name for field in Record._meta.get_fields()} | {"id", "latest_revision"}
    found: dict[str, Any] = {}
    for field in (*model._meta.fields, *model._meta.many_to_many):
        name = columns.get(field.name, field.name)
        if field.name not in base and field.editable:
            found.setdefault(name, declared.get(name, field.verbose_name))
    return [(label, name) for name, label in found.items()]


def _text(record: Any, name: str) -> str:
    shown = getattr(record, f"get_{name}_display", None)
    value = shown() if shown else getattr(record, name)
    if isinstance(value, models.Manager):
        return ", ".join(map(str, value.all()))
    if isinstance(value, Record):
        return name_for_asker(value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return "" if value is None else str(value)
