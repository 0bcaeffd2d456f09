"""What an editor's act makes of the pairs, and which of the remembered acts still fit the text."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kb.language.side_by_side.aligner import Bead
from kb.models.pair_corrections import PairAction, PairCorrection

Names = Sequence[str]


class CannotBeDone(ValueError):
    """An act that has nothing to act on, such as a join with a pair that is not there."""


def names_of(hashes: Iterable[str]) -> list[str]:
    """Return a name for each text of one side: its hash, and which of several the same it is."""
    counted: Counter[str] = Counter()
    names = []
    for one in hashes:
        counted[one] += 1
        names.append(one if counted[one] == 1 else f"{one}.{counted[one]}")
    return names


def act(action: str, beads: Sequence[Bead], at: int) -> list[Bead]:
    """Return the pairs that an act fixes: `at` is the number of the pair it was done to.

    Raises CannotBeDone.
    """
    bead = beads[at]
    after = beads[at + 1] if at + 1 < len(beads) else Bead((), ())
    before = beads[at - 1] if at else Bead((), ())
    match action:
        case PairAction.CONFIRM:
            return [bead]
        case PairAction.JOIN if at + 1 < len(beads):
            return [_joined(bead, after)]
        case PairAction.SPLIT if len(bead.english) > 1 or len(bead.chinese) > 1:
            return _kept(
                Bead(bead.english[:1], bead.chinese[:1]), Bead(bead.english[1:], bead.chinese[1:])
            )
        case PairAction.APART if bead.english and bead.chinese:
            return [Bead(bead.english, ()), Bead((), bead.chinese)]
        case PairAction.ENGLISH_DOWN if bead.english:
            rest, last = bead.english[:-1], bead.english[-1:]
            return _kept(Bead(rest, bead.chinese), _joined(Bead(last, ()), after))
        case PairAction.ENGLISH_UP if bead.english:
            first, rest = bead.english[:1], bead.english[1:]
            return _kept(_joined(before, Bead(first, ())), Bead(rest, bead.chinese))
        case PairAction.CHINESE_DOWN if bead.chinese:
            rest, last = bead.chinese[:-1], bead.chinese[-1:]
            return _kept(Bead(bead.english, rest), _joined(Bead((), last), after))
        case PairAction.CHINESE_UP if bead.chinese:
            first, rest = bead.chinese[:1], bead.chinese[1:]
            return _kept(_joined(before, Bead((), first)), Bead(bead.english, rest))
    raise CannotBeDone(action)


def possible(beads: Sequence[Bead], at: int) -> set[str]:
    """Return the acts that change something about a pair."""
    found = set()
    for action in PairAction.values:
        try:
            fixed = act(action, beads, at)
        except CannotBeDone:
            continue
        if action == PairAction.CONFIRM or any(bead not in beads for bead in fixed):
            found.add(action)
    return found


def _joined(one: Bead, other: Bead) -> Bead:
    return Bead(one.english + other.english, one.chinese + other.chinese)


def _kept(*beads: Bead) -> list[Bead]:
    return [bead for bead in beads if bead.english or bead.chinese]


@dataclass
class Said:
    """The pairs that corrections fix, the latest first, and those that no longer fit."""

    fixed: list[Bead] = field(default_factory=list)
    stale: list[Any] = field(default_factory=list)


def still_said(corrections: Iterable[PairCorrection], english: Names, chinese: Names) -> Said:
    """Return what corrections say about the texts of two sides, by the names of these."""
    where = [{name: place for place, name in enumerate(side)} for side in (english, chinese)]
    said = Said()
    for correction in corrections:
        beads = [_placed(bead, where) for bead in correction.beads]
        found = [bead for bead in beads if bead is not None]
        if len(found) < len(beads):
            said.stale.append(correction)
        else:
            said.fixed += [Bead(bead.english, bead.chinese) for bead in found]
    return said


def _placed(bead: Any, where: Sequence[Mapping[str, int]]) -> Bead | None:
    """Return a remembered pair by its places, None when a text is gone or others came between."""
    sides = []
    for names, places in zip(bead, where, strict=True):
        found = [places.get(name, -1) for name in names]
        if found and (-1 in found or found != list(range(found[0], found[0] + len(found)))):
            return None
        sides.append(tuple(found))
    return Bead(sides[0], sides[1])


def remembered(beads: Iterable[Bead], english: Names, chinese: Names) -> list[list[list[str]]]:
    """Return pairs as a correction keeps them, by the names of their texts."""
    return [
        [[english[n] for n in bead.english], [chinese[n] for n in bead.chinese]] for bead in beads
    ]
