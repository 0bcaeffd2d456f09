"""Where the text of HTML stands that somebody may work on, between the tags."""

import re
from html.parser import HTMLParser

# Elements without an end tag.
VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
}  # fmt: skip


class TextRuns(HTMLParser):
    """Finds the places of text inside elements that are admitted; `runs` holds them in order.

    A kind of finder says in `admits` what it works on. References (`&amp;`) end a run.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.runs: list[tuple[int, int]] = []
        self._html = html
        # Names of open elements, each with whether its text is admitted.
        self._open: list[tuple[str, bool]] = []
        # Lines are counted as the parser counts them.
        self._line_starts = [0, *(end.end() for end in re.finditer("\n", html))]

    def find(self) -> list[tuple[int, int]]:
        """Return where admitted text starts and stops."""
        self.feed(self._html)
        self.close()
        return self.runs

    def admits(self, tag: str, attributes: dict[str, str | None], outside: bool) -> bool:
        """Return whether text inside an element is admitted; `outside` says it of text around."""
        raise NotImplementedError

    @property
    def _admitted(self) -> bool:
        return self._open[-1][1] if self._open else True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self._open.append((tag, self.admits(tag, dict(attrs), self._admitted)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # In HTML the slash means nothing: <b/> is open until its end tag.
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == tag:
                del self._open[place:]
                break

    def handle_data(self, data: str) -> None:
        line, column = self.getpos()
        start = self._line_starts[line - 1] + column
        if self._admitted and self._html.startswith(data, start):
            self.runs.append((start, start + len(data)))
