"""What editors have decided about single spots of a text: "here it is 髮".

A decision holds wherever the same words stand in the same surroundings, so it follows its text
into lists, excerpts and copies, and stays when something else on the page changes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# Characters on each side that a spot is known by. Where a text begins or ends stands a line end.
CONTEXT = 6
EDGE = "\n"


@dataclass(frozen=True, slots=True)
class Decision:
    """What readers of a script get for `typed` between `before` and `after`."""

    to: str
    typed: str
    before: str
    after: str
    written: str


def surroundings(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after a spot; a line is a text of its own."""
    before = f"{EDGE}{text[max(0, start - CONTEXT) : start]}"
    after = f"{text[end : end + CONTEXT]}{EDGE}"
    before, after = before[before.rfind(EDGE) :], after[: after.index(EDGE) + 1]
    return before[-CONTEXT:], after[:CONTEXT]


class Decided:
    """The decisions for readers of one script, found in any text."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._written = {(one.typed, one.before, one.after): one.written for one in decisions}
        lengths: dict[str, set[int]] = {}
        for typed, _before, _after in self._written:
            lengths.setdefault(typed[0], set()).add(len(typed))
        # The longest first, so that a word wins over a character in it.
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}
        firsts = "".join(map(re.escape, lengths))
        self._first = re.compile(f"[{firsts}]") if firsts else None

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and what is written, from left to right, none overlapping."""
        if self._first is None:
            return
        end = 0
        for match in self._first.finditer(text):
            start = match.start()
            if start < end:
                continue
            for length in self._lengths[match[0]]:
                typed = text[start : start + length]
                around = surroundings(text, start, start + length)
                written = self._written.get((typed, *around))
                if written is not None:
                    end = start + length
                    yield start, end, written
                    break
