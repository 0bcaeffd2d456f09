"""Chinese inside HTML in the reader's script, with every tag, attribute and address left as it is.

Only the text between tags changes, each piece in its place, so no element or attribute can come or
go. Words may run on through inline tags: the text of a block is converted as one and cut up again.

Editors mark a passage where they know better: `<span data-script="keep">` stays as it was typed,
and `<span data-hant="軟體">` is read as that in Traditional (`data-hk` in Hong Kong, where there is
one; `data-hans` in Simplified).
"""

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from itertools import chain

from kb.language import codes, protected_terms
from kb.language.conversion import Variant, convert_pieces
from kb.language.detection import has_han, script_of
from kb.language.protected_terms import TermSet
from kb.language.text_cache import TextCache
from kb.language.text_runs import VOID

# Never in a language of people.
_NOT_PROSE = {"code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea", "var"}
# Tags a word may run on through; all others end a passage.
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font", "i", "ins",
    "label", "mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "wbr",
}  # fmt: skip


# Where the words for a script are marked, the first one found wins.
_SAID_IN = {
    "zh-hans": ("data-hans",),
    "zh-hant": ("data-hant",),
    "zh-hk": ("data-hk", "data-hant"),
}
# 8 million characters, 32 MB at the most.
_cache = TextCache(limit=8_000_000)


@dataclass
class _Passage:
    """Places of text that belong together, and what is said there instead, if anything is."""

    places: list[tuple[int, int]] = field(default_factory=list)
    said: str = ""


def convert_html(html: str, to: Variant, terms: TermSet | None = None) -> str:
    """Return HTML with its Chinese in the script `to`.

    Left alone: code and its like, `translate="no"`, and passages marked as another language or as
    one script (`lang="en"`, `lang="zh-Hant"`), whose mark would no longer be true.
    """
    if not has_han(html):
        return html
    if terms is None:
        terms = protected_terms.current()
    key = (html, to, terms.version)
    found = _cache.get(key)
    if found is None:
        found = _convert(html, to, terms)
        _cache.set(key, found)
    return found


def _convert(html: str, to: Variant, terms: TermSet) -> str:
    finder = _ProseFinder(html, to)
    finder.feed(html)
    finder.close()
    prose = [[html[start:stop] for start, stop in passage.places] for passage in finder.passages]
    script = script_of("".join(chain.from_iterable(prose)))
    pieces = []
    end = 0
    for passage, texts in zip(finder.passages, prose, strict=True):
        if passage.said:
            converted = [escape(passage.said, quote=False), *[""] * (len(texts) - 1)]
        else:
            converted = convert_pieces(texts, to, terms, otherwise=script)
        for (start, stop), text in zip(passage.places, converted, strict=True):
            pieces += [html[end:start], text]
            end = stop
    return "".join([*pieces, html[end:]])


def passages(html: str, to: Variant) -> list[str]:
    """Return the texts of HTML that are converted, each joined over inline tags, in order."""
    finder = _ProseFinder(html, to)
    finder.feed(html)
    finder.close()
    return [
        "".join(html[start:stop] for start, stop in passage.places)
        for passage in finder.passages
        if not passage.said
    ]


class _ProseFinder(HTMLParser):
    """Finds the places of text to convert, grouped by passage."""

    def __init__(self, html: str, to: Variant) -> None:
        super().__init__(convert_charrefs=False)
        self.passages: list[_Passage] = []
        self._to = to
        self._current = _Passage()
        # Names of open elements, each with whether its text is to be converted.
        self._open: list[tuple[str, bool]] = []
        # How many were open where the words of a mark began.
        self._said_from = 0
        self._html = html
        # Lines are counted as the parser counts them.
        self._line_starts = [0, *(end.end() for end in re.finditer("\n", html))]

    @property
    def _converts(self) -> bool:
        return self._open[-1][1] if self._open else True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self._end_passage()
        if tag not in VOID:
            self._enter(tag, dict(attrs))

    def _enter(self, tag: str, attributes: dict[str, str | None]) -> None:
        converts = self._converts_inside(tag, attributes)
        self._open.append((tag, converts))
        said = next(filter(None, map(attributes.get, _SAID_IN[self._to])), None)
        if said and converts and not self._current.said:
            self._end_passage()
            self._current.said = said
            self._said_from = len(self._open)

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
        if self._current.said and len(self._open) < self._said_from:
            self._end_passage(said=True)

    def handle_data(self, data: str) -> None:
        start = self._here()
        if self._converts and self._html.startswith(data, start):
            self._current.places.append((start, start + len(data)))
        else:
            self._end_passage()

    def handle_entityref(self, name: str) -> None:
        self._pass_reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._pass_reference(f"&#{name}")

    def _pass_reference(self, written: str) -> None:
        """Words do not run on through a reference, but what is said instead takes its place."""
        if self._current.said and self._converts:
            start = self._here()
            stop = start + len(written)
            stop += self._html.startswith(";", stop)
            self._current.places.append((start, stop))
        else:
            self._end_passage()

    def close(self) -> None:
        super().close()
        self._end_passage(said=True)

    def _here(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column

    def _end_passage(self, *, said: bool = False) -> None:
        """Begin a new passage; one that is said otherwise goes on until its mark ends."""
        if self._current.said and not said:
            return
        if self._current.places:
            self.passages.append(self._current)
        self._current = _Passage()

    def _converts_inside(self, tag: str, attributes: dict[str, str | None]) -> bool:
        if tag in _NOT_PROSE or attributes.get("data-script") == "keep":
            return False
        translate = (attributes.get("translate") or "").lower()
        if translate == "no":
            return False
        if lang := attributes.get("lang"):
            return lang.lower() == "zh" or codes.tag(lang) == codes.tag(self._to)
        return translate == "yes" or self._converts
