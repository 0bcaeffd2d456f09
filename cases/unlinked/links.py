"""Whom a page or record is linked with, so that naming them once more asks nothing of anybody.

Linked is whom it refers to, or who refers to it, in any place and any translation; and whoever is
part of an incident or risk that a page shows or writes up, that a statement is of, or that cites
the source: from there it is one step. Only such incidents count as all readers of the thing may
know of, so that a closed one decides nothing for others.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page, ReferenceIndex

from cases.models import Incident, Organisation, Person, Risk, Source, Statement, WriteUp
from kb.search.openness import Readership

Actor = tuple[str, int]
_ACTORS: dict[type[Any], str] = {Person: "person", Organisation: "organisation"}
_VIA = (Incident, Risk)


def linked_with(thing: Any) -> set[Actor]:
    """Return the people and organisations that a page or record is linked with, itself among them.

    Things are kinds and numbers.
    """
    model = Page if isinstance(thing, Page) else type(thing)
    keys = _translations(thing) if isinstance(thing, Page) else [thing.pk]
    base = ContentType.objects.get_for_model(model)
    outward, inward = _outward(base, keys), _inward(base, keys)
    linked = _actors(outward | inward)
    if type(thing) in _ACTORS:
        linked.add((_ACTORS[type(thing)], thing.pk))
    # What a page shows, a statement is of; a source is only cited. People are in many incidents.
    steps = outward if isinstance(thing, Page | Statement) else set()
    steps |= inward if isinstance(thing, Source | Statement) else set()
    via = [*_of(steps, _VIA)]
    if isinstance(thing, Page):
        written_up = WriteUp.objects.filter(page_key=thing.translation_key)
        via += [(Incident, pk) for pk in written_up.values_list("incident", flat=True)]
    return linked | _around(via, thing)


def print_of_links(thing: Any) -> str:
    """Return a text that changes with what a record leads to."""
    base = ContentType.objects.get_for_model(type(thing))
    told = "\n".join(f"{kind} {pk}" for kind, pk in sorted(_outward(base, [thing.pk])))
    return blake2b(told.encode(), digest_size=16).hexdigest()


def beside(thing: Any) -> set[tuple[int, int]]:
    """Return, by kind and number, what else may be linked with somebody as this record leads there.

    That is what the record leads to, and what leads to an incident or risk.
    """
    base = ContentType.objects.get_for_model(type(thing))
    rows = _outward(base, [thing.pk])
    pages = ContentType.objects.get_for_model(Page).pk
    if isinstance(thing, _VIA):
        rows |= _inward(base, [thing.pk])
    keys = [int(pk) for kind, pk in rows if kind == pages]
    specific = Page.objects.filter(pk__in=keys).values_list("content_type", "pk")
    return {(kind, int(pk)) for kind, pk in rows if kind != pages and pk.isdecimal()} | set(
        specific
    )


def _outward(base: ContentType, keys: Iterable[int]) -> set[tuple[int, str]]:
    rows = ReferenceIndex.objects.filter(base_content_type=base, object_id__in=list(map(str, keys)))
    return set(rows.values_list("to_content_type", "to_object_id"))


def _inward(base: ContentType, keys: Iterable[int]) -> set[tuple[int, str]]:
    rows = ReferenceIndex.objects.filter(
        to_content_type=base, to_object_id__in=list(map(str, keys))
    )
    return set(rows.values_list("base_content_type", "object_id"))


def _translations(page: Page) -> list[int]:
    same = Page.objects.filter(translation_key=page.translation_key)
    return list(same.values_list("pk", flat=True))


def _of(
    rows: Iterable[tuple[int, str]], models: Iterable[type[Any]]
) -> Iterable[tuple[type[Any], int]]:
    types = {ContentType.objects.get_for_model(model).pk: model for model in models}
    return [(types[kind], int(pk)) for kind, pk in rows if kind in types and pk.isdecimal()]


def _actors(rows: Iterable[tuple[int, str]]) -> set[Actor]:
    return {(_ACTORS[model], pk) for model, pk in _of(rows, _ACTORS)}


def _around(via: Iterable[tuple[type[Any], int]], thing: Any) -> set[Actor]:
    """Return who is part of incidents and risks that all readers of a thing may know of."""
    readers = Readership(None if isinstance(thing, Page) else thing)
    condition = Q()
    for model in _VIA:
        keys = {pk for kind, pk in via if kind is model}
        known = [
            one.pk for one in model._base_manager.filter(pk__in=keys) if readers.may_all_see(one)
        ]
        if known:
            base = ContentType.objects.get_for_model(model)
            condition |= Q(base_content_type=base, object_id__in=list(map(str, known)))
    if not condition:
        return set()
    rows = ReferenceIndex.objects.filter(condition)
    return _actors(rows.values_list("to_content_type", "to_object_id"))
