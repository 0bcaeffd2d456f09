"""Follows what is saved: a page or record is looked through again by the worker, soon after."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published

from cases.models import Looked, UnlinkedMention, WriteUp
from cases.unlinked.finding import again
from cases.unlinked.reading import RECORDS
from kb.search.page_sources import page_models

# What Wagtail saves by itself, and no text or link depends on.
_BESIDE_WORDS = """
latest_revision has_unpublished_changes locked locked_at locked_by lock expired draft_title
latest_revision_created_at
"""
_BESIDE = frozenset(_BESIDE_WORDS.split())


def saved(instance: Model, raw: bool = False, update_fields: Any = None, **_kwargs: Any) -> None:
    """Note, in the transaction of a save, that a text or a link may be another now."""
    if raw or (update_fields is not None and set(update_fields) <= _BESIDE):
        return
    look_again_at(instance)


def groups_changed(instance: Any, action: str, **_kwargs: Any) -> None:
    """Note that others may know of a record."""
    if action.startswith("post_"):
        look_again_at(instance)


def look_again_at(thing: Any) -> None:
    """Let a page or record be looked through again."""
    again([(ContentType.objects.get_for_model(thing).pk, thing.pk)])


def published(instance: Any, **_kwargs: Any) -> None:
    """Note that a page's parts are in the database: they are saved after the page."""
    look_again_at(instance)


def written_up(instance: WriteUp, **_kwargs: Any) -> None:
    """Note that a page leads to another incident, or no longer does."""
    for page in Page.objects.filter(translation_key=instance.page_key).specific():
        look_again_at(page)


def deleted(instance: Any, **_kwargs: Any) -> None:
    """Take out what was kept of a page or record."""
    where = {
        "content_type": ContentType.objects.get_for_model(instance),
        "object_id": instance.pk,
    }
    Looked.objects.filter(**where).delete()
    UnlinkedMention.objects.filter(**where).delete()


def connect() -> None:
    """Follow the pages and records that are looked through."""
    for model in [*page_models(), *RECORDS]:
        post_save.connect(saved, sender=model, dispatch_uid=f"looked-{model.__name__}")
        post_delete.connect(deleted, sender=model, dispatch_uid=f"unlooked-{model.__name__}")
    for record in RECORDS:
        m2m_changed.connect(groups_changed, sender=record.audience_groups.through)
    page_published.connect(published)
    for signal in (post_save, post_delete):
        signal.connect(written_up, sender=WriteUp)
