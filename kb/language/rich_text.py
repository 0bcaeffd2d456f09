"""Chinese inside HTML in the reader's script, with every tag, attribute and address left as it is.

Only the text between tags changes, each piece in its place, so no element or attribute can come or
go. Words may run on through inline tags: the text of a block is converted as one and cut up again.
"""

import re
from html.parser import HTMLParser
from itertools import accumulate

from kb.language import codes
from kb.language.codes import Language
from kb.language.conversion import Variant, convert
from kb.language.detection import script_of
from kb.language.protected_terms import TermSet

# Never in a language of people.
_NOT_PROSE = {"code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea", "var"}
# Elements without an end tag.
_VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
}  # fmt: skip
# Tags a word may run on through; all others end a passage.
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font", "i", "ins",
    "label", "mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "wbr",
}  # fmt: skip


def convert_html(html: str, to: Variant, terms: TermSet | None = None) -> str:
    """Return HTML with its Chinese in the script `to`.

    Left alone: code and its like, `translate="no"`, and passages marked as another language or as
    one script (`lang="en"`, `lang="zh-Hant"`), whose mark would no longer be true.
    """
    finder = _ProseFinder(html, to)
    finder.feed(html)
    finder.close()
    script = script_of(html)
    pieces = []
    end = 0
    for passage in finder.passages:
        texts = [html[start:stop] for start, stop in passage]
        converted = _convert_passage(texts, to, script, terms)
        for (start, stop), text in zip(passage, converted, strict=True):
            pieces += [html[end:start], text]
            end = stop
    return "".join([*pieces, html[end:]])


def _convert_passage(
    texts: list[str], to: Variant, script: Language, terms: TermSet | None
) -> list[str]:
    """Convert the pieces of one passage as one text."""
    whole = "".join(texts)
    converted = convert(whole, to, terms, otherwise=script)
    if len(converted) != len(whole):
        # A name is longer in the other script: what belongs to which piece cannot be told.
        return [convert(text, to, terms, otherwise=script) for text in texts]
    ends = list(accumulate(map(len, texts)))
    return [converted[end - len(text) : end] for text, end in zip(texts, ends, strict=True)]


class _ProseFinder(HTMLParser):
    """Finds the places of text to convert, grouped by passage."""

    def __init__(self, html: str, to: Variant) -> None:
        super().__init__(convert_charrefs=False)
        self.passages: list[list[tuple[int, int]]] = []
        self._to = to
        self._current: list[tuple[int, int]] = []
        # Names of open elements, each with whether its text is to be converted.
        self._open: list[tuple[str, bool]] = []
        self._html = html
        # Lines are counted as the parser counts them.
        self._line_starts = [0, *(end.end() for end in re.finditer("\n", html))]

    @property
    def _converts(self) -> bool:
        return self._open[-1][1] if self._open else True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self._end_passage()
        if tag not in _VOID:
            self._open.append((tag, self._converts_inside(tag, dict(attrs))))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # In HTML the slash means nothing: <b/> is open until its end tag.
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self._end_passage()
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == tag:
                del self._open[place:]
                break

    def handle_data(self, data: str) -> None:
        line, column = self.getpos()
        start = self._line_starts[line - 1] + column
        stop = start + len(data)
        if self._converts and self._html[start:stop] == data:
            self._current.append((start, stop))
        else:
            self._end_passage()

    def handle_entityref(self, name: str) -> None:
        self._end_passage()

    def handle_charref(self, name: str) -> None:
        self._end_passage()

    def close(self) -> None:
        super().close()
        self._end_passage()

    def _end_passage(self) -> None:
        if self._current:
            self.passages.append(self._current)
            self._current = []

    def _converts_inside(self, tag: str, attributes: dict[str, str | None]) -> bool:
        if tag in _NOT_PROSE:
            return False
        translate = (attributes.get("translate") or "").lower()
        if translate == "no":
            return False
        if lang := attributes.get("lang"):
            return lang.lower() == "zh" or codes.tag(lang) == codes.tag(self._to)
        return translate == "yes" or self._converts
