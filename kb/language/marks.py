"""How rich text says what a converter may not decide: kept passages, and words for one script.

`<span data-script="keep" translate="no">` keeps what is inside; `<span data-hant="...">`, with
`data-hk` and `data-hans` beside it or alone, gives readers of that script those words instead.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from typing import Final

from kb.language.conversion import Variant

KEEP: Final = {"data-script": "keep", "translate": "no"}
SAYS: Final[Mapping[Variant, str]] = {
    "zh-hant": "data-hant",
    "zh-hk": "data-hk",
    "zh-hans": "data-hans",
}
_MARKS = {"data-script", *SAYS.values()}


def without_marks(html: str) -> str:
    """Return rich text with the marks taken off and the words left: for what is translated."""
    remover = _Copier()
    remover.feed(html)
    remover.close()
    return "".join(remover.pieces)


def with_words(html: str) -> str:
    """Return rich text with the words of a mark in brackets after it: for what compares texts."""
    if not any(name in html for name in SAYS.values()):
        return html
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return "".join(writer.pieces)


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked piece of a text: where it stands, and what each script says (nothing: as typed)."""

    start: int
    end: int
    says: tuple[tuple[Variant, str], ...]


def marked(html: str) -> tuple[str, list[Marked]]:
    """Return the text of rich text, a line for each block, and its marked pieces."""
    reader = _Reader()
    if any(name in html for name in _MARKS):
        reader.feed(html)
        reader.close()
    return reader.text, reader.found


def said(html: str) -> Iterator[str]:
    """Yield the words that some readers get instead of the typed ones, each once."""
    if not any(name in html for name in SAYS.values()):
        return
    finder = _Finder()
    finder.feed(html)
    yield from dict.fromkeys(finder.found)


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "span":
            names = set(SAYS.values())
            self.found += [
                word for name, value in attrs if name in names and (word := (value or "").strip())
            ]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.found: list[Marked] = []
        self._spans: list[tuple[int, tuple[tuple[Variant, str], ...] | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "span":
            given = dict(attrs)
            is_mark = bool(_MARKS & given.keys())
            words = ((to, (given.get(name) or "").strip()) for to, name in SAYS.items())
            says = tuple((to, word) for to, word in words if word) if is_mark else None
            self._spans.append((len(self.text), says))
        elif tag == "br":
            self.text += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self._spans:
            start, says = self._spans.pop()
            if says is not None and start < len(self.text):
                self.found.append(Marked(start, len(self.text), says))
        elif tag in ("p", "li", "h2", "h3", "blockquote"):
            self.text += "\n"

    def handle_data(self, data: str) -> None:
        self.text += data


class _Copier(HTMLParser):
    """Copies HTML as it is, but for the tags of marks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.pieces: list[str] = []
        self._spans: list[dict[str, str | None]] = []

    def begin(self, mark: dict[str, str | None]) -> None:
        """Write what stands where a mark begins; `mark` are the attributes of its tag."""

    def end(self, mark: dict[str, str | None]) -> None:
        """Write what stands where a mark ends."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "span":
            mark = {name: value for name, value in attrs if name in _MARKS}
            self._spans.append(mark)
            if mark:
                self.begin(mark)
                return
        self.pieces.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self._spans and (mark := self._spans.pop()):
            self.end(mark)
            return
        self.pieces.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_entityref(self, name: str) -> None:
        self.pieces.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.pieces.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.pieces.append(f"<!--{data}-->")


class _Writer(_Copier):
    """Leaves the marks' words in brackets."""

    def end(self, mark: dict[str, str | None]) -> None:
        words = dict.fromkeys(filter(None, map(mark.get, SAYS.values())))
        if words:
            self.pieces.append(f"［{escape(' · '.join(words))}］")
