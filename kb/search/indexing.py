"""Writing the search table: what an object is found by, and whom else a change of it concerns."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from modelsearch.index import Indexed, get_indexed_instance
from wagtail.models import ReferenceIndex

from kb.records.base import Record
from kb.search.analysis import ANALYSIS_VERSION
from kb.search.analysis.normalise import clean, fold
from kb.search.analysis.pipeline import stored, stream, units
from kb.search.analysis.segment import is_han, words
from kb.search.engine import Change, Engine, Text
from kb.search.entries import Entry, EntryName, EntryPrefix, EntryText
from kb.search.openness import openness
from kb.search.plain_fields import beginnings, plain_text
from kb.search.sources import SearchSource, SearchText, sources
from kb.text_parts import TextPart

_MOST_PREFIXES = 120
_LONGEST_PREFIX = 24
_LONGEST_NAME = 200
# What is found but makes no excerpt: it stands beside the text, not in it.
_NOT_QUOTED = {"alias", "name", "label", "code"}


@dataclass(frozen=True)
class Indexable:
    """All that the search table holds of one object."""

    object_id: int
    kind: str
    language: str
    day: date | None
    day_end: date | None
    openness: str
    length: int
    text: Text
    names: frozenset[tuple[str, str, str]] = field(default_factory=frozenset)
    prefixes: frozenset[str] = field(default_factory=frozenset)


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
    wanted = {obj.pk: (obj, _indexable(obj, source)) for obj in objects}
    known = _known(content_type, wanted)
    changed = []
    rows = []
    for pk, (obj, new) in wanted.items():
        old = known.get(pk)
        if old and (old.indexable.names, old.indexable.openness) != (new.names, new.openness):
            changed.append(obj)
        if old is None or old.indexable != new:
            rows.append((new, old))
    _write(engine, content_type, rows)
    if cascade:
        for obj in changed:
            index_referrers(engine, obj)


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
def forget_object(engine: Engine, obj: Model) -> None:
    """Take an object out of the table, whichever class of its inheritance was indexed."""
    related = {type(obj), *type(obj)._meta.get_parent_list(), *type(obj).__subclasses__()}
    types = ContentType.objects.get_for_models(*related).values()
    entries = Entry.objects.filter(content_type__in=types, object_id=obj.pk)
    engine.erase(entries.values_list("pk", flat=True))
    entries.delete()


@transaction.atomic
def forget_everything(engine: Engine) -> None:
    """Empty the table."""
    engine.reset()
    Entry.objects.all().delete()


# --- What an object is found by -----------------------------------------------


def _indexable(obj: Any, source: SearchSource | None) -> Indexable:
    text = source.text(obj) if source else plain_text(obj)
    title = stored(unit for part in text.title for unit in units(part.text))
    body = stored(unit for part in text.body for unit in units(part.text))
    return Indexable(
        object_id=obj.pk,
        kind=source.name if source else "",
        language=_language(text),
        day=text.start,
        day_end=text.end or text.start,
        openness=openness(obj) if isinstance(obj, Record) else "",
        length=len(stream(title)) + len(stream(body)),
        text=Text(
            title, body, shown_text(part for part in text.body if part.place not in _NOT_QUOTED)
        ),
        names=frozenset(_names(text.names)),
        prefixes=frozenset(_prefixes([*text.title, *text.names], beginnings(obj))),
    )


def _language(text: SearchText) -> str:
    found = {part.language for part in text.title or text.body if part.text.strip()}
    return Entry.Language.BOTH.value if len(found) == 2 else next(iter(found), "")


def _names(parts: Iterable[TextPart]) -> Iterator[tuple[str, str, str]]:
    for part in parts:
        key = " ".join(units(part.text))
        if key and len(key) <= _LONGEST_NAME:
            yield key, clean(part.text)[:_LONGEST_NAME], part.language


def _prefixes(parts: Iterable[TextPart], others: Iterable[str]) -> Iterator[str]:
    keys = dict.fromkeys(
        key[:_LONGEST_PREFIX]
        for text in [*(part.text for part in parts), *others]
        for word in words(fold(text))
        for key in tails(word)
    )
    yield from list(keys)[:_MOST_PREFIXES]


def tails(word: str) -> list[str]:
    """Return what a reader may begin to type for a folded word: any character on of a Han run."""
    return [word[i:] for i in range(len(word))] if is_han(word) else [word]


def shown_text(parts: Iterable[TextPart]) -> str:
    """Return parts as lines that begin with their language, for excerpts."""
    lines = ((part.language, " ".join(clean(part.text).split())) for part in parts)
    return "\n".join(f"{language} {line}" for language, line in lines if line)


def shown_parts(shown: str) -> list[tuple[str, str]]:
    """Return the languages and texts that `shown_text` put together."""
    return [(line[:2], line[3:]) for line in shown.split("\n") if line]


# --- Rows ---------------------------------------------------------------------


@dataclass(frozen=True)
class _Known:
    entry: Entry
    indexable: Indexable


def _known(content_type: ContentType, object_ids: Iterable[int]) -> dict[int, _Known]:
    """Return what the table holds of these objects."""
    entries = Entry.objects.filter(content_type=content_type, object_id__in=list(object_ids))
    entries = entries.select_related("text").prefetch_related("names", "prefixes")
    return {entry.object_id: _Known(entry, _read(entry)) for entry in entries}


def _read(entry: Entry) -> Indexable:
    text: EntryText | None = getattr(entry, "text", None)
    return Indexable(
        object_id=entry.object_id,
        kind=entry.kind,
        language=entry.language,
        day=entry.day,
        day_end=entry.day_end,
        openness=entry.openness,
        # A row of another version of the analysis, or without its text, equals nothing.
        length=entry.length if text and entry.analysis_version == ANALYSIS_VERSION else -1,
        text=Text(text.title, text.body, text.shown) if text else Text(),
        names=frozenset((name.key, name.text, name.language) for name in entry.names.all()),
        prefixes=frozenset(prefix.key for prefix in entry.prefixes.all()),
    )


def _write(
    engine: Engine, content_type: ContentType, rows: list[tuple[Indexable, _Known | None]]
) -> None:
    if not rows:
        return
    # Tokens that another version of the analysis made cannot be taken out one by one: such an
    # entry gets a new number, and what is left of the old one finds nothing.
    Entry.objects.filter(
        pk__in=[
            old.entry.pk
            for _new, old in rows
            if old and old.entry.analysis_version != ANALYSIS_VERSION
        ]
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
                length=new.length,
                openness=new.openness,
                analysis_version=ANALYSIS_VERSION,
            )
            for new, _old in rows
        ],
        update_conflicts=True,
        unique_fields=["content_type", "object_id"],
        update_fields=[
            "kind", "language", "day", "day_end", "length", "openness", "analysis_version",
        ],
    )  # fmt: skip
    changes, renamed = [], []
    for entry, (new, old) in zip(entries, rows, strict=True):
        kept = old.indexable if old and old.entry.pk == entry.pk else None
        if kept is None or kept.text != new.text or kept.length < 0:
            changes.append(Change(entry.pk, new.text, kept.text if kept else None))
        if kept is None or (kept.names, kept.prefixes) != (new.names, new.prefixes):
            renamed.append((entry, new))
    engine.write(changes)
    _write_names(renamed)


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
