"""The records that a draft names: in its own fields and in those of its parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations

from kb.editing.publication import RefusablePublication
from kb.permissions import User


def parts_of(thing: Any) -> Iterator[Any]:
    """Yield the parts of a draft, each followed by its own parts, saved or not."""
    for relation in get_all_child_relations(type(thing)):
        for part in getattr(thing, relation.get_accessor_name()).all():
            yield part
            yield from parts_of(part)


def named_by(record: Any) -> list[Any]:
    """Return the records a draft names, each once, in the order in which it names them."""
    found: dict[tuple[type[models.Model], Any], None] = {}
    for thing in (record, *parts_of(record)):
        for field, key in _keys(thing):
            found[field.related_model, key] = None
    found.pop((type(record), record.pk), None)
    return _load(found)


def _keys(thing: Any) -> Iterator[tuple[Any, Any]]:
    for field in thing._meta.get_fields():
        if not field.concrete or not field.is_relation or isinstance(field, ParentalKey):
            continue
        related = field.related_model
        if not isinstance(related, type) or not issubclass(related, RefusablePublication):
            continue
        if field.name in getattr(thing, "kept_from_drafts", ()):
            continue
        if field.many_to_many:
            yield from ((field, other.pk) for other in getattr(thing, field.name).all())
        elif key := getattr(thing, field.attname):
            yield field, key


def _load(found: Iterable[tuple[Any, Any]]) -> list[Any]:
    keys: dict[Any, list[Any]] = {}
    for model, key in found:
        keys.setdefault(model, []).append(key)
    rows = {model: model._base_manager.in_bulk(wanted) for model, wanted in keys.items()}
    return [rows[model][key] for model, key in found if key in rows[model]]


def unpublished_of(record: Any, user: User) -> list[Any]:
    """Return the records a draft names that nobody reads yet, as far as this person may know."""
    named = named_by(record)
    return workable_among([one for one in named if not one.live and not one.is_archived], user)


def workable_among(records: Iterable[Any], user: User) -> list[Any]:
    """Keep the records that this person may work on, in their order; one query for each kind."""
    asked = list(records)
    kinds: dict[Any, list[Any]] = {}
    for one in asked:
        kinds.setdefault(type(one), []).append(one.pk)
    known = {
        (kind, key)
        for kind, keys in kinds.items()
        for key in kind.objects.editable_by(user).filter(pk__in=keys).values_list("pk", flat=True)
    }
    return [one for one in asked if (type(one), one.pk) in known]
