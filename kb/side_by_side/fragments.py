"""Rich text cut into its paragraphs, and a paragraph into its sentences, with all marks kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

_BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "td", "th", "div"}
_VOID = {"br", "img", "embed", "hr", "wbr", "input"}
_LISTS = {"ul", "ol"}
_KINDS = {"h1": "h2", "h5": "h4", "h6": "h4", "blockquote": "quote", "div": "p", "td": "p"}
_KINDS |= {"th": "p"}
# Shows something without any text.
_SHOWN = {"img", "embed"}


@dataclass(frozen=True, slots=True)
class Fragment:
    """One paragraph of rich text: what stands inside it, its text, and what it is.

    `key` is the one its editor gave it, if any; `number` that of an item of a numbered list.
    """

    html: str
    text: str
    kind: str
    depth: int = 1
    number: int = 0
    key: str = ""


def fragments(html: str) -> list[Fragment]:
    """Return the paragraphs of rich text; empty ones are left out."""
    parser = _Fragments()
    parser.feed(html)
    parser.close()
    parser.end()
    return parser.found


class _Fragments(HTMLParser):
    """Collects what stands inside the innermost blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[Fragment] = []
        self._blocks: list[tuple[str, str, int]] = []  # tag, key, number
        self._lists: list[tuple[str, int]] = []
        self._html: list[str] = []
        self._text: list[str] = []
        self._inline: list[tuple[str, str]] = []

    def end(self) -> None:
        """Close the paragraph that is open: what an inner one interrupts ends before it."""
        for tag, _raw in reversed(self._inline):
            self._html.append(f"</{tag}>")
        html, text = "".join(self._html).strip(), "".join(self._text).strip()
        if text or any(f"<{tag}" in html for tag in _SHOWN):
            tag, key, number = self._blocks[-1] if self._blocks else ("p", "", 0)
            kind = _KINDS.get(tag, tag)
            if any(block[0] == "blockquote" for block in self._blocks) and tag == "p":
                kind = "quote"
            if tag == "li" and self._lists and self._lists[-1][0] == "ol":
                kind = "oli"
            depth = max(len(self._lists), 1)
            self.found.append(Fragment(html, text, kind, depth, number, key))
        self._html = [raw for _tag, raw in self._inline]
        self._text = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw = self.get_starttag_text() or ""
        if tag in _LISTS:
            self.end()
            self._lists.append((tag, 0))
        elif tag in _BLOCKS:
            self.end()
            number = 0
            if tag == "li" and self._lists:
                name, number = self._lists[-1][0], self._lists[-1][1] + 1
                self._lists[-1] = name, number
            self._blocks.append((tag, dict(attrs).get("data-block-key") or "", number))
        elif tag == "hr":
            self.end()
        else:
            self._html.append(raw)
            if tag == "br":
                self._text.append("\n")
            elif tag not in _VOID:
                self._inline.append((tag, raw))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _LISTS:
            self.end()
            if self._lists:
                self._lists.pop()
        elif tag in _BLOCKS:
            self.end()
            if self._blocks:
                self._blocks.pop()
        elif any(name == tag for name, _raw in self._inline):
            while True:
                name, _raw = self._inline.pop()
                self._html.append(f"</{name}>")
                if name == tag:
                    break

    def handle_data(self, data: str) -> None:
        self._html.append(data)
        self._text.append(data)

    def handle_entityref(self, name: str) -> None:
        self._html.append(f"&{name};")
        self._text.append(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self._html.append(f"&#{name};")
        self._text.append(unescape(f"&#{name};"))


def cut(html: str, ends: Sequence[int]) -> list[str]:
    """Cut what stands inside a paragraph where its text ends each sentence.

    `ends` are places in the text that `fragments` gives. Marks that run over an end are closed and
    opened again, so each piece stands by itself.
    """
    cutter = _Cutter(ends)
    cutter.feed(html)
    cutter.close()
    return cutter.pieces()


class _Cutter(HTMLParser):
    def __init__(self, ends: Sequence[int]) -> None:
        super().__init__(convert_charrefs=False)
        self._ends = list(ends)
        self._at = 0
        self._began = False
        self._pieces: list[list[str]] = [[]]
        self._inline: list[tuple[str, str]] = []

    def pieces(self) -> list[str]:
        """Return what was cut."""
        return ["".join(piece) for piece in self._pieces]

    def _next(self) -> None:
        self._pieces[-1] += [f"</{tag}>" for tag, _raw in reversed(self._inline)]
        self._pieces.append([raw for _tag, raw in self._inline])

    def _put(self, text: str, raw: str) -> None:
        # The text was taken without the spaces around it.
        if not self._began:
            if not text.strip():
                self._pieces[-1].append(raw)
                return
            self._began = True
            self._at -= len(text) - len(text.lstrip())
        if self._ends and self._at >= self._ends[0] and text.strip():
            self._ends.pop(0)
            self._next()
        self._pieces[-1].append(raw)
        self._at += len(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw = self.get_starttag_text() or ""
        if tag == "br":
            self._put("\n", raw)
        else:
            if self._ends and self._at >= self._ends[0]:
                self._ends.pop(0)
                self._next()
            self._pieces[-1].append(raw)
            if tag not in _VOID:
                self._inline.append((tag, raw))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._inline and self._inline[-1][0] == tag:
            self._inline.pop()
            self._pieces[-1].append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        for piece in self._parts(data):
            self._put(piece, piece)

    def _parts(self, data: str) -> Iterator[str]:
        """Yield data cut where a sentence ends inside it."""
        lead = 0 if self._began else len(data) - len(data.lstrip())
        start, at = 0, self._at - lead
        for end in [end - at for end in self._ends if 0 < end - at < len(data)]:
            yield data[start:end]
            start = end
        yield data[start:]

    def handle_entityref(self, name: str) -> None:
        self._put(unescape(f"&{name};"), f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._put(unescape(f"&#{name};"), f"&#{name};")
