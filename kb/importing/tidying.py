"""What no text needs and no reader gives: scripts, invisible controls, addresses that run code."""

import re
from dataclasses import replace

from kb.importing.read_text import ReadText

# Controls of terminals, what turns the order of letters round, and halves of characters.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)
_SCRIPT = re.compile(r"<\s{0,9}script\b", re.I)
_SCRIPT_END = re.compile(r"<\s{0,9}/\s{0,9}script\b[^<>]{0,99}>?", re.I)
_TAG_START = re.compile(r"<(?=\s{0,9}/?\s{0,9}script\b)", re.I)
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


def without_scripts(text: str) -> str:
    """Return a text without script elements, the last of which may not end."""
    # What stands around a script may make another, of which nobody needs many.
    for _ in range(_MOST_NESTED):
        pieces, place = [], 0
        while start := _SCRIPT.search(text, place):
            pieces.append(text[place : start.start()])
            end = _SCRIPT_END.search(text, start.end())
            place = end.end() if end else len(text)
        if not pieces:
            return text
        text = "".join([*pieces, text[place:]])
    return _TAG_START.sub("‹", text)


def _short(said: str) -> str:
    return " ".join(_plain(said[: 4 * _LONGEST_FIELD]).split())[:_LONGEST_FIELD]


def _plain(text: str) -> str:
    return without_scripts(_CONTROLS.sub("", text))
