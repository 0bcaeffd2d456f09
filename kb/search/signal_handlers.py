"""A change of a record's groups is no save of the record: it has to be listened for."""

from typing import Any

from django.apps import apps
from django.db.models.signals import m2m_changed
from wagtail.search import index

from kb.records.base import Record

_CHANGES = {"post_add", "post_remove", "post_clear"}


def groups_changed(instance: Any, action: str, **_kwargs: Any) -> None:
    """Index a record again whose groups are others now, as it is in the database."""
    if action in _CHANGES:
        index.insert_or_update_object(type(instance)._base_manager.get(pk=instance.pk))


def register() -> None:
    """Connect the handlers; models are loaded by now.

    A group that is deleted needs none: what refers to a record loses the group as well.
    """
    for model in apps.get_models():
        if issubclass(model, Record):
            m2m_changed.connect(groups_changed, sender=model.audience_groups.through)
