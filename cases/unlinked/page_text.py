"""Links to people and organisations in the paragraphs of a page's draft."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from typing import Any

from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText

from cases.unlinked.names import spellings_of
from kb.importing.mentions import Name, NameFinder

Change = Callable[[str], str]
_TAG = re.compile(r"<[^>]*>")
# No link within a link, and none in a heading.
_CLOSED = frozenset({"a", "h2", "h3", "h4"})


def has_link(page: Any, record: Any) -> bool:
    """Return whether any paragraph of a page leads to a record."""
    opening = _opening(record)
    return any(opening in html for html in _texts(page))


def link_first(page: Any, record: Any) -> bool:
    """Make the first place where a page names a record a link to it; return whether there is one.

    The page is a draft in memory: nothing is saved.
    """
    name = Name(str(record._meta.model_name), str(record.pk), spellings_of(record))
    finder = NameFinder([name])
    return _change_first(page, lambda html: linked(html, finder, _opening(record)))


def unlink(page: Any, record: Any) -> bool:
    """Take the first link to a record out of a page, its words stay; return whether one was."""
    pattern = re.compile(rf"{re.escape(_opening(record))}(.*?)</a>", re.DOTALL)
    return _change_first(page, lambda html: pattern.sub(r"\1", html, count=1))


def linked(html: str, finder: NameFinder, opening: str) -> str:
    """Return rich text with the first name in it as a link; unchanged where none may be made."""
    within: list[str] = []
    place = 0
    for tag in [*_TAG.finditer(html), None]:
        end = tag.start() if tag else len(html)
        if end > place and not _CLOSED & set(within):
            text = unescape(html[place:end])
            if found := finder.find(text):
                start, stop = found[0].start, found[0].end
                middle = f"{opening}{escape(text[start:stop], quote=False)}</a>"
                before, after = escape(text[:start], quote=False), escape(text[stop:], quote=False)
                return f"{html[:place]}{before}{middle}{after}{html[end:]}"
        if tag:
            _enter(within, tag[0])
            place = tag.end()
    return html


def _enter(within: list[str], tag: str) -> None:
    name = re.sub(r"^</?|[\s/>].*$", "", tag, flags=re.DOTALL).lower()
    if not tag.startswith("</"):
        if not tag.endswith("/>") and name not in ("br", "hr", "img", "embed"):
            within.append(name)
    elif name in within:
        del within[len(within) - 1 - within[::-1].index(name) :]


def _opening(record: Any) -> str:
    return f'<a linktype="{record._meta.model_name}" id="{record.pk}">'


# --- The rich texts of a page -------------------------------------------------------------------


def _texts(page: Any) -> Iterator[str]:
    found: list[str] = []

    def see(html: str) -> str:
        found.append(html)
        return html

    _change_first(page, see)
    yield from found


def _change_first(page: Any, change: Change) -> bool:
    """Apply a change to the rich texts of a page in their order, until it changes one."""
    return any(_in_fields(thing, change) for thing in _with_texts(page))


def _with_texts(page: Any) -> Iterator[Any]:
    """Yield a page and its parts that have texts of their own, in the order they are read."""
    yield page
    for phase in page.phases.all() if hasattr(page, "phases") else ():
        yield phase
        yield from phase.measures.all()


def _in_fields(thing: Any, change: Change) -> bool:
    for field in thing._meta.get_fields():
        if isinstance(field, RichTextField):
            html = getattr(thing, field.name) or ""
            if (new := change(html)) != html:
                setattr(thing, field.name, new)
                return True
        elif isinstance(field, StreamField):
            for child in getattr(thing, field.name):
                if (new := _in_block(child.block, child.value, change)) is not None:
                    child.value = new
                    return True
    return False


def _in_block(block: Any, value: Any, change: Change) -> Any:
    """Return the changed value of a block; None when nothing in it changes."""
    if isinstance(block, blocks.RichTextBlock):
        html = value.source if value else ""
        new = change(html)
        return RichText(new) if new != html else None
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            new = _in_block(child, value.get(name), change)
            if new is not None:
                value[name] = new
                return value
    elif isinstance(block, blocks.ListBlock):
        for bound in value.bound_blocks if value else ():
            new = _in_block(block.child_block, bound.value, change)
            if new is not None:
                bound.value = new
                return value
    return None
