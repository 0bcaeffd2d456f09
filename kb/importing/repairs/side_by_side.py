"""A raw text beside the repaired one, passage by passage, with the differences marked."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.importing.repairs.cleaning import Cleaned
from kb.importing.repairs.edit import Repair

# A passage is a line; where a line goes on and on, some sentences of it.
_LONG = 240
_CUT = re.compile(r"\n|(?<=[。！？；])(?![\n」』”’）])|(?<=[.!?]) (?=[A-Z])")
# Where a line of this length has no end of a sentence, it is cut anyway.
_LONGEST = 900


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one side: `same` on both, `gone` from the raw, `new`, or kept as it was."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `start` to `end` of the raw text, and the repairs made or refused in them."""

    number: int
    start: int
    end: int
    made: tuple[Repair, ...]
    refused: tuple[Repair, ...]


class SideBySide:
    """A raw text, what it was repaired to, and the passages that repairs are in."""

    def __init__(self, raw: str, cleaned: Cleaned) -> None:
        self._raw = raw
        self._cleaned = cleaned
        self._stretches = list(cleaned.pieces.stretches())
        self._raw_starts = [stretch[2] for stretch in self._stretches]
        ends = list(_ends(raw, self._whole()))
        self._starts = [0, *ends[:-1]]
        self._ends = ends or [0]

    def _whole(self) -> list[tuple[int, int]]:
        """Return what no passage may end in: where something was replaced or left out."""
        every = (*self._cleaned.repairs, *self._cleaned.refused)
        found = [(one.start, one.end) for one in every if one.end > one.start]
        place = 0
        for _start, _end, raw_start, raw_end, copied in self._stretches:
            if copied:
                found.append((place, raw_start))
                place = raw_end
        found.append((place, len(self._raw)))
        return sorted(pair for pair in found if pair[1] > pair[0])

    def passages(self, rule: str = "") -> list[Passage]:
        """Return the passages that have repairs, or repairs of one rule, in their order."""
        kept: dict[int, tuple[list[Repair], list[Repair]]] = {}
        for side, repairs in enumerate((self._cleaned.repairs, self._cleaned.refused)):
            for repair in repairs:
                if rule in ("", repair.rule):
                    number = max(bisect_right(self._starts, repair.start) - 1, 0)
                    kept.setdefault(number, ([], []))[side].append(repair)
        return [
            Passage(
                number + 1,
                self._starts[number],
                self._ends[number],
                tuple(sorted(made, key=_place)),
                tuple(sorted(refused, key=_place)),
            )
            for number, (made, refused) in sorted(kept.items())
        ]

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where each passage of the raw text starts and ends."""
        return list(zip(self._starts, self._ends, strict=True))

    def before(self, passage: Passage) -> list[Piece]:
        """Return the raw side of a passage."""
        found, place = [], passage.start
        kept = sorted(
            {(one.start, one.end) for one in passage.refused if one.end > one.start},
        )
        for _start, _end, raw_start, raw_end, copied in self._within(passage):
            if not copied:
                continue
            first, last = max(raw_start, passage.start), min(raw_end, passage.end)
            if first > place:
                found.append(Piece("gone", self._raw[place:first]))
            found += self._same(first, last, kept)
            place = last
        if place < passage.end:
            found.append(Piece("gone", self._raw[place : passage.end]))
        return found

    def _same(self, start: int, end: int, kept: Sequence[tuple[int, int]]) -> Iterator[Piece]:
        """Yield a stretch that stayed, with what it stayed in spite of a rule set apart."""
        for first, last in kept:
            if start <= first and last <= end:
                if first > start:
                    yield Piece("same", self._raw[start:first])
                yield Piece("kept", self._raw[first:last])
                start = last
        if end > start:
            yield Piece("same", self._raw[start:end])

    def after(self, passage: Passage) -> list[Piece]:
        """Return the repaired side of a passage."""
        found = []
        for start, end, raw_start, raw_end, copied in self._within(passage):
            if copied:
                first = start + max(passage.start - raw_start, 0)
                last = end - max(raw_end - passage.end, 0)
                if last > first:
                    found.append(Piece("same", self._cleaned.text[first:last]))
            elif passage.start <= raw_start and (
                raw_start < passage.end or passage.end == len(self._raw)
            ):
                found.append(Piece("new", self._cleaned.text[start:end]))
        return found

    def _within(self, passage: Passage) -> list[tuple[int, int, int, int, bool]]:
        first = max(bisect_left(self._raw_starts, passage.start) - 1, 0)
        last = bisect_right(self._raw_starts, passage.end)
        return [one for one in self._stretches[first:last] if one[3] >= passage.start]


def _place(repair: Repair) -> tuple[int, int]:
    return repair.start, repair.end


def _ends(raw: str, whole: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Yield where passages end, the last at the end of the text."""
    start, number, inside = 0, 0, 0
    for place, is_line in _places(raw):
        while number < len(whole) and whole[number][0] < place:
            inside = max(inside, whole[number][1])
            number += 1
        if inside <= place and (is_line or place - start >= _LONG):
            yield place
            start = place
    yield len(raw)


def _places(raw: str) -> Iterator[tuple[int, bool]]:
    """Yield where a passage may end, and whether a line does."""
    last = 0
    for match in _CUT.finditer(raw):
        place = match.end()
        if last < place < len(raw):
            yield from ((far, False) for far in range(last + _LONGEST, place, _LONGEST))
            yield place, match[0] == "\n"
            last = place
    yield from ((far, False) for far in range(last + _LONGEST, len(raw), _LONGEST))
