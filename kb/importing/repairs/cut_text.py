"""Texts that end in the middle: marked as cut, so that nobody quotes them as whole."""

import re
from collections.abc import Iterator

from kb.importing.repairs.edit import Edit

MARK = "[…]"
_HAN = "\u3400-\u9fff"
_DOTS = re.compile(rf"(?<=[{_HAN}A-Za-z，。；：、！？”“‘’」』（《,;:!?]) ?(?:\.\.\.|…)$")
_LEADING = re.compile(rf"^(?:\.\.\.|…) ?(?=[{_HAN}])")
_DOTTED = ("...", "…")
# A line that ends so has not ended.
_OPEN = re.compile(rf"[{_HAN}A-Za-z0-9，、,]$")
_STOP = re.compile("[。！？；]")
_PROSE = 60
# A short line may trail off because its author did.
_LINE = 30
_CHINESE = re.compile(f"[{_HAN}]")


def find(text: str) -> Iterator[Edit]:
    """Yield the dots of cut lines, and the end of a Chinese text that has no end."""
    lines = text.split("\n")
    is_digest = _is_digest(lines)
    last = max((number for number, line in enumerate(lines) if line.strip()), default=-1)
    place = 0
    for number, line in enumerate(lines):
        body = line.rstrip()
        end = place + len(body)
        may_be_cut = is_digest or number == last or body.startswith(_DOTTED)
        if (may_be_cut or body.endswith(_DOTTED)) and _CHINESE.search(body):
            if match := _LEADING.match(body):
                yield Edit(place, place + match.end(), MARK, "cut")
            match = _dots(body)
            if match and (number == last or is_digest or len(body) >= _LINE):
                yield Edit(place + match.start(), end, MARK, "cut")
            elif _is_prose(body) and (number == last or is_digest):
                yield Edit(end, end, MARK, "cut")
        place += len(line) + 1


def _dots(line: str) -> re.Match[str] | None:
    """Return the dots that a line ends with behind a word."""
    # From near the end on: the pattern would be tried at each character of the line.
    return _DOTS.search(line, max(len(line) - 4, 0)) if line.endswith(_DOTTED) else None


def _is_prose(line: str) -> bool:
    """Return whether a line is long running Chinese without an end."""
    return len(line) >= _PROSE and bool(_OPEN.match(line, len(line) - 1) and _STOP.search(line))


def _is_digest(lines: list[str]) -> bool:
    """Return whether several lines are cut, so that others without an end are excerpts as well."""
    cut = (line.rstrip() for line in lines)
    return sum(line.endswith(MARK) or _dots(line) is not None for line in cut) >= 2
