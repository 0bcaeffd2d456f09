"""Where each character of a repaired text comes from in the raw one."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from kb.importing.repairs.edit import Edit


class Pieces:
    """A text made of stretches of another and of what was put between them."""

    def __init__(self, length: int) -> None:
        # Per piece: where it starts here, where there, and how long it is there. A copied piece
        # is as long here as there; an inserted one stands for what it replaced.
        self._starts = [0]
        self._pieces: list[tuple[int, int, bool]] = [(0, length, True)]
        self._length = length

    def raw_start(self, place: int) -> int:
        """Return the place in the raw text that a stretch starting here starts at."""
        start, raw, length, copied = self._at(place)
        return raw + (place - start if copied else 0 if place == start else length)

    def raw_end(self, place: int) -> int:
        """Return the place in the raw text that a stretch ending here ends at."""
        if place == 0:
            return 0
        start, raw, length, copied = self._at(place - 1)
        return raw + (place - start if copied else length)

    def stretches(self) -> Iterator[tuple[int, int, int, int, bool]]:
        """Yield, in their order, where each piece starts and ends here and in the raw text.

        Last comes whether it is copied; else it was put in, for what it replaced.
        """
        ends = [*self._starts[1:], self._length]
        for start, end, (raw, length, copied) in zip(self._starts, ends, self._pieces, strict=True):
            yield start, end, raw, raw + (end - start if copied else length), copied

    def _at(self, place: int) -> tuple[int, int, int, bool]:
        number = max(bisect_right(self._starts, place) - 1, 0)
        return (self._starts[number], *self._pieces[number])

    def edited(self, edits: Sequence[Edit]) -> "Pieces":
        """Return the pieces after edits in their order were made."""
        made = Pieces(0)
        made._starts, made._pieces = [], []
        place = here = 0
        for edit in edits:
            here = self._copy(made, place, edit.start, here)
            if edit.after:
                # What is only put in stands for nothing of the raw text.
                end = self.raw_end(edit.end)
                start = self.raw_start(edit.start) if edit.start < edit.end else end
                made._starts.append(here)
                made._pieces.append((start, max(end - start, 0), False))
                here += len(edit.after)
            place = edit.end
        self._copy(made, place, self._length, here)
        made._length = here + self._length - place
        if not made._pieces:
            made._starts, made._pieces = [0], [(0, 0, True)]
        return made

    def _copy(self, made: "Pieces", start: int, end: int, here: int) -> int:
        """Take over what lies between two places; return where it ends in the new text."""
        if start >= end:
            return here
        first = max(bisect_right(self._starts, start) - 1, 0)
        behind = bisect_left(self._starts, end)
        moved = here - start
        made._starts.append(here)
        made._starts += [place + moved for place in self._starts[first + 1 : behind]]
        pieces = self._pieces[first:behind]
        # The first and the last may be taken over in part.
        raw, length, copied = pieces[-1]
        if copied:
            pieces[-1] = (raw, end - self._starts[behind - 1], True)
        raw, length, copied = pieces[0]
        if copied:
            skipped = start - self._starts[first]
            pieces[0] = (raw + skipped, length - skipped, True)
        made._pieces += pieces
        return here + end - start
