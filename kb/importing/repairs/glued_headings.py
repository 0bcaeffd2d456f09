"""Headings of slides glued to their text, told by what the text begins with again."""

import re
from collections.abc import Iterator

from kb.importing.repairs.edit import Edit

_LONG_LINE = 300
_STOP = re.compile(r"[。！？]")
_HEADING = re.compile(r"[\u3400-\u9fffA-Za-z]+")
_SHORTEST, _LONGEST = 4, 14
_SHARED = 3
# With one of these a heading does not end.
_NEVER_LAST = "的地得了着著是和與与在"


def find(text: str) -> Iterator[Edit]:
    """Yield the line ends around each heading whose first half its text repeats at once."""
    place, before = 0, ""
    for line in text.split("\n"):
        if len(line) >= _LONG_LINE:
            for start, end in _headings(line):
                if start == 0 and before and line.startswith(before[:_SHARED]):
                    continue  # its heading stands above it already
                if start:
                    yield Edit(place + start, place + start, "\n", "heading")
                yield Edit(place + end, place + end, "\n", "heading")
        place, before = place + len(line) + 1, line


def _headings(line: str) -> Iterator[tuple[int, int]]:
    starts = [0, *(match.end() for match in _STOP.finditer(line))]
    for start in starts:
        if end := _end(line, start):
            yield start, end


def _end(line: str, start: int) -> int | None:
    """Return where the heading that starts here ends, None when there is none."""
    run = _HEADING.match(line, start)
    if run is None:
        return None
    for size in range(_SHORTEST, _LONGEST + 1):
        rest = start + size
        if rest >= run.end():
            break
        shared = 0
        while shared < size and line[start + shared] == line[rest + shared : rest + shared + 1]:
            shared += 1
        if shared >= _SHARED and 2 * shared >= size and line[rest - 1] not in _NEVER_LAST:
            return rest
    return None
