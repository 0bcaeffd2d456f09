"""Which tables point to records, and whose row each of theirs is: found in the models themselves.

So whatever is added to the site later is looked at as well.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import CASCADE, ForeignKey, Model, Q
from modelcluster.fields import ParentalKey

from cases.demo_world.marks import PREFIX
from kb.records.base import Record

Key = ForeignKey[Any, Any]


def keys_to(model: type[Model]) -> Iterator[tuple[type[Any], Key]]:
    """Yield each table, those of many-to-many fields too, with its keys to a model."""
    for other in apps.get_models(include_auto_created=True):
        for field in other._meta.local_concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is model:
                yield other, field


def owners(model: type[Any]) -> list[Key]:
    """Return the keys of a table that say whose row each is; none of a record or a loose table."""
    made_for = model._meta.auto_created
    if made_for:
        # Of a many-to-many field: the first key is that of the object that has the field.
        keys = [f for f in model._meta.local_concrete_fields if isinstance(f, ForeignKey)]
        return keys[:1]
    return [f for f in model._meta.local_concrete_fields if isinstance(f, ParentalKey)]


def of_demo_rows(model: type[Any], path: str = "") -> Q:
    """Return the condition for rows of a table that belong to the demonstration world."""
    if issubclass(model, Record):
        return Q(**{f"{path}slug__startswith": PREFIX})
    condition = Q()
    for key in owners(model):
        related: Any = key.related_model
        condition |= of_demo_rows(related, f"{path}{key.name}__")
    return condition


def root_of(row: Any) -> Any:
    """Return the record, page or rule that a row belongs to; itself when it is nobody's part."""
    for key in owners(type(row)):
        above = getattr(row, key.name)
        if above is not None:
            return root_of(above)
    return row


def is_loose(model: type[Any], key: Key) -> bool:
    """Return whether rows of a table just vanish with what this key names: a log, a tie."""
    return not issubclass(model, Record) and not owners(model) and _on_delete(key) is CASCADE


def goes_along(model: type[Any], key: Key) -> bool:
    """Return whether rows of a table are removed with what this key names, not emptied."""
    return bool(owners(model)) or _on_delete(key) is CASCADE


def _on_delete(key: Key) -> Any:
    return key.remote_field.on_delete
