"""What no text needs and no reader gives: scripts, invisible controls, addresses that run code."""

import re
from dataclasses import replace

from kb.importing.read_text import ReadText

# Controls of terminals, what turns the order of letters round, and halves of characters.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)
_START = {tag: re.compile(rf"<{tag}\b", re.I) for tag in ("script", "style")}
_END = {
    tag: re.compile(rf"<\s{{0,9}}/\s{{0,9}}{tag}\b[^<>]{{0,99}}>?", re.I)
    for tag in ("script", "style")
}
_WEB = re.compile(r"https?://[^\s<>\"'\\]{1,2000}\Z", re.I)
# A file may say megabytes of itself.
_LONGEST_FIELD = 500
_MOST_NESTED = 4


def tidied(found: ReadText) -> ReadText:
    """Return what a reader gave without scripts and controls, its fields short, its address web."""
    said = {
        field: _short(getattr(found, field)) for field in ("title", "outlet", "author", "published")
    }
    url = found.url.strip()
    return replace(found, text=_plain(found.text), url=url if _WEB.match(url) else "", **said)


def without(tag: str, text: str) -> str:
    """Return a text without "script" or "style" elements.

    One that never ends goes with the rest of its line: the text may only speak of it.
    """
    # What stands around an element may make another, of which nobody needs many.
    for _ in range(_MOST_NESTED):
        pieces, place, has_ends = [], 0, True
        while start := _START[tag].search(text, place):
            pieces.append(text[place : start.start()])
            end = _END[tag].search(text, start.end()) if has_ends else None
            has_ends = end is not None
            place = end.end() if end else _end_of_line(text, start.end())
        if not pieces:
            return text
        text = "".join([*pieces, text[place:]])
    return _START[tag].sub("", text)


def _end_of_line(text: str, place: int) -> int:
    end = text.find("\n", place)
    return end if end >= 0 else len(text)


def _short(said: str) -> str:
    return " ".join(_plain(said[: 4 * _LONGEST_FIELD]).split())[:_LONGEST_FIELD]


def _plain(text: str) -> str:
    return without("script", _CONTROLS.sub("", text))
