"""The passages of a page of any kind, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from wagtail.admin.panels import FieldPanel, InlinePanel, PanelGroup
from wagtail.fields import RichTextField, StreamField

from kb.history.seen import Seen
from kb.side_by_side.passages import Passage, in_language, told
from kb.side_by_side.streams import rich_text_passages, stream_passages, text_passages
from kb.text_parts import Half

# Fields whose name is no heading: what they hold says what it is.
SPEAK_FOR_THEMSELVES = {"title", "summary", "body", "intro", "question", "answer"}
HEADINGS = {"title", "question"}


def page_passages(page: Any, half: Half, seen: Seen) -> list[Passage]:
    """Return the passages of a page's published text that this reader may see.

    Interface wording in it is in the language that is active.
    """
    found = [
        *text_passages(page.title, "title", "h1"),
        *text_passages(page.summary, "summary", "lead"),
    ]
    found += _of_panels(page, type(page).content_panels, "", half, seen, 2)
    return [in_language(passage, half) for passage in found]


def _of_panels(
    thing: Any, panels: Iterable[Any], path: str, half: Half, seen: Seen, level: int
) -> Iterator[Passage]:
    for panel in panels:
        if isinstance(panel, PanelGroup):
            yield from _of_panels(thing, panel.children, path, half, seen, level)
        elif isinstance(panel, InlinePanel):
            yield from _children(thing, panel, path, half, seen, level)
        elif isinstance(panel, FieldPanel):
            name = panel.field_name
            if not path and name in ("title", "summary"):
                continue
            yield from _of_field(thing, name, f"{path}{name}", half, seen, level)


def _of_field(
    thing: Any, name: str, path: str, half: Half, seen: Seen, level: int
) -> Iterator[Passage]:
    field = thing._meta.get_field(name)
    value = field.value_from_object(thing)
    found: list[Passage] = []
    if isinstance(field, StreamField):
        found = list(stream_passages(field.stream_block, value.get_prep_value(), path, half, seen))
    elif isinstance(field, RichTextField):
        found = list(rich_text_passages(value or "", path))
    elif isinstance(field, models.CharField | models.TextField) and not field.choices:
        kind = f"h{level}" if name in HEADINGS else "p"
        found = list(text_passages(value, path, kind))
    if found and name not in SPEAK_FOR_THEMSELVES:
        heading = "h2" if isinstance(field, StreamField) else "label"
        yield told(str(field.verbose_name), heading, path)
    yield from found


def _children(
    thing: Any, panel: InlinePanel, path: str, half: Half, seen: Seen, level: int
) -> Iterator[Passage]:
    rows = list(getattr(thing, panel.relation_name).all())
    name = f"{path}{panel.relation_name}"
    if rows and not path and panel.heading:
        yield told(str(panel.heading), "h2", name)
    for row in rows:
        panels = getattr(type(row), "panels", None) or [
            FieldPanel(field.name)
            for field in type(row)._meta.fields
            if field.editable and isinstance(field, models.TextField | models.CharField)
        ]
        inner = f"{name}.{getattr(row, 'translation_key', row.pk)}."
        yield from _of_panels(row, panels, inner, half, seen, min(level + 1, 4))
