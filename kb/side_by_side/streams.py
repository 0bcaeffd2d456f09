"""The passages of a stream, from the blocks as they are stored, for one reader.

What stands on a record (a quotation on its source) is hidden with it, as on the page itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape
from typing import Any

from django.urls import NoReverseMatch
from django.utils.html import format_html
from wagtail import blocks

from kb.blocks.bilingual import BilingualBlock
from kb.blocks.callouts import RulesBlock
from kb.blocks.records import RecordBlock
from kb.history.seen import Seen
from kb.language.codes import Language, language
from kb.language.detection import script_of
from kb.models import Rule
from kb.records.bilingual import Bilingual
from kb.side_by_side.fragments import fragments
from kb.side_by_side.passages import Passage
from kb.text_parts import Half

# What the fields of a block are marked up as, where they are no paragraphs.
KINDS: Mapping[tuple[str, str], str] = {
    ("key_message", "text"): "message",
    ("key_message", "note"): "note",
    ("steps", "title"): "h4",
    ("step", "what"): "oli",
    ("step", "who"): "meta",
    ("step", "when"): "meta",
    ("quotation", "text"): "quote",
    ("quotation", "speaker"): "by",
    ("quotation", "place"): "by",
    ("citation", "quote"): "cited",
    ("citation", "note"): "note",
    ("rules", "intro"): "p",
}
# What the items of a list are, by the block and field they stand in.
ITEMS: Mapping[tuple[str, str], str] = {("steps", "steps"): "step", ("citations", ""): "citation"}


def stream_passages(
    block: blocks.StreamBlock, raw: Any, path: str, half: Half, seen: Seen
) -> Iterator[Passage]:
    """Yield the passages of a stream; `raw` is the list that `get_prep_value` gives."""
    collect(block, raw, seen)
    for child in raw or []:
        if child["type"] in block.child_blocks:
            walk = _Walk(child["type"], half, seen)
            inner = block.child_blocks[child["type"]]
            yield from walk.passages(inner, child["value"], f"{path}.{child['id']}")


def rich_text_passages(html: str, path: str) -> Iterator[Passage]:
    """Yield the paragraphs of rich text."""
    for place, one in enumerate(fragments(html)):
        yield Passage(
            one.html, one.text, one.kind, path, one.key or str(place), one.number, one.depth
        )


def text_passages(text: str, path: str, kind: str = "p") -> Iterator[Passage]:
    """Yield the lines of a plain text."""
    lines = [line.strip() for line in str(text or "").splitlines() if line.strip()]
    for place, line in enumerate(lines):
        yield Passage(escape(line, quote=False), line, kind, path, str(place))


def collect(block: Any, raw: Any, seen: Seen) -> None:
    """Tell `seen` of the records that a stream names, so that each kind is one query."""
    if isinstance(block, blocks.StreamBlock):
        for child in raw or []:
            if child["type"] in block.child_blocks:
                collect(block.child_blocks[child["type"]], child["value"], seen)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            collect(child, (raw or {}).get(name), seen)
    elif isinstance(block, blocks.ListBlock):
        for item in raw or []:
            collect(block.child_block, _value_of(item), seen)
    elif isinstance(block, blocks.ChooserBlock):
        seen.want(block.target_model, raw)


def _value_of(item: Any) -> Any:
    return item["value"] if isinstance(item, dict) and "value" in item else item


class _Walk:
    """Goes through one block of a page."""

    def __init__(self, name: str, half: Half, seen: Seen) -> None:
        self.name, self.half, self.seen = name, half, seen

    def passages(self, block: Any, raw: Any, path: str, kind: str = "p") -> Iterator[Passage]:
        """Yield the passages of a block of any kind."""
        if isinstance(block, RecordBlock):
            yield from self._record(block, raw or {}, path)
        elif isinstance(block, BilingualBlock):
            yield from rich_text_passages((raw or {}).get(self.half) or "", path)
        elif isinstance(block, blocks.StructBlock):
            yield from self._struct(block, raw or {}, path)
        elif isinstance(block, blocks.ListBlock):
            yield from self._list(block, raw or [], path)
        elif isinstance(block, blocks.RichTextBlock):
            yield from rich_text_passages(raw or "", path)
        elif isinstance(raw, str) and isinstance(block, blocks.FieldBlock):
            yield from text_passages(raw, path, kind)

    def _struct(self, block: blocks.StructBlock, raw: Mapping[str, Any], path: str) -> Any:
        choosers = [
            (name, child)
            for name, child in block.child_blocks.items()
            if isinstance(child, blocks.ChooserBlock)
        ]
        if any(not self.seen.may(child.target_model, raw.get(name)) for name, child in choosers):
            return
        for name, child in block.child_blocks.items():
            kind = KINDS.get((self.name, name), "p")
            if isinstance(child, blocks.ListBlock):
                yield from self._list(child, raw.get(name) or [], f"{path}.{name}", name)
            elif isinstance(child, blocks.ChooserBlock):
                record = self.seen.get(child.target_model, raw.get(name))
                yield from record_passages(record, f"{path}.{name}", self.half, "by")
            else:
                yield from self.passages(child, raw.get(name), f"{path}.{name}", kind)
        if isinstance(block, RulesBlock):
            yield from self._rules(path)

    def _list(
        self, block: blocks.ListBlock, raw: list[Any], path: str, field: str = ""
    ) -> Iterator[Passage]:
        inner = _Walk(ITEMS.get((self.name, field), self.name), self.half, self.seen)
        for number, item in enumerate(raw, 1):
            key = item.get("id", number) if isinstance(item, dict) else number
            for passage in inner.passages(block.child_block, _value_of(item), f"{path}.{key}"):
                yield replace(passage, number=number) if passage.kind == "oli" else passage

    def _record(self, block: RecordBlock, raw: Mapping[str, Any], path: str) -> Iterator[Passage]:
        """Yield the label of a block that shows a record live, with the way to it."""
        chooser = block.child_blocks["incident"]
        record = self.seen.get(chooser.target_model, raw.get("incident"))
        if record is not None:
            label = str(block.label)
            yield Passage(escape(label), label, "label", path, "label", told=True)
            yield from record_passages(record, path, self.half, "record")

    def _rules(self, path: str) -> Iterator[Passage]:
        for rule in Rule.objects.visible_to(self.seen.user):
            yield from record_passages(rule, f"{path}.{rule.code}", self.half, "record", rule.code)


def record_passages(
    record: Any, path: str, half: Half, kind: str, code: str = ""
) -> Iterator[Passage]:
    """Yield the name of a record with the way to it; in the other language where it has no half."""
    if record is None:
        return
    name = record.named if hasattr(record, "named") else Bilingual(str(record), str(record))
    text, written = half_of(name, half)
    if not text:
        return
    try:
        address = record.get_absolute_url()
    except (AttributeError, NoReverseMatch):
        address = ""
    shown = f"{code} {text}" if code else text
    html = format_html('<a href="{}">{}</a>', address, shown) if address else escape(shown)
    yield Passage(str(html), shown, kind, path, "record", written=written)


def half_of(value: Any, half: Half) -> tuple[str, Language | None]:
    """Return one half of a text in two writings, or the other one with its language."""
    if own := getattr(value, half):
        return own, None
    other = value.zh if half == "en" else value.en
    if not other:
        return "", None
    return other, script_of(other) if half == "en" else language("en")
