"""Writing the search and the reference index of many objects of one kind, from the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Model, prefetch_related_objects
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import ReferenceIndex

from kb.search.backends import engine
from kb.search.indexing import batched, index_objects

BATCH = 50


def refresh_together(model: type[Model], keys: Iterable[int]) -> None:
    """Write both indexes of the objects with these keys: as `refresh_indexes`, in fewer queries.

    What refers to them is not written again. Keys of nothing are passed over.
    """
    for some in batched(set(keys), BATCH):
        with transaction.atomic():
            _refresh(model, some)


def _refresh(model: type[Model], keys: list[int]) -> None:
    objects = list(model._base_manager.filter(pk__in=keys).order_by("pk"))
    prefetch_related_objects(objects, *_parts(model))
    for one in objects:
        ReferenceIndex.create_or_update_for_object(one)
    indexed: Any = model
    found = indexed.get_indexed_objects().filter(pk__in=keys)
    index_objects(engine(), model, found, cascade=False)


def _parts(model: type[Model], path: str = "") -> Iterator[str]:
    """Yield the look-ups of all parts of a model, outer ones first."""
    for relation in get_all_child_relations(model):
        name = f"{path}{relation.get_accessor_name()}"
        yield name
        if issubclass(relation.related_model, ClusterableModel):
            yield from _parts(relation.related_model, f"{name}__")
