"""One line of a file of articles, and what can be wrong with it."""

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.html import escape

# What `lang` may say, with the content language whose tree the article stands in.
LANGUAGES = {"en": "en", "zh-hans": "zh-hans", "zh-hant": "zh-hans"}
LONGEST = 255  # characters of an id and of a title
_HEADING = 60
_KEYS = ("id", "lang", "title", "text")
_ID = re.compile(r"[A-Za-z0-9_-]+")
# A database cannot keep them, a page cannot show them.
_BROKEN = re.compile("[\x00\ud800-\udfff]")


class BadLine(ValueError):
    """A line that cannot become an article; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Line:
    """An article to be: its address, the language it is typed in, and its words."""

    number: int
    id: str
    lang: str
    title: str
    text: str

    @property
    def locale(self) -> str:
        """The content language whose tree it stands in."""
        return LANGUAGES[self.lang]

    @property
    def key(self) -> UUID:
        """The translation key: the same id in two languages is one article in two languages."""
        return uuid5(NAMESPACE_URL, f"casebook:article:{self.id}")

    @property
    def digest(self) -> str:
        """A text that changes with what the line says."""
        return sha256(f"{self.lang}\n{self.title}\n{self.text}".encode()).hexdigest()

    @property
    def body(self) -> str:
        """The text as the stream of an article: a paragraph for each line that is not empty."""
        paragraphs = "".join(
            f"<p>{escape(paragraph)}</p>"
            for line in self.text.splitlines()
            if (paragraph := line.strip())
        )
        block = {"type": "text", "value": paragraphs, "id": str(uuid5(self.key, self.locale))}
        return json.dumps([block])


def read_line(raw: bytes, number: int) -> Line:
    """Return the article of a line; raises BadLine."""
    try:
        values = json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError as error:
        raise BadLine("is not UTF-8 text") from error
    except (ValueError, RecursionError) as error:
        raise BadLine(f"is not JSON ({error})") from error
    if not isinstance(values, dict):
        raise BadLine('is not an object such as {"id": …, "lang": …, "title": …, "text": …}')
    texts = {key: _text(values, key) for key in _KEYS}
    lang = texts["lang"].lower()
    if lang not in LANGUAGES:
        raise BadLine(f'"lang" is {texts["lang"]!r}: it must be en, zh-Hans or zh-Hant')
    if not _ID.fullmatch(texts["id"]):
        raise BadLine(
            f'"id" is {texts["id"]!r}: it becomes the address, '
            "so it may hold only unaccented letters, digits, - and _"
        )
    title = " ".join(texts["title"].split()) or _beginning(texts["text"])
    for key, value in (("id", texts["id"]), ("title", title)):
        if len(value) > LONGEST:
            raise BadLine(f'"{key}" has {len(value)} characters: at most {LONGEST} are possible')
    return Line(number, texts["id"], lang, title, texts["text"])


def _beginning(text: str) -> str:
    """Return what stands for the title of a text without one: its first words."""
    words = " ".join(text.split())
    if len(words) <= _HEADING:
        return words
    cut = words[:_HEADING]
    return f"{cut.rsplit(' ', 1)[0] if cut.isascii() else cut}…"


def _text(values: dict[str, Any], key: str) -> str:
    value = values.get(key)
    if not isinstance(value, str):
        raise BadLine(f'"{key}" is missing' if value is None else f'"{key}" is not a text')
    if not value.strip() and key != "title":
        raise BadLine(f'"{key}" is empty')
    if found := _BROKEN.search(value):
        raise BadLine(f'"{key}" holds a broken character (U+{ord(found[0]):04X})')
    return value
