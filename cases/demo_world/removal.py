"""Taking the demonstration world out again, a batch of records at a time.

What people added to its records goes along: facts, drafts, reviews, the entries of the log.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ForeignKey, QuerySet
from wagtail.models import ReferenceIndex

from cases.demo_world.holders import Hold, cut, holds
from cases.demo_world.marks import of_demo
from cases.demo_world.relations import goes_along, keys_to
from cases.models import Incident, Organisation, Person, Source, Statement
from cases.standings.writing import forget
from kb.records.slugs import RetiredSlug
from kb.search.backends import engine
from kb.search.entries import Entry
from kb.search.indexing import forget_entries

# What another record names comes after it.
ORDER: tuple[type[Any], ...] = (Statement, Incident, Person, Source, Organisation)
_BATCH = 250
# How tables name a thing of any kind: the key of its kind, and its own key.
_LOOSE_KEYS = (
    ("base_content_type", "object_id"),
    ("content_type", "object_id"),
    ("to_content_type", "to_object_id"),
)


class Held(Exception):
    """Something outside names what is to be removed; `holds` says what."""

    def __init__(self, holds: list[Hold]) -> None:
        super().__init__(f"{len(holds)} references from outside")
        self.holds = holds


def remove(report: Callable[[int, int], None], *, cutting: bool = False) -> int:
    """Remove all demonstration records and return how many they were.

    Raises Held, before anything is removed, when the rest of the site names any of them; with
    `cutting` what names them is taken out instead. `report` is told how many of how many are gone.
    """
    if not cutting and (found := [hold for model in ORDER for hold in holds(model)]):
        raise Held(found)
    total = sum(of_demo(model).count() for model in ORDER)
    gone = 0
    for model in ORDER:
        while keys := list(of_demo(model).order_by("-pk").values_list("pk", flat=True)[:_BATCH]):
            _remove(model, keys, cutting)
            gone += len(keys)
            report(gone, total)
    return gone


@transaction.atomic
def _remove(model: type[Any], keys: list[int], cutting: bool) -> None:
    found = list(holds(model, keys))
    if cutting:
        for hold in found:
            cut(hold)
    elif found:  # somebody has named one since
        raise Held(found)
    content_type = ContentType.objects.get_for_model(model)
    forget_entries(engine(), Entry.objects.filter(content_type=content_type, object_id__in=keys))
    if model is Incident:
        forget(keys)
    _with_all_below(model._base_manager.filter(pk__in=keys))
    _loose(content_type, keys)
    RetiredSlug.objects.filter(kind=model._meta.label_lower, object_id__in=keys).delete()


def _with_all_below(rows: QuerySet[Any]) -> None:
    """Remove rows with everything that belongs to them; Django would fetch each one first."""
    for other, key in keys_to(rows.model):
        below = other._base_manager.filter(**{f"{key.name}__in": rows.values("pk")})
        if goes_along(other, key):
            _with_all_below(below)
        elif key.null:
            below.update(**{key.name: None})
    rows._raw_delete(rows.db)


def _loose(content_type: ContentType, keys: list[int]) -> None:
    """Remove what names the records by kind and key: revisions, references, log entries."""
    for table, kind, key in _loose_tables():
        values = [table._meta.get_field(key).get_prep_value(one) for one in keys]
        rows = table._base_manager.filter(**{kind: content_type, f"{key}__in": values})
        if table is ReferenceIndex:
            rows._raw_delete(rows.db)
        elif table is not Entry:
            rows.delete()


def _loose_tables() -> Iterator[tuple[type[Any], str, str]]:
    for table in apps.get_models():
        names = {field.name for field in table._meta.local_concrete_fields}
        for kind, key in _LOOSE_KEYS:
            if kind in names and key in names:
                field = table._meta.get_field(kind)
                if isinstance(field, ForeignKey) and field.related_model is ContentType:
                    yield table, kind, key
