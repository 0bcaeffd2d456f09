"""Writing the search table, and whom else a change of an object concerns."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from modelsearch.index import Indexed, get_indexed_instance
from wagtail.models import ReferenceIndex

from kb.records.base import Record
from kb.search.analysis import ANALYSIS_VERSION, SPLIT_SINCE
from kb.search.cards import read_card, write_cards
from kb.search.engine import Change, Engine, Text
from kb.search.entries import (
    MARKED,
    Entry,
    EntryFacet,
    EntryName,
    EntryPrefix,
    EntryText,
    SearchChange,
)
from kb.search.indexable import Indexable, indexable
from kb.search.sources import SearchSource, sources

_CHANGES_KEPT = 500


def source_of(model: type[Model]) -> SearchSource | None:
    """Return the source that reads objects of exactly this model."""
    return next((source for source in sources if source.model is model), None)


@transaction.atomic
def index_objects(
    engine: Engine, model: type[Model], objects: Iterable[Any], *, cascade: bool = True
) -> None:
    """Write the entries of objects of one model; rows that would not change are not touched.

    With `cascade`, what depends on an object whose names or openness changed is written again.
    """
    content_type = ContentType.objects.get_for_model(model)
    source = source_of(model)
    wanted = {obj.pk: (obj, indexable(obj, source)) for obj in objects}
    known = _known(content_type, wanted)
    changed = []
    rows = []
    for pk, (obj, new) in wanted.items():
        old = known.get(pk)
        if old and isinstance(obj, Record) and _is_known_otherwise(old.indexable, new):
            changed.append(obj)
        if old is None or old.indexable != new:
            rows.append((new, old))
    _write(engine, content_type, rows)
    if source and source.beside:
        source.beside.write(list(wanted))
    # Who may see a record can change without a word of it: by the source of a citation.
    if rows or any(isinstance(obj, Record) for obj, _new in wanted.values()):
        note_change()
    if cascade:
        for obj in changed:
            index_referrers(engine, obj)


def _is_known_otherwise(old: Indexable, new: Indexable) -> bool:
    return (old.names, old.openness) != (new.names, new.openness)


def note_change() -> None:
    """Say, in the transaction of a change, that somebody may find something else from now on."""
    newest = SearchChange.objects.create().pk
    if newest % _CHANGES_KEPT == 0:
        SearchChange.objects.filter(pk__lt=newest).delete()


def index_referrers(engine: Engine, obj: Model) -> None:
    """Write again the entries of what refers to an object and may show something of it."""
    references = ReferenceIndex.get_references_to(obj).values_list("base_content_type", "object_id")
    for content_type_id, object_id in set(references):
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        if model is None or not issubclass(model, Indexed):
            continue
        referrer = model._base_manager.filter(pk=object_id).first()
        indexed = referrer and get_indexed_instance(referrer)
        if indexed:
            index_objects(engine, type(indexed), [indexed], cascade=False)


@transaction.atomic
def count_as(
    name: str,
    was: str,
    now: str,
    objects: Mapping[type[Model], Collection[int]],
    still: Mapping[type[Model], Collection[int]],
) -> None:
    """Count the objects that are under a value of a facet under another one, before they are read.

    Those in `still` remain under the first value as well.
    """
    for model, keys in objects.items():
        entries = Entry.objects.filter(content_type=ContentType.objects.get_for_model(model))
        for some in batched(keys):
            rows = EntryFacet.objects.filter(
                name=name, value=was, entry__in=entries.filter(object_id__in=some)
            )
            EntryFacet.objects.bulk_create(
                [
                    EntryFacet(entry_id=pk, name=name, value=now)
                    for pk in rows.values_list("entry", flat=True)
                ],
                ignore_conflicts=True,
            )
            left = set(some) - set(still.get(model, ()))
            rows.filter(entry__in=entries.filter(object_id__in=left)).delete()
    note_change()


def batched(keys: Iterable[int], size: int = 400) -> Iterator[list[int]]:
    """Yield keys a batch at a time: SQLite takes so many values in one statement."""
    every = sorted(keys)
    for start in range(0, len(every), size):
        yield every[start : start + size]


@transaction.atomic
def forget_object(engine: Engine, obj: Model) -> None:
    """Take an object out of the table, whichever class of its inheritance was indexed."""
    related = {type(obj), *type(obj)._meta.get_parent_list(), *type(obj).__subclasses__()}
    types = ContentType.objects.get_for_models(*related).values()
    forget_entries(engine, Entry.objects.filter(content_type__in=types, object_id=obj.pk))
    source = source_of(type(obj))
    if source and source.beside:
        source.beside.forget([obj.pk])


@transaction.atomic
def forget_entries(engine: Engine, entries: QuerySet[Entry]) -> None:
    """Take entries out; what cannot be taken out of the word index exactly finds nothing there."""
    engine.erase(
        [
            pk
            for pk, version in entries.values_list("pk", "analysis_version")
            if _is_split_as_today(version)
        ]
    )
    entries.delete()
    note_change()


@transaction.atomic
def forget_everything(engine: Engine) -> None:
    """Empty the table."""
    engine.reset()
    Entry.objects.all().delete()
    note_change()


# --- Rows ---------------------------------------------------------------------


@dataclass(frozen=True)
class _Known:
    entry: Entry
    indexable: Indexable

    @property
    def is_exact(self) -> bool:
        """Whether the tokens that stand in the index follow from the stored text."""
        return hasattr(self.entry, "text") and _is_split_as_today(self.entry.analysis_version)


def _is_split_as_today(version: int) -> bool:
    return version == MARKED or SPLIT_SINCE <= version <= ANALYSIS_VERSION


def _known(content_type: ContentType, object_ids: Iterable[int]) -> dict[int, _Known]:
    """Return what the table holds of these objects."""
    entries = Entry.objects.filter(content_type=content_type, object_id__in=list(object_ids))
    entries = entries.select_related("text", "card")
    entries = entries.prefetch_related("names", "prefixes", "facets")
    return {entry.object_id: _Known(entry, _read(entry)) for entry in entries}


def _read(entry: Entry) -> Indexable:
    text: EntryText | None = getattr(entry, "text", None)
    return Indexable(
        object_id=entry.object_id,
        kind=entry.kind,
        language=entry.language,
        day=entry.day,
        day_end=entry.day_end,
        year=entry.year,
        openness=entry.openness,
        # A row of another version of the analysis, or without its text, equals nothing.
        length=entry.length if text and entry.analysis_version == ANALYSIS_VERSION else -1,
        text=Text(text.title, text.body, text.shown) if text else Text(),
        names=frozenset((name.key, name.text, name.language) for name in entry.names.all()),
        prefixes=frozenset(prefix.key for prefix in entry.prefixes.all()),
        facets=frozenset((facet.name, facet.value) for facet in entry.facets.all()),
        card=read_card(entry),
    )


def _write(
    engine: Engine, content_type: ContentType, rows: list[tuple[Indexable, _Known | None]]
) -> None:
    if not rows:
        return
    # Tokens that were split otherwise cannot be taken out one by one: such an entry gets a new
    # number, and what is left of the old one finds nothing.
    Entry.objects.filter(
        pk__in=[old.entry.pk for _new, old in rows if old and not old.is_exact]
    ).delete()
    entries = Entry.objects.bulk_create(
        [
            Entry(
                content_type=content_type,
                object_id=new.object_id,
                kind=new.kind,
                language=new.language,
                day=new.day,
                day_end=new.day_end,
                year=new.year,
                length=new.length,
                openness=new.openness,
                analysis_version=ANALYSIS_VERSION,
            )
            for new, _old in rows
        ],
        update_conflicts=True,
        unique_fields=["content_type", "object_id"],
        update_fields=[
            "kind", "language", "day", "day_end", "year", "length", "openness", "analysis_version",
        ],
    )  # fmt: skip
    changes, renamed, counted, cards = [], [], [], []
    for entry, (new, old) in zip(entries, rows, strict=True):
        kept = old.indexable if old and old.entry.pk == entry.pk else None
        if kept is None or kept.text != new.text or kept.length < 0:
            changes.append(Change(entry.pk, new.text, kept.text if kept else None))
        if kept is None or (kept.names, kept.prefixes) != (new.names, new.prefixes):
            renamed.append((entry, new))
        if kept is None or kept.facets != new.facets:
            counted.append((entry, new))
        if kept is None or kept.card != new.card:
            cards.append((entry, new.card, kept.card if kept else None))
    engine.write(changes)
    _write_names(renamed)
    _write_facets(counted)
    write_cards(cards)


def _write_names(rows: list[tuple[Entry, Indexable]]) -> None:
    entries = [entry for entry, _new in rows]
    EntryName.objects.filter(entry__in=entries).delete()
    EntryName.objects.bulk_create(
        EntryName(entry=entry, key=key, text=text, language=language)
        for entry, new in rows
        for key, text, language in sorted(new.names)
    )
    EntryPrefix.objects.filter(entry__in=entries).delete()
    EntryPrefix.objects.bulk_create(
        EntryPrefix(entry=entry, key=key) for entry, new in rows for key in sorted(new.prefixes)
    )


def _write_facets(rows: list[tuple[Entry, Indexable]]) -> None:
    EntryFacet.objects.filter(entry__in=[entry for entry, _new in rows]).delete()
    EntryFacet.objects.bulk_create(
        EntryFacet(entry=entry, name=name, value=value)
        for entry, new in rows
        for name, value in sorted(new.facets)
    )
