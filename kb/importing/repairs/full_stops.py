"""Spaces missing after the full stops of English sentences."""

import re
from collections.abc import Iterator

from kb.importing.repairs.edit import Edit

# Two words of a sentence before it, and a word after it that goes on: no address, no file, no code.
_GLUED = re.compile(
    r"(?:(?<=[a-z][a-z’'”\")%])|(?<=[ \d]\d))([.?!])"
    r"(?=[“‘\"]?[A-Z][a-z’']*(?:,? [A-Za-z0-9‘“\"(]|-[a-z]))"
)
_SENTENCE = re.compile(r"[A-Za-z0-9’']+,? [A-Za-z0-9’'“”‘\-]+[\"”’)]*$")
_NAMES = {"Net", "Com", "Org", "Io", "Js", "Cn", "Exe", "Co"}
_WORD = re.compile(r"[A-Z][a-z]*")


def find(text: str) -> Iterator[Edit]:
    """Yield the place behind each full stop that a new sentence follows at once."""
    for match in _GLUED.finditer(text):
        after = _WORD.search(text, match.end())
        if after and after[0] in _NAMES:
            continue
        if _SENTENCE.search(text, max(match.start() - 60, 0), match.start()):
            yield Edit(match.end(), match.end(), " ", "full_stop")
