"""Which passages of a source have changed since its translation was last in step with them.

A tracked text is a list in reading order. Each entry keeps what the translation follows (`base`),
what the source says now (`text`) and which published versions (`edits`) lie between the two.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, Literal

# Two passages with less in common are not one that changed, unless they stand in one place.
_ALIKE = 0.3
_SAME_PLACE = 0.35
# Beyond so many pairs to weigh, passages are paired in order.
_MOST = 1600

Kind = Literal["changed", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, heading, list item or short text of a page.

    `path` says where it stands, as wagtail-localize spells it: the field, then the keys of blocks
    or parts (`body.<block>`, `phases.<part>.title`). Several paragraphs of one rich text share it.
    `held` names the records that its block stands on (`cases.source:12`): who may not see one of
    them does not see the passage.
    """

    path: str
    text: str
    held: tuple[str, ...] = ()

    @property
    def zone(self) -> str:
        """The field of the page that it stands in."""
        return self.path.partition(".")[0]

    @property
    def block(self) -> str:
        """The key of the block or part that it stands in, empty for a plain field."""
        return self.path.split(".")[1] if "." in self.path else ""


@dataclass(frozen=True, slots=True)
class Tracked:
    """One passage; `base` is None when it was added since, `text` None when it was removed."""

    path: str
    base: str | None
    text: str | None
    edits: tuple[int, ...] = ()
    held: tuple[str, ...] = ()

    @property
    def zone(self) -> str:
        """The field of the page that it stands in."""
        return self.path.partition(".")[0]

    @property
    def kind(self) -> Kind:
        """What became of it since."""
        if self.base is None:
            return "added"
        return "removed" if self.text is None else "changed"

    def waits(self, minor: Collection[int] = ()) -> bool:
        """Return whether an edit that is not minor lies between the translation and the source."""
        return any(edit not in minor for edit in self.edits)


def start(found: Iterable[Passage]) -> list[Tracked]:
    """Return a text whose translation is in step with it."""
    return [_in_step(one.path, one.text, one.held) for one in found]


def _in_step(path: str, text: str, held: tuple[str, ...]) -> Tracked:
    return Tracked(path, text, text, held=held)


def advance(before: Sequence[Tracked], now: Sequence[Passage], edit: int) -> list[Tracked]:
    """Return the text after it was published again, as the version `edit`."""
    there = [one for one in before if one.text is not None]
    pairs = align([Passage(one.path, one.text or "") for one in there], now)
    new_of = dict(pairs)
    old_of = {new: old for old, new in pairs}
    after = [
        _carried(there[old_of[j]], one, edit)
        if j in old_of
        else Tracked(one.path, None, one.text, (edit,), one.held)
        for j, one in enumerate(now)
    ]
    return _with_removed(before, after, new_of, edit)


def _carried(old: Tracked, new: Passage, edit: int) -> Tracked:
    if new.text == old.text:
        return replace(old, path=new.path, held=new.held)
    if new.text == old.base:
        return _in_step(new.path, new.text, new.held)
    return Tracked(new.path, old.base, new.text, (*old.edits, edit), new.held)


def _with_removed(
    before: Sequence[Tracked], after: list[Tracked], new_of: dict[int, int], edit: int
) -> list[Tracked]:
    """Put what is no longer there behind what it stood behind; what was never translated goes."""
    gone: dict[int, list[Tracked]] = {}
    place, number = -1, 0
    for one in before:
        if one.text is None:
            gone.setdefault(place, []).append(one)
            continue
        if number in new_of:
            place = new_of[number]
        elif one.base is not None:
            removed = replace(one, text=None, edits=(*one.edits, edit))
            gone.setdefault(place, []).append(removed)
        number += 1
    result = gone.get(-1, [])[:]
    for place, one in enumerate(after):
        result += [one, *gone.get(place, [])]
    return _returned(result)


def _returned(found: list[Tracked]) -> list[Tracked]:
    """Return the list in which what was taken out here and put in there has only moved."""
    removed = {(one.zone, one.base): one for one in found if one.kind == "removed"}
    if not removed:
        return found
    moved: set[int] = set()
    result = []
    for one in found:
        was = removed.pop((one.zone, one.text), None) if one.kind == "added" else None
        if was is None:
            result.append(one)
        else:
            moved.add(id(was))
            result.append(_in_step(one.path, one.text or "", one.held))
    return [one for one in result if id(one) not in moved]


def caught_up(found: Sequence[Tracked], which: Collection[int] | None = None) -> list[Tracked]:
    """Return the text with some passages (by place; all without) in step with their translation."""
    result = []
    for place, one in enumerate(found):
        if which is not None and place not in which:
            result.append(one)
        elif one.text is not None:
            result.append(_in_step(one.path, one.text, one.held))
    return result


def waiting(found: Sequence[Tracked], minor: Collection[int] = ()) -> list[int]:
    """Return the places of the passages whose translation is behind."""
    return [place for place, one in enumerate(found) if one.waits(minor)]


def edits(found: Iterable[Tracked], minor: Collection[int] = ()) -> list[int]:
    """Return the edits by which the translation is behind, oldest first."""
    return sorted({edit for one in found for edit in one.edits if edit not in minor})


# --- What corresponds ---------------------------------------------------------


def align(old: Sequence[Passage], new: Sequence[Passage]) -> list[tuple[int, int]]:
    """Return which passage of one version became which of the next, as pairs of places."""
    zones = {zone: list(places) for zone, places in _by_zone(new)}
    pairs: list[tuple[int, int]] = []
    for zone, places in _by_zone(old):
        pairs += _align(old, new, places, zones.get(zone, []))
    return sorted(pairs, key=lambda pair: pair[1])


def _by_zone(found: Sequence[Passage]) -> Iterator[tuple[str, list[int]]]:
    places = sorted(range(len(found)), key=lambda place: found[place].zone)
    for zone, several in groupby(places, key=lambda place: found[place].zone):
        yield zone, list(several)


def _align(
    old: Sequence[Passage], new: Sequence[Passage], mine: list[int], theirs: list[int]
) -> Iterator[tuple[int, int]]:
    a, b = [old[i].text for i in mine], [new[j].text for j in theirs]
    for action, i, k, j, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if action == "equal":
            yield from zip(mine[i:k], theirs[j:m], strict=True)
        elif action == "replace":
            yield from _matched(old, new, mine[i:k], theirs[j:m])


def _matched(
    old: Sequence[Passage], new: Sequence[Passage], mine: list[int], theirs: list[int]
) -> list[tuple[int, int]]:
    """Pair passages, without crossing, so that as much as possible is alike."""
    if len(mine) * len(theirs) > _MOST:
        return list(zip(mine, theirs, strict=False))
    # best[i][j]: the most that the first i and the first j passages have in common.
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(mine) + 1)]
    weight = [[_weight(old[i], new[j]) for j in theirs] for i in mine]
    for i in range(1, len(mine) + 1):
        for j in range(1, len(theirs) + 1):
            both = best[i - 1][j - 1] + weight[i - 1][j - 1]
            best[i][j] = max(best[i - 1][j], best[i][j - 1], both)
    pairs, i, j = [], len(mine), len(theirs)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((mine[i], theirs[j]))
    return pairs[::-1]


def _weight(old: Passage, new: Passage) -> float:
    alike = likeness(old.text, new.text) + (_SAME_PLACE if old.path == new.path else 0)
    return alike if alike >= _ALIKE else 0.0


def likeness(one: str, other: str) -> float:
    """Return how much two texts have in common, 0 to 1: their pairs of characters (Dice)."""
    a, b = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other))
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else float(one == other)


# --- As it is stored ----------------------------------------------------------


def stored(found: Iterable[Tracked]) -> list[dict[str, Any]]:
    """Return a tracked text as JSON; what follows from the rest is left out."""
    return [dict(_stored(one)) for one in found]


def _stored(one: Tracked) -> Iterator[tuple[str, Any]]:
    yield "path", one.path
    yield "text", one.text
    if one.base != one.text or one.edits:
        yield "base", one.base
        yield "edits", list(one.edits)
    if one.held:
        yield "held", list(one.held)


def restored(rows: Iterable[dict[str, Any]]) -> list[Tracked]:
    """Return a tracked text from its JSON."""
    return [
        Tracked(
            row["path"],
            row.get("base", row["text"]),
            row["text"],
            tuple(row.get("edits", ())),
            tuple(row.get("held", ())),
        )
        for row in rows
    ]
