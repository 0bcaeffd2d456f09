"""Changes that no save announces, or that one announces too early."""

from typing import Any

from django.apps import apps
from django.db.models.signals import m2m_changed, post_delete, post_save
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_delete_signal_handler, post_save_signal_handler
from wagtail.models import PageViewRestriction
from wagtail.search import index
from wagtail.signals import page_published, post_page_move

from kb.editing.indexing import is_passed_over
from kb.records.base import Record
from kb.search.indexing import note_change

_CHANGES = {"post_add", "post_remove", "post_clear"}


def saved(instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """Index a page or record that was saved, unless the save says nothing new, or more follows."""
    if not is_passed_over(instance, update_fields):
        post_save_signal_handler(instance, **kwargs)


def groups_changed(instance: Any, action: str, **_kwargs: Any) -> None:
    """Index a record again whose groups are others now, as it is in the database."""
    if action in _CHANGES and not is_passed_over(instance):
        index.insert_or_update_object(type(instance)._base_manager.get(pk=instance.pk))


def page_published_with_parts(instance: Any, **_kwargs: Any) -> None:
    """Index a page again once its parts are in the database: they are saved after the page."""
    if not is_passed_over(instance):
        index.insert_or_update_object(type(instance)._base_manager.get(pk=instance.pk))


def doors_changed(**_kwargs: Any) -> None:
    """Note that a part of the page tree was closed, opened or moved: no entry says where it is."""
    note_change()


def register() -> None:
    """Connect the handlers; models are loaded by now.

    A group that is deleted needs none: what refers to a record loses the group as well.
    """
    page_published.connect(page_published_with_parts)
    post_page_move.connect(doors_changed)
    for signal in (post_save, post_delete):
        signal.connect(doors_changed, sender=PageViewRestriction)
    m2m_changed.connect(doors_changed, sender=PageViewRestriction.groups.through)
    for model in get_indexed_models():
        if not getattr(model, "search_auto_update", True):
            post_save.connect(saved, sender=model)
            post_delete.connect(post_delete_signal_handler, sender=model)
    for model in apps.get_models():
        if issubclass(model, Record):
            m2m_changed.connect(groups_changed, sender=model.audience_groups.through)
