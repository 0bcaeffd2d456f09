"""Changes of an audience that no save of the record announces."""

from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models.signals import m2m_changed, post_delete, pre_delete
from wagtail.search import index

from kb.records.base import Record

_CHANGES = {"post_add", "post_remove", "post_clear"}


def _records() -> list[type[Record]]:
    return [model for model in apps.get_models() if issubclass(model, Record)]


def groups_changed(instance: Any, action: str, **_kwargs: Any) -> None:
    """Index a record again whose groups are others now."""
    if action in _CHANGES:
        index.insert_or_update_object(instance)


def group_goes(instance: Group, **_kwargs: Any) -> None:
    """Remember which records a group that is being deleted could see."""
    instance._seen_records = [  # type: ignore[attr-defined]
        (
            model,
            list(model._base_manager.filter(audience_groups=instance).values_list("pk", flat=True)),
        )
        for model in _records()
    ]


def group_gone(instance: Group, **_kwargs: Any) -> None:
    """Index again what a deleted group could see."""
    for model, pks in getattr(instance, "_seen_records", []):
        for record in model._base_manager.filter(pk__in=pks):
            index.insert_or_update_object(record)


def register() -> None:
    """Connect the handlers; models are loaded by now."""
    for model in _records():
        m2m_changed.connect(groups_changed, sender=model.audience_groups.through)
    pre_delete.connect(group_goes, sender=Group)
    post_delete.connect(group_gone, sender=Group)
