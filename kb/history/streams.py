"""The words of a stream as it stands in a revision, without what the reader may not see."""

import json
from collections.abc import Iterator
from typing import Any

from wagtail import blocks
from wagtail.rich_text import get_text_for_indexing

from kb.history.kinds import Looking
from kb.language.marks import with_words


def plain(html: str) -> str:
    """Return the text of rich text, one line for each paragraph, with the words of its marks."""
    text = str(get_text_for_indexing(with_words(html))) if html else ""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def stream_text(block: Any, raw: Any, seen: Looking) -> str:
    """Return the words of a stream, one line for each piece; `raw` is JSON, or a list from it."""
    if isinstance(raw, str):
        raw = json.loads(raw or "[]")
    return "\n".join(line for line in _lines(block, raw, seen) if line.strip())


def _lines(block: Any, raw: Any, seen: Looking) -> Iterator[str]:
    """Yield the words of a block.

    A block that stands on a record (a quotation on its source) is hidden with it; what a block
    shows live of a record has a history there.
    """
    if isinstance(block, blocks.StreamBlock):
        for child in raw or []:
            if child["type"] in block.child_blocks:
                yield from _lines(block.child_blocks[child["type"]], child["value"], seen)
    elif isinstance(block, blocks.StructBlock):
        raw = raw or {}
        for name, child in block.child_blocks.items():
            if isinstance(child, blocks.ChooserBlock) and not seen.may(
                child.target_model, raw.get(name)
            ):
                return
        for name, child in block.child_blocks.items():
            yield from _lines(child, raw.get(name), seen)
    elif isinstance(block, blocks.ListBlock):
        for item in raw or []:
            value = item["value"] if isinstance(item, dict) and "value" in item else item
            yield from _lines(block.child_block, value, seen)
    elif isinstance(block, blocks.RichTextBlock):
        yield plain(raw or "")
    elif isinstance(block, blocks.ChooserBlock):
        return
    elif isinstance(raw, str):
        yield raw
