"""A version in words: its fields and parts as one reader may know them, from a revision."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from kb.history.kinds import HistoryKind
from kb.history.seen import Seen
from kb.history.streams import plain, stream_text
from kb.language.codes import ENGLISH, Language
from kb.language.detection import script_of
from kb.language.reader import current_reader
from kb.language.reading import in_script, read
from kb.records.base import Record
from kb.records.bilingual import BilingualText
from kb.records.spans import Precision, Span
from kb.records.time import HonestTime
from kb.templatetags.times import day, when

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """One field in words; `tag` is the language where it is not the reader's.

    `other` says that it is the half of a bilingual text that the reader does not read.
    """

    label: str
    text: str
    tag: str = ""
    other: bool = False


@dataclass(frozen=True, slots=True)
class PartWords:
    """One part in words; `model` is the name of its kind of row."""

    model: str
    kind: str
    fields: Mapping[str, Words]

    @property
    def title(self) -> Words | None:
        """What it is told apart by: its first text, not a remark or the name of a group."""
        texts = [
            words
            for name, words in self.fields.items()
            if name.endswith(("_en", "_zh")) and not name.startswith(("remark", "group"))
        ]
        return next(iter((*texts, *self.fields.values())), None)


@dataclass(frozen=True, slots=True)
class Outline:
    """One version in words, its parts by their keys."""

    fields: Mapping[str, Words] = field(default_factory=dict)
    parts: Mapping[str, PartWords] = field(default_factory=dict)


def outline(kind: HistoryKind, model: Any, content: Row, seen: Seen) -> Outline | None:
    """Return a version in words, None when this reader may not know of it."""
    if not kind.admits(model, content, seen):
        return None
    reader = current_reader()
    parts: dict[str, PartWords] = {}
    for accessor, child, rows in _children(model, content):
        for place, row in enumerate(rows):
            if kind.admits(child, row, seen):
                key = str(row.get("key") or row.get("translation_key") or f"{accessor}-{place}")
                fields = dict(_fields(child, row, seen, reader))
                fields |= dict(_inner(kind, child, row, seen, reader))
                name = capfirst(str(child._meta.verbose_name))
                parts[key] = PartWords(str(child._meta.model_name), name, fields)
    return Outline(dict(_fields(model, content, seen, reader)), parts)


def collect(model: Any, content: Row, seen: Seen) -> None:
    """Tell `seen` of everything a version refers to."""
    for column in _columns(model):
        value = content.get(column.name)
        if isinstance(column, models.ManyToManyField):
            for pk in value or []:
                seen.want(column.related_model, pk)
        elif isinstance(column, models.ForeignKey):
            seen.want(column.related_model, value)
    for _accessor, child, rows in _children(model, content):
        for row in rows:
            collect(child, row, seen)


def _children(model: Any, content: Row) -> Iterator[tuple[str, Any, list[Row]]]:
    for relation in get_all_child_relations(model):
        accessor = relation.get_accessor_name()
        if rows := content.get(accessor):
            yield accessor, relation.related_model, rows


def _inner(
    kind: HistoryKind, model: Any, content: Row, seen: Seen, reader: Language
) -> Iterator[tuple[str, Words]]:
    """Yield the parts of a part, each kind as one field with a line for each."""
    for accessor, child, rows in _children(model, content):
        lines = [
            " · ".join(w.text for _name, w in _fields(child, row, seen, reader) if not w.other)
            for row in rows
            if kind.admits(child, row, seen)
        ]
        if text := "\n".join(line for line in lines if line):
            yield accessor, Words(capfirst(str(child._meta.verbose_name_plural)), text)


# --- Fields -------------------------------------------------------------------


def _columns(model: Any) -> list[Any]:
    """Return the fields that editors fill in, without what Wagtail and the record keep."""
    base = Page if issubclass(model, Page) else Record if issubclass(model, Record) else None
    kept = {column.name for column in base._meta.get_fields()} - {"title"} if base else set()
    kept |= {"sort_order", "key", "translation_key", "locale"}
    return [
        column
        for column in (*model._meta.fields, *model._meta.many_to_many)
        if column.name not in kept
        and column.editable
        and not isinstance(column, ParentalKey | models.AutoField | models.OneToOneField)
    ]


def _fields(model: Any, row: Row, seen: Seen, reader: Language) -> Iterator[tuple[str, Words]]:
    pairs, times = _declared(model, BilingualText), _declared(model, HonestTime)
    columns_of = {f"{name}_{half}": name for name in pairs for half in ("en", "zh")}
    columns_of |= {
        f"{name}_{end}": name for name in times for end in ("start", "end", "precision", "inferred")
    }
    done: set[str] = set()
    for column in _columns(model):
        name = columns_of.get(column.name)
        if name is None:
            if text := _text(column, row.get(column.name), seen, reader, model):
                yield column.name, Words(capfirst(str(column.verbose_name)), text)
        elif name not in done:
            done.add(name)
            if name in pairs:
                yield from _halves(name, pairs[name].label or name, row, reader)
            elif text := _time(name, row):
                yield name, Words(capfirst(str(times[name].label or name)), text)


def _declared(model: Any, kind: type[Any]) -> dict[str, Any]:
    return {
        name: value
        for parent in model.__mro__
        for name, value in vars(parent).items()
        if isinstance(value, kind)
    }


def _halves(name: str, label: Any, row: Row, reader: Language) -> Iterator[tuple[str, Words]]:
    label = capfirst(str(label))
    english, chinese = str(row.get(f"{name}_en") or ""), str(row.get(f"{name}_zh") or "")
    if reader.half == "zh":
        if chinese:
            yield f"{name}_zh", Words(label, in_script(chinese, reader))
        if english:
            named = f"{label} ({gettext('English')})"
            yield f"{name}_en", Words(named, english, ENGLISH.tag, other=bool(chinese))
        return
    if english:
        yield f"{name}_en", Words(label, english)
    if chinese:
        named = f"{label} ({gettext('Chinese')})"
        yield f"{name}_zh", Words(named, chinese, script_of(chinese).tag, other=bool(english))


def _time(name: str, row: Row) -> str:
    start, end = _moment(row.get(f"{name}_start")), _moment(row.get(f"{name}_end"))
    precision = row.get(f"{name}_precision") or Precision.UNKNOWN
    if start is None or end is None:
        return ""
    return " · ".join(
        filter(None, [when(Span(start, end, precision)), row.get(f"{name}_inferred")])
    )


def _moment(value: Any) -> datetime | None:
    return parse_datetime(value) if isinstance(value, str) else value


def _text(column: Any, value: Any, seen: Seen, reader: Language, model: Any) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(column, ParentalManyToManyField | models.ManyToManyField):
        names = (_read(seen.name(column.related_model, pk), reader) for pk in value)
        return "\n".join(name for name in names if name)
    if isinstance(column, models.ForeignKey):
        return _read(seen.name(column.related_model, value), reader)
    if isinstance(column, StreamField):
        return in_script(stream_text(column.stream_block, value, seen), reader)
    if isinstance(column, RichTextField):
        return in_script(plain(value), reader)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    for kind, write in _WRITTEN.items():
        if isinstance(column, kind):
            return write(value)
    # Pages are read in the reader's script; one text of a record is somebody's own words.
    return in_script(str(value), reader) if issubclass(model, Page) else str(value)


def _date(value: Any) -> str:
    found = value if isinstance(value, date) else parse_date(str(value)[:10])
    return str(day(found))


def _yes_or_no(value: Any) -> str:
    return gettext("Yes") if value else gettext("No")


# Which page or event a key stands for is not told: it may be hidden.
_WRITTEN: dict[type[Any], Callable[[Any], str]] = {
    models.BooleanField: _yes_or_no,
    models.DateField: _date,
    models.UUIDField: lambda value: "",
}


def _read(name: Any, reader: Language) -> str:
    return read(name, reader).text if name else ""
