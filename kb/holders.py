"""What holds pages, records, words of the vocabularies, images and documents; and the gate.

The gate is a signal: a deletion by whichever door, in the admin or in code, ends there.
"""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models.signals import post_delete, pre_delete
from modelcluster.fields import ParentalKey
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from kb.holding import HolderSource, demand_unheld, sources
from kb.models.vocabulary import Vocabulary
from kb.records.base import Record
from kb.records.slugs import RetiredSlug
from kb.references import all_references_to

PROTECTED: tuple[type[models.Model], ...] = (
    Record,
    Vocabulary,
    Page,
    AbstractImage,
    AbstractDocument,
)
# Rows asked of each relation: to refuse a deletion one is enough, to explain it some.
MOST = 50


def root_of(row: models.Model) -> models.Model:
    """Return the page or record that a part belongs to, the row itself when it is no part."""
    for field in row._meta.concrete_fields:
        if isinstance(field, ParentalKey) and getattr(row, field.attname) is not None:
            return root_of(getattr(row, field.name))
    return row


def by_reference(thing: models.Model) -> Iterator[models.Model]:
    """Yield what refers to a thing in texts, blocks and fields, as Wagtail's index knows it."""
    references = all_references_to(thing).group_by_source_object()
    for holder, _references in references[:MOST]:
        if not _in_its_tree(thing, holder):
            yield getattr(holder, "specific", holder)


def by_relation(thing: models.Model) -> Iterator[models.Model]:
    """Yield what names a thing by a key, or among several, drafts too."""
    for relation in thing._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete and relation.is_relation):
            continue
        field = getattr(relation, "field", None)
        model: Any = relation.related_model
        if field is None or model is None or not _holds(relation, field, model):
            continue
        for row in model._base_manager.filter(**{field.name: thing})[:MOST]:
            yield root_of(row)


def _holds(relation: Any, field: Any, model: Any) -> bool:
    """Return whether rows of this relation keep a thing: not those that go with it."""
    if isinstance(field, models.ManyToManyField):
        return True
    if model._meta.auto_created or isinstance(field, ParentalKey):
        return False
    if relation.on_delete is models.SET_NULL and _is_unindexed(model):
        # What nothing may tell of holds nothing either: its key is emptied.
        return False
    kept = (models.CASCADE, models.DO_NOTHING)
    return isinstance(field, models.ForeignKey) and relation.on_delete not in kept


def _is_unindexed(model: Any) -> bool:
    """Return whether rows of a model stay out of Wagtail's reference index."""
    return bool(getattr(model, "wagtail_reference_index_ignore", False))


def translations(thing: models.Model) -> Iterator[models.Model]:
    """Yield the translations of a page: without it they would be translations of nothing."""
    if isinstance(thing, Page):
        yield from thing.get_translations().specific()


def _in_its_tree(thing: models.Model, holder: models.Model) -> bool:
    """Return whether a page holds another only because one stands below the other."""
    return (
        isinstance(thing, Page)
        and isinstance(holder, Page)
        and (thing.path.startswith(holder.path) or holder.path.startswith(thing.path))
    )


def refuse(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """Refuse the deletion of what something holds."""
    if isinstance(instance, PROTECTED) and type(instance) is not Page:
        demand_unheld(instance)


def keep_address(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """Keep the address of a deleted record from being given to another."""
    if isinstance(instance, Record):
        RetiredSlug.objects.get_or_create(
            kind=instance._meta.label_lower,
            slug=instance.slug,
            defaults={"object_id": instance.pk},
        )


def register() -> None:
    """Let nothing that is held be deleted."""
    for name, find in (
        ("references", by_reference),
        ("relations", by_relation),
        ("translations", translations),
    ):
        sources.register(HolderSource(name, find))
    pre_delete.connect(refuse, dispatch_uid="refuse what is held")
    post_delete.connect(keep_address, dispatch_uid="keep addresses")
