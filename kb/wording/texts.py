"""The Chinese texts of a page or record, each as it is handed to the converter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import capfirst
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from kb.language.conversion import Variant
from kb.language.detection import has_han
from kb.language.rich_text import passages
from kb.permissions import User
from kb.records.base import Record

# What Wagtail and the record keep for themselves, and addresses.
_NOT_PROSE = (models.SlugField, models.URLField, models.EmailField)


@dataclass(frozen=True, slots=True)
class Text:
    """One text; `place` says in words where it stands."""

    place: str
    text: str


def texts_of(thing: Any, to: Variant, user: User) -> Iterator[Text]:
    """Yield the texts of a version of a page or record that hold Chinese, in their order.

    A part that names a record somebody may not work on is left out: it may quote it.
    """
    yield from _of_whole(thing, to, Known(user))


class Known:
    """Which records somebody may work on, each asked for once."""

    def __init__(self, user: User) -> None:
        self.user = user
        self._answers: dict[tuple[Any, Any], bool] = {}

    def all_of(self, part: Any) -> bool:
        """Return whether every record that a part names may be known."""
        return all(
            self._may(field.related_model, getattr(part, field.attname))
            for field in part._meta.concrete_fields
            if field.is_relation
            and not isinstance(field, ParentalKey)
            and issubclass(field.related_model, Record)
        )

    def _may(self, model: Any, pk: Any) -> bool:
        if pk is None:
            return True
        if (model, pk) not in self._answers:
            mine = model.objects.editable_by(self.user)
            self._answers[model, pk] = mine.filter(pk=pk).exists()
        return self._answers[model, pk]


def _of_whole(thing: Any, to: Variant, known: Known) -> Iterator[Text]:
    for text in _of_fields(thing, to):
        if has_han(text.text):
            yield text
    for relation in get_all_child_relations(type(thing)):
        for child in getattr(thing, relation.get_accessor_name()).all():
            if known.all_of(child):
                yield from _of_whole(child, to, known)


def _of_fields(thing: Any, to: Variant) -> Iterator[Text]:
    base: Any = Page if isinstance(thing, Page) else Record if isinstance(thing, Record) else None
    kept = {field.name for field in base._meta.get_fields()} - {"title"} if base else set()
    for field in thing._meta.concrete_fields:
        if field.name in kept or not field.editable or isinstance(field, _NOT_PROSE):
            continue
        # Of a bilingual text the English half is English, whatever is quoted in it.
        if field.choices or field.name.endswith("_en"):
            continue
        place = str(capfirst(field.verbose_name))
        if isinstance(field, RichTextField):
            yield from (Text(place, one) for one in passages(getattr(thing, field.name) or "", to))
        elif isinstance(field, StreamField):
            for child in getattr(thing, field.name):
                yield from _of_block(child.block, child.value, place, to)
        elif isinstance(field, models.CharField | models.TextField):
            yield Text(place, getattr(thing, field.name) or "")


def _of_block(block: Any, value: Any, place: str, to: Variant) -> Iterator[Text]:
    if isinstance(block, blocks.RichTextBlock):
        yield from (Text(place, one) for one in passages(value.source if value else "", to))
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            if name != "en":
                yield from _of_block(child, value.get(name), place, to)
    elif isinstance(block, blocks.ListBlock):
        for one in value or ():
            yield from _of_block(block.child_block, one, place, to)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock) and value:
        yield Text(place, value)


def rich_texts_of(thing: Any) -> Iterator[str]:
    """Yield the HTML of every rich text of a page, those of its parts too."""
    for field in thing._meta.concrete_fields:
        if isinstance(field, RichTextField):
            yield getattr(thing, field.name) or ""
        elif isinstance(field, StreamField):
            for child in getattr(thing, field.name):
                yield from _rich_of_block(child.block, child.value)
    for relation in get_all_child_relations(type(thing)):
        for part in getattr(thing, relation.get_accessor_name()).all():
            yield from rich_texts_of(part)


def _rich_of_block(block: Any, value: Any) -> Iterator[str]:
    if isinstance(block, blocks.RichTextBlock):
        yield value.source if value else ""
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _rich_of_block(child, value.get(name))
    elif isinstance(block, blocks.ListBlock):
        for one in value or ():
            yield from _rich_of_block(block.child_block, one)
