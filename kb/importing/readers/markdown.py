"""Markdown: read as it is typed, since its marks are light; front matter is told apart."""

import re

from kb.importing.encodings import decode
from kb.importing.read_text import ReadText

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.S)
_FIELD = re.compile(r"^(\w+):[ \t]*(.+)$", re.M)
_TAGS = re.compile(r"<(script|style)\b.*?</\1\s*>", re.I | re.S)


def read(data: bytes, name: str) -> ReadText:
    """Return the text of a Markdown file without its front matter and without scripts."""
    text, encoding = decode(data, name)
    fields: dict[str, str] = {}
    if front := _FRONT.match(text):
        fields = {key.lower(): value.strip(" \"'") for key, value in _FIELD.findall(front[1])}
        text = text[front.end() :]
    return ReadText(
        name,
        _TAGS.sub("", text).lstrip("\n"),
        encoding,
        title=fields.get("title", ""),
        outlet=fields.get("outlet", ""),
        author=fields.get("author", ""),
        published=fields.get("date", ""),
        url=fields.get("url", ""),
    )
