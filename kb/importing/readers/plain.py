"""Plain text."""

from kb.importing.encodings import decode
from kb.importing.read_text import ReadText


def read(data: bytes, name: str) -> ReadText:
    """Return the text of a text file."""
    text, encoding = decode(data, name)
    return ReadText(name, text, encoding)
