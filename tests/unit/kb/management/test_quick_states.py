"""Migrating goes by copies of fields that are the fields."""

from typing import Any

import pytest
from django.apps import apps
from django.db.models import Field

from kb.management.quick_states import quick_states

FIELDS: list[Any] = [
    field
    for model in apps.get_models()
    if model._meta.app_label in ("kb", "cases", "wagtailcore")
    for field in model._meta.local_fields
]


def test_a_copy_of_every_field_is_made_with_the_same() -> None:
    plain = [field.clone().deconstruct()[1:] for field in FIELDS]
    with quick_states():
        copies = [[field.clone() for _time in range(2)] for field in FIELDS]
    for field, wanted, both in zip(FIELDS, plain, copies, strict=True):
        if field.get_internal_type() != "JSONField":  # blocks of a stream have numbers of their own
            assert [copy.deconstruct()[1:] for copy in both] == [wanted, wanted], field


def test_a_field_that_refers_to_another_name_by_now_is_taken_apart_again() -> None:
    field: Any = next(field for field in FIELDS if field.remote_field).clone()
    with quick_states():
        field.clone()
        field.remote_field.field_name = "another"
        assert field.clone().remote_field.field_name == "another"


def test_afterwards_fields_are_copied_as_ever() -> None:
    original = Field.clone
    with pytest.raises(ValueError, match="out"), quick_states():
        raise ValueError("out")
    assert Field.clone is original
