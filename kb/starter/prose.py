"""The few marks that starter texts are written with, as rich text.

Blocks are parted by empty lines: `## ` starts a heading, `- ` and `1. ` the lines of a list;
inside, `**bold**` and `[words](page:slug)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

# Gives the primary key of a page by its slug; None when it is not there.
PageFinder = Callable[[str], int | None]

_LINK = re.compile(r"\[([^\]]+)\]\(page:([a-z0-9-]+)\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ITEM = re.compile(r"(?:- |\d+\. )")


def rich_text(text: str, find_page: PageFinder) -> str:
    """Return a text with marks as the HTML that rich text fields store."""
    return "".join(_block(block, find_page) for block in re.split(r"\n\s*\n", text.strip()))


def numbered(steps: list[str], find_page: PageFinder) -> str:
    """Return lines as a numbered list."""
    return f"<ol>{_items(steps, find_page)}</ol>"


def _block(block: str, find_page: PageFinder) -> str:
    if block.startswith("## "):
        return f"<h2>{_inline(block[3:], find_page)}</h2>"
    if _ITEM.match(block):
        tag = "ul" if block.startswith("- ") else "ol"
        lines = [_ITEM.sub("", line, count=1) for line in block.splitlines()]
        return f"<{tag}>{_items(lines, find_page)}</{tag}>"
    return f"<p>{_inline(block, find_page)}</p>"


def _items(lines: list[str], find_page: PageFinder) -> str:
    return "".join(f"<li>{_inline(line, find_page)}</li>" for line in lines)


def _inline(text: str, find_page: PageFinder) -> str:
    def link(match: re.Match[str]) -> str:
        words, slug = match.groups()
        page = find_page(slug)
        return words if page is None else f'<a linktype="page" id="{page}">{words}</a>'

    return _LINK.sub(link, _BOLD.sub(r"<b>\1</b>", escape(text, quote=False)))
