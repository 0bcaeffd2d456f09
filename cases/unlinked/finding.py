"""Looks through what was not looked through yet: the worker a little at a time, a command all."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, When

from cases.models import Looked, UnlinkedMention
from cases.querysets.naming import spellings
from cases.unlinked.links import beside, linked_with, print_of_links
from cases.unlinked.names import NAMED, Finders, names_told
from cases.unlinked.reading import RECORDS, Named, entries, names_in
from kb.search.entries import Entry
from kb.search.indexing import batched

BATCH = 50
# So that the worker comes to its other jobs.
SECONDS = 5.0

Progress = Callable[[int, int], None]


def due() -> Any:
    """Return the entries that were not looked through since they were last saved."""
    return entries().filter(~Exists(_looked().filter(is_done=True)))


def _looked() -> Any:
    return Looked.objects.filter(
        content_type=OuterRef("content_type"), object_id=OuterRef("object_id")
    )


def look_again() -> None:
    """Let everything be looked through anew; what was decided stays decided."""
    there = Entry.objects.filter(
        content_type=OuterRef("content_type"), object_id=OuterRef("object_id")
    )
    for rows in (UnlinkedMention.objects.all(), Looked.objects.all()):
        rows.filter(~Exists(there)).delete()
    Looked.objects.update(is_done=False, version=F("version") + 1)


def look(seconds: float | None = SECONDS, progress: Progress = lambda *told: None) -> int:
    """Look through what is due, for some seconds or to the end; return how many there were.

    Who is killed goes on where he was: each text is marked together with what was found in it.
    """
    until = None if seconds is None else time.monotonic() + seconds
    finders: Finders | None = None
    done = 0
    while some := _next():
        # Read before the texts: what is saved from here on is looked through once more.
        versions = _versions(some)
        if _follow_names(some):
            finders = None
        finders = finders or Finders()
        keys = [entry.pk for entry in some]
        for entry in Entry.objects.filter(pk__in=keys).select_related("text", "card"):
            _look_through(entry, finders, versions[entry.content_type_id, entry.object_id])
        done += len(some)
        progress(done, done + due().count())
        if until is not None and time.monotonic() >= until:
            break
    return done


def _next() -> list[Any]:
    """Return the next entries; people and organisations first, whose names others may hold."""
    types = ContentType.objects.get_for_models(*NAMED.values()).values()
    order = Case(When(content_type__in=types, then=0), default=1)
    return list(due().order_by(order, "pk")[:BATCH])


def _versions(some: list[Any]) -> dict[tuple[int, int], int]:
    """Return, and keep from here on, which version of each text is read now."""
    Looked.objects.bulk_create(
        [Looked(content_type_id=one.content_type_id, object_id=one.object_id) for one in some],
        ignore_conflicts=True,
    )
    rows = Looked.objects.filter(object_id__in=[one.object_id for one in some])
    return {
        (kind, pk): version
        for kind, pk, version in rows.values_list("content_type", "object_id", "version")
    }


@transaction.atomic
def _look_through(entry: Any, finders: Finders, version: int) -> None:
    """Keep what a text names without a link, unless it was saved meanwhile."""
    found: list[Named] = []
    thing = entry.content_type.model_class()._base_manager.filter(pk=entry.object_id).first()
    if thing is not None and not getattr(thing, "archived_at", None):
        found = names_in(entry, finders)
        linked = linked_with(thing) if found else set()
        found = [one for one in found if (one.kind, one.pk) not in linked]
    where: dict[str, Any] = {"content_type": entry.content_type, "object_id": entry.object_id}
    kept = {(row.named_kind, row.named): row for row in UnlinkedMention.objects.filter(**where)}
    card = getattr(entry, "card", None)
    titles = (card.title_en, card.title_zh) if card else ()
    for one in found:
        told = {
            "count": min(one.count, 30_000),
            "language": one.language,
            "is_live": thing.live,
            "excerpts": one.excerpts,
            "told": "\n".join((*titles, one.told)),
            "seen": one.seen,
        }
        row = kept.pop((one.kind, one.pk), None)
        if row is None or any(getattr(row, name) != value for name, value in told.items()):
            UnlinkedMention.objects.update_or_create(
                **where, named_kind=one.kind, named=one.pk, defaults=told
            )
    UnlinkedMention.objects.filter(pk__in=[row.pk for row in kept.values()]).delete()
    looked = Looked.objects.filter(**where, version=version)
    links = print_of_links(thing) if isinstance(thing, RECORDS) else ""
    before = looked.values_list("links", flat=True).first()
    looked.update(is_done=True, links=links)
    if before and before != links:
        again(beside(thing))


def _follow_names(some: Iterable[Any]) -> bool:
    """Let texts be looked through again in which somebody may stand who is called otherwise now."""
    changed = False
    for kind, model in NAMED.items():
        base = ContentType.objects.get_for_model(model)
        keys = [one.object_id for one in some if one.content_type_id == base.pk]
        looked = Looked.objects.filter(content_type=base, object_id__in=keys)
        rows = {row.object_id: row for row in looked}
        records = model._base_manager.filter(pk__in=keys)
        for record in records.prefetch_related("aliases", "audience_groups"):
            row, told = rows[record.pk], names_told(record)
            if row.names != told:
                names = {*row.names.split("\n")[1:], *told.split("\n")[1:]}
                _look_again_for(kind, record.pk, names)
                Looked.objects.filter(pk=row.pk).update(names=told)
                changed = True
    return changed


def _look_again_for(kind: str, pk: int, names: set[str]) -> None:
    """Let the texts be looked through again that have one of these names, or had one."""
    condition = Q()
    for spelling in {spelling for name in names for spelling in spellings(name)}:
        condition |= Q(text__shown__icontains=spelling)
        condition |= Q(card__title_en__icontains=spelling)
        condition |= Q(card__title_zh__icontains=spelling)
    if condition:
        looked = entries().filter(Exists(_looked().filter(is_done=True)))
        again(looked.filter(condition).values_list("content_type", "object_id"))
    rows = UnlinkedMention.objects.filter(named_kind=kind, named=pk)
    again(rows.values_list("content_type", "object_id"))


def again(things: Iterable[tuple[int, int]]) -> None:
    """Let pages and records, by kind and number, be looked through once more."""
    by_kind: dict[int, list[int]] = defaultdict(list)
    for kind, pk in things:
        by_kind[kind].append(pk)
    for kind, keys in by_kind.items():
        for some in batched(keys):
            rows = Looked.objects.filter(content_type=kind, object_id__in=some)
            rows.update(is_done=False, version=F("version") + 1)
