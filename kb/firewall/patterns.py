"""What acts look for: expressions over folded text, kept as lists of words in `words/`.

A file holds sections, `[denial]`, with one expression a line, any of which will do. `{name}` is a
section of the same file or of `shared.txt`; `<12>` any twelve characters at the most inside a
clause, `<<40>>` any forty inside the sentence. Gaps are bounded, so that time grows with length
only. Lines that begin with `#` say what the next ones are about.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kb.firewall.needs import needed, pieces

FOLDER = Path(__file__).parent / "words"
_NAME = re.compile(r"\{([a-z_]+)\}")
_WIDE = re.compile(r"<<(\d+)>>")
_GAP = re.compile(r"<(\d+)>")


@cache
def sections(name: str) -> dict[str, list[str]]:
    """Return the lines of each section of a file of words, their names unresolved."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and line[1:-1].replace("_", "").isalpha():
            lines = found.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return found


class Expression:
    """The lines of one section. Only those are tried whose needed strings the text has."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = [re.compile(line) for line in lines]
        self._always: list[re.Pattern[str]] = []
        for place, line in enumerate(lines):
            strings = needed(line)
            for string in strings or ():
                _NEEDING.setdefault(string, []).append((self, place))
            if strings is None:
                self._always.append(self._lines[place])
        _Version.number += 1

    @property
    def needs_nothing(self) -> bool:
        """Whether a line may match whatever stands in a text."""
        return bool(self._always)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches of each line; those of two lines may overlap."""
        for line in self._candidates(text):
            yield from line.finditer(text)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in the text, whichever line it is of."""
        found: re.Match[str] | None = None
        for line in self._candidates(text):
            match = line.search(text)
            if match and (found is None or match.start() < found.start()):
                found = match
        return found

    def matches(self, text: str) -> bool:
        """Return whether any line matches anywhere."""
        return any(line.search(text) for line in self._candidates(text))

    def _candidates(self, text: str) -> list[re.Pattern[str]]:
        if not isinstance(text, Passage):
            return self._lines
        tried = text.worth_trying().get(self)
        if tried is None:
            return self._always
        return [*self._always, *(self._lines[place] for place in tried)]


class _Version:
    """Counts the expressions: what was worth trying before may be less than what is now."""

    number = 0


class Passage(str):
    """A text of which many expressions are asked: it remembers which are worth trying."""

    _tried: dict[Expression, set[int]]
    _version = -1

    @staticmethod
    def known() -> int:
        """Return how many expressions there are."""
        return _Version.number

    def worth_trying(self) -> dict[Expression, set[int]]:
        """Return the lines that may match, by expression."""
        if self._version != _Version.number:
            self._tried, self._version = _found(self), _Version.number
        return self._tried


# Which lines of which expressions a string is needed by.
_NEEDING: dict[str, list[tuple[Expression, int]]] = {}


def _found(text: str) -> dict[Expression, set[int]]:
    found: dict[Expression, set[int]] = {}
    for string in pieces(text) & _NEEDING.keys():
        for expression, place in _NEEDING[string]:
            found.setdefault(expression, set()).add(place)
    return found


class Words:
    """The expressions of one file by the names of its sections, compiled when first asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, section: str) -> Expression:
        if section.startswith("__"):
            raise AttributeError(section)
        lines = [self._expanded(line) for line in sections(self._name)[section]]
        expression = Expression(lines)
        setattr(self, section, expression)
        return expression

    def _expanded(self, line: str) -> str:
        while _NAME.search(line):
            line = _NAME.sub(lambda match: f"(?:{'|'.join(self._listed(match[1]))})", line)
        line = _WIDE.sub(r".{0,\1}?", line)
        return _GAP.sub(r"[^,;:.!?，、；：。！？]{0,\1}?", line)

    def _listed(self, section: str) -> list[str]:
        return sections(self._name).get(section) or sections("shared")[section]
