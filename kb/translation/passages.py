"""A version of a page as passages: its translatable texts, paragraph by paragraph, in order."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Page, TranslatableMixin

from kb.translation.tracking import Passage

# What ends a paragraph of rich text.
_BREAK = re.compile(
    r"</?(?:p|h[1-6]|li|ul|ol|blockquote|div|hr|table|tr|td)\b[^>]*>", re.IGNORECASE
)
_LINE = re.compile(r"<br\b[^>]*>", re.IGNORECASE)  # within a paragraph
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")


def paragraphs(source: str) -> list[str]:
    """Return the paragraphs of rich text as plain text, empty ones left out."""
    whole = _BREAK.split(_LINE.sub("\n", source))
    pieces = (_SPACE.sub(" ", html.unescape(_TAG.sub("", one))) for one in whole)
    return [text for piece in pieces if (text := piece.strip())]


def passages(model: Any, content: Mapping[str, Any]) -> list[Passage]:
    """Return the passages of a version of a page; `content` is that of its revision."""
    return [one for one in _of_model(model, content, "") if one.text]


def _of_model(model: Any, content: Mapping[str, Any], above: str) -> Iterator[Passage]:
    for field in text_fields(model):
        value, path = content.get(field.name), f"{above}{field.name}"
        if isinstance(field, StreamField):
            raw = json.loads(value or "[]") if isinstance(value, str) else value
            yield from _of_block(field.stream_block, raw or [], path)
        elif isinstance(field, RichTextField):
            yield from (Passage(path, text) for text in paragraphs(value or ""))
        else:
            yield Passage(path, str(value or "").strip())
    if not issubclass(model, ClusterableModel):
        return
    for relation in get_all_child_relations(model):
        name, child = relation.get_accessor_name(), relation.related_model
        if name == COMMENTS_RELATION_NAME or not issubclass(child, TranslatableMixin):
            continue
        for place, row in enumerate(content.get(name) or []):
            key = row.get("translation_key") or place
            yield from _of_model(child, row, f"{above}{name}.{key}.")


def text_fields(model: Any) -> list[Any]:
    """Return the fields that hold authored text: of Wagtail's own, the title."""
    kept = {field.name for field in Page._meta.get_fields()} if issubclass(model, Page) else set()
    return [
        field
        for field in model._meta.fields
        if (field.name == "title" or field.name not in kept)
        and field.editable
        and not field.choices
        and isinstance(field, models.CharField | models.TextField | StreamField)
        and not isinstance(field, models.URLField | models.EmailField | ParentalKey)
    ]


def _choices(block: Any, raw: Mapping[str, Any]) -> Iterator[str]:
    for name, child in block.child_blocks.items():
        if isinstance(child, blocks.ChooserBlock) and raw.get(name):
            yield f"{child.target_model._meta.label_lower}:{raw[name]}"


def _of_block(block: Any, raw: Any, path: str) -> Iterator[Passage]:
    if isinstance(block, blocks.StreamBlock):
        for place, child in enumerate(raw or []):
            if child["type"] in block.child_blocks:
                below = f"{path}.{child.get('id') or place}"
                yield from _of_block(block.child_blocks[child["type"]], child["value"], below)
    elif isinstance(block, blocks.StructBlock):
        held = tuple(_choices(block, raw or {}))
        for name, child in block.child_blocks.items():
            for one in _of_block(child, (raw or {}).get(name), f"{path}.{name}"):
                yield replace(one, held=held + one.held) if held else one
    elif isinstance(block, blocks.ListBlock):
        for place, item in enumerate(raw or []):
            is_keyed = isinstance(item, dict) and "value" in item
            value, key = (item["value"], item.get("id") or place) if is_keyed else (item, place)
            yield from _of_block(block.child_block, value, f"{path}.{key}")
    elif isinstance(block, blocks.RichTextBlock):
        yield from (Passage(path, text) for text in paragraphs(raw or ""))
    elif isinstance(block, blocks.ChooserBlock | blocks.URLBlock | blocks.EmailBlock):
        return
    elif isinstance(raw, str):
        yield Passage(path, raw.strip())
