"""Migrating a new database in two thirds of the time: past fields are taken apart once.

For each operation of a migration Django makes the models that it touches, and all that refer to
them, anew from copies of their fields; and for each copy it asks the field what it was made with.
That is most of what migrating takes. A field of a past model answers the same every time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Field

_KEPT = "_taken_apart"


@contextmanager
def quick_states() -> Iterator[None]:
    """Let fields be copied without asking them again what they were made with."""
    fields: Any = Field
    original = fields.clone
    fields.clone = _clone
    try:
        yield
    finally:
        fields.clone = original


def _clone(field: Any) -> Any:
    """Return a copy of a field, as Django's `Field.clone` does."""
    # What a migration that renames another field changes in a field that refers to it.
    refers = (
        getattr(field, "to_fields", None),
        getattr(field.remote_field, "field_name", None),
        getattr(field.remote_field, "model", None),
    )
    kept = vars(field).get(_KEPT)
    if kept is None or kept[0] != refers:
        _name, _path, args, kwargs = field.deconstruct()
        kept = vars(field)[_KEPT] = (refers, args, kwargs)
    return type(field)(*kept[1], **kept[2])
