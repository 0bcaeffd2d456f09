"""Which passages answer each other: as somebody said, by their place, else by their words."""

from __future__ import annotations

import hashlib
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from threading import Lock

from kb.language.side_by_side.aligner import Bead, Unit, align
from kb.language.side_by_side.evidence import SharedName
from kb.language.side_by_side.sentences import spans
from kb.search.dictionary.lookup import dictionary
from kb.side_by_side.passages import Passage

# Alignments that a process remembers, by what they were made from: no text and no permission.
_MOST = 512
# Passages that may be cut into sentences; all others are lines of their own.
PROSE = {"p", "li", "oli", "quote", "lead", "note"}


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of both sides of one pair of passages, by their ends, and their pairs."""

    english: tuple[tuple[tuple[int, int], ...], ...]
    chinese: tuple[tuple[tuple[int, int], ...], ...]
    beads: tuple[Bead, ...]


class _Remembered:
    """Results by a hash of all that they depend on; the ones not used for longest go first."""

    def __init__(self) -> None:
        self._found: OrderedDict[str, tuple[Bead, ...]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str, make: Callable[[], Sequence[Bead]]) -> tuple[Bead, ...]:
        with self._lock:
            if (found := self._found.get(key)) is not None:
                self._found.move_to_end(key)
                return found
        made = tuple(make())
        with self._lock:
            self._found[key] = made
            while len(self._found) > _MOST:
                self._found.popitem(last=False)
        return made


_remembered = _Remembered()


def pair(
    english: Sequence[Unit],
    chinese: Sequence[Unit],
    names: Iterable[SharedName] = (),
    fixed: Sequence[Bead] = (),
) -> tuple[Bead, ...]:
    """Return the pairs of two lists, from memory where the very same were paired before."""
    known = tuple(names)
    material = repr((english, chinese, known, fixed))
    key = hashlib.sha256(material.encode("utf-8", "replace")).hexdigest()
    return _remembered.get(
        key, lambda: align(english, chinese, lexicon=dictionary(), names=known, fixed=fixed)
    )


def pair_passages(
    english: Sequence[Passage],
    chinese: Sequence[Passage],
    names: Iterable[SharedName] = (),
    fixed: Sequence[Bead] = (),
) -> tuple[Bead, ...]:
    """Return the pairs of the passages of two pages; `fixed` are those that were said."""
    places = _shared_places(english, chinese)
    return pair(
        [passage.unit(place) for passage, place in zip(english, places[0], strict=True)],
        [passage.unit(place) for passage, place in zip(chinese, places[1], strict=True)],
        names,
        fixed,
    )


def _shared_places(*sides: Sequence[Passage]) -> list[list[str]]:
    """Return, for each passage, its place where that says something about the other side.

    The paragraphs of one text do when both sides have as many of the same kinds; wording of the
    interface always does.
    """
    kinds: list[dict[str, list[str]]] = []
    for side in sides:
        of_path: dict[str, list[str]] = {}
        for passage in side:
            of_path.setdefault(passage.path, []).append(passage.kind)
        kinds.append(of_path)
    found = []
    for side in sides:
        counted: Counter[str] = Counter()
        places = []
        for passage in side:
            counted[passage.path] += 1
            same = kinds[0].get(passage.path) == kinds[1].get(passage.path)
            if passage.told:
                places.append(f"{passage.path}#{passage.part}")
            elif same:
                places.append(f"{passage.path}#{counted[passage.path]}")
            else:
                places.append("")
        found.append(places)
    return found


def pair_sentences(
    english: Sequence[Passage],
    chinese: Sequence[Passage],
    names: Iterable[SharedName] = (),
    fixed: Sequence[Bead] = (),
) -> Sentences:
    """Return the sentences of one pair of passages, and their pairs."""
    cut = [
        tuple(
            tuple(spans(passage.text)) if passage.kind in PROSE else ((0, len(passage.text)),)
            for passage in side
        )
        for side in (english, chinese)
    ]
    units = [sentence_units(side, ends) for side, ends in zip((english, chinese), cut, strict=True)]
    heard = [
        name
        for name in names
        if any(form in passage.text for form in name.chinese for passage in chinese)
        or any(form in passage.text for form in name.english for passage in english)
    ]
    if len(units[0]) == len(units[1]) == 1 and not fixed:
        return Sentences(cut[0], cut[1], (Bead((0,), (0,)),))
    return Sentences(cut[0], cut[1], pair(units[0], units[1], heard, fixed))


def sentence_units(
    passages: Sequence[Passage], cut: Sequence[Sequence[tuple[int, int]]]
) -> list[Unit]:
    """Return the sentences of several passages as the aligner takes them."""
    return [
        Unit(passage.text[start:end].strip(), ends=place == len(ends))
        for passage, ends in zip(passages, cut, strict=True)
        for place, (start, end) in enumerate(ends, 1)
    ]
