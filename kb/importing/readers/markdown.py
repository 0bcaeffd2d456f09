"""Markdown: read as it is typed, since its marks are light; front matter is told apart."""

import re

from kb.importing.encodings import decode
from kb.importing.read_text import ReadText
from kb.importing.tidying import without

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.S)
_FIELD = re.compile(r"^(\w+):[ \t]*(.+)$", re.M)
# What a link leads to when it runs code; its words stay.
_CODE = re.compile(
    r"\]\([\s<]{0,9}(?:java\s{0,3}script|vbscript|data)\s{0,3}:"
    r"(?:[^()\n]|\([^()\n]{0,200}\)){0,2000}\)?",
    re.I,
)


def read(data: bytes, name: str) -> ReadText:
    """Return the text of a Markdown file without its front matter and without scripts."""
    text, encoding = decode(data, name)
    fields: dict[str, str] = {}
    if front := _FRONT.match(text):
        fields = {key.lower(): value.strip(" \"'") for key, value in _FIELD.findall(front[1])}
        text = text[front.end() :]
    return ReadText(
        name,
        _CODE.sub("]", without("style", text)).lstrip("\n"),
        encoding,
        title=fields.get("title", ""),
        outlet=fields.get("outlet", ""),
        author=fields.get("author", ""),
        published=fields.get("date", ""),
        url=fields.get("url", ""),
    )
