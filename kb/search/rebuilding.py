"""Bringing the search table up to date in place, while the site goes on.

What is due follows from the table itself, so who is killed has lost one batch at most, and the next
run goes on from there. A search meanwhile finds each object by its old entry or by its new one.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, IntegerField, Model, OuterRef, QuerySet
from modelsearch.index import get_indexed_models

from kb.search.analysis import ANALYSIS_VERSION
from kb.search.engine import Engine
from kb.search.entries import MARKED, Entry
from kb.search.indexing import forget_entries, index_objects
from kb.search.sources import sources

BATCH = 100  # objects in one transaction: a save waits for one of them at most


def mark_all() -> None:
    """Say of all entries that they are to be made anew; until then they find what they did."""
    Entry.objects.filter(analysis_version=ANALYSIS_VERSION).update(analysis_version=MARKED)


def due(model: type[Model]) -> QuerySet[Any]:
    """Return the objects of a model without an entry that today's analysis has made."""
    made = Entry.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id=OuterRef("pk"),
        analysis_version=ANALYSIS_VERSION,
        text__isnull=False,
    )
    objects: QuerySet[Any] = model.get_indexed_objects()  # type: ignore[attr-defined]
    if not _is_numbered(model):
        return objects.none()
    return objects.filter(~Exists(made)).order_by("pk")


def _is_numbered(model: type[Model]) -> bool:
    """Return whether the keys of a model are numbers: no others have entries."""
    key: Any = model._meta.pk
    while key.remote_field:
        key = key.target_field
    return isinstance(key, IntegerField)


def orphans() -> Iterator[QuerySet[Entry]]:
    """Yield the entries whose object is gone or not to be found any more, model by model."""
    types = []
    for model in filter(_is_numbered, get_indexed_models()):
        content_type = ContentType.objects.get_for_model(model)
        types.append(content_type)
        of_model = Entry.objects.filter(content_type=content_type)
        yield of_model.exclude(Exists(model.get_indexed_objects().filter(pk=OuterRef("object_id"))))
    yield Entry.objects.exclude(content_type__in=types)


def forget_orphans(engine: Engine) -> int:
    """Take the entries of nothing out, and return how many they were."""
    number = 0
    for found in orphans():
        while some := list(found.values_list("pk", flat=True)[:BATCH]):
            forget_entries(engine, Entry.objects.filter(pk__in=some))
            number += len(some)
    return number


def make_anew(engine: Engine, model: type[Model]) -> Iterator[int]:
    """Write the entries that are due, batch by batch; yield how many each batch looked at."""
    last: Any = None
    while True:
        waiting = due(model) if last is None else due(model).filter(pk__gt=last)
        keys = list(waiting.values_list("pk", flat=True)[:BATCH])
        if not keys:
            return
        with transaction.atomic():
            # A save of one of them waits until its entry is written, or is waited for: what is
            # read below is what the entry must say. SQLite has one writer, and no such lock.
            rows = model._base_manager.filter(pk__in=keys).order_by("pk")
            list(rows.select_for_update(of=("self",)).values_list("pk"))
            objects = model.get_indexed_objects().filter(pk__in=keys)  # type: ignore[attr-defined]
            index_objects(engine, model, objects, cascade=False)
        last = keys[-1]
        yield len(keys)


def write_besides(*, anew: bool = False) -> int:
    """Write what is missing of all that is kept beside the entries, and return of how many objects.

    `anew` writes all of it again.
    """
    number = 0
    for source in sources:
        if source.beside is None:
            continue
        waiting = iter(list(source.beside.due()))
        if anew:
            everything = source.model._base_manager.order_by("pk").values_list("pk", flat=True)
            waiting = iter(list(dict.fromkeys([*everything, *waiting])))
        while keys := list(islice(waiting, BATCH)):
            source.beside.write(keys)
            number += len(keys)
    return number
