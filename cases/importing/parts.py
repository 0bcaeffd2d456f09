"""What a raw document would become: one source, or one for each item of a digest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cases.choices import SourceLanguage
from cases.importing.times_apart import span_of
from kb.importing.dates import FoundDate
from kb.importing.document import Document
from kb.importing.structure.digest import Item
from kb.imports.taking_apart import apart
from kb.language.codes import Language
from kb.language.detection import language_of
from kb.models import RawDocument
from kb.records.spans import Span, parse_typed

WHOLE = "whole"
# What an editor may write over.
FIELDS = ("title", "outlet", "author", "published", "url")
_FIRST_WORDS = 60
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Part:
    """One source to be; `key` stays when repairs are refused.

    `found` says by field where it was found, as keys of `kb.importing.structure.head.FOUND`;
    `version_of` is the key of the first part that is the same article.
    """

    key: str
    text: str
    title: str
    outlet: str
    author: str
    published: Span
    url: str
    language: str
    found: Mapping[str, str] = field(default_factory=dict)
    version_of: str = ""


def parts_of(document: RawDocument) -> list[Part]:
    """Return the parts of a raw document, with what editors wrote over their heads."""
    return [_mended(part, document.mended.get(part.key, {})) for part in parts_as_found(document)]


def parts_as_found(document: RawDocument) -> list[Part]:
    """Return the parts of a raw document as it says itself."""
    found = apart(document)
    return [_of_item(item, found) for item in found.items] or [_whole(found)]


def item_key(found: Document, item: Item) -> str:
    """Return the key of an item: where its text starts in the raw text."""
    return f"item:{found.cleaned.pieces.raw_start(item.start)}"


def _of_item(item: Item, found: Document) -> Part:
    first = next(one for one in found.items if one.title_key == item.title_key)
    return Part(
        key=item_key(found, item),
        text=item.text,
        title=item.title,
        outlet=item.outlet,
        author=item.author,
        published=_span(found.published_of(item)),
        url=item.url,
        language=_language([language_of(item.text)]),
        found={
            "title": "digest",
            "outlet": item.outlet_from,
            "author": "byline",
            "published": item.date_from,
            "url": "label",
        },
        version_of="" if first is item else item_key(found, first),
    )


def _whole(found: Document) -> Part:
    head = found.head
    languages = list(found.languages)
    return Part(
        key=WHOLE,
        text=found.text,
        title=head.title or _first_words(found),
        outlet=head.outlet,
        author=head.author,
        published=_span(found.published),
        url=head.url,
        language=SourceLanguage.BILINGUAL if found.halves else _language(languages),
        found={
            "title": head.title_from if head.title else "words",
            "outlet": head.outlet_from,
            "author": head.author_from,
            "published": head.date_from,
            "url": head.url_from,
        },
    )


def _span(found: FoundDate | None) -> Span:
    """Return when a part was published, with what its date left open."""
    if found is None:
        return Span()
    return replace(span_of(found), inferred=str(found.reason)[:_LONGEST_REASON])


def _language(spoken: list[Language | None] | list[Language]) -> str:
    code = spoken[0].code if spoken and spoken[0] else ""
    return code if code in SourceLanguage.values else ""


def _first_words(found: Document) -> str:
    """Return the first line of a text, or its beginning."""
    line = next((line.strip() for line in found.text.split("\n") if line.strip()), "")
    return line if len(line) <= _FIRST_WORDS else f"{line[:_FIRST_WORDS]}…"


def _mended(part: Part, mended: Mapping[str, Any]) -> Part:
    """Return a part with what an editor wrote over its head."""
    written = {name: mended[name] for name in FIELDS if name in mended}
    if not written:
        return part
    told = {**part.found, **dict.fromkeys(written, "editor")}
    if "published" in written:
        written["published"] = parse_typed(written["published"])
    return replace(part, **written, found=told)
