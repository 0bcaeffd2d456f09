"""Which passage of a translation stands for which of its source, as the translation follows it."""

from collections.abc import Sequence
from itertools import groupby

from kb.language.side_by_side.aligner import Unit, align
from kb.search.dictionary.lookup import dictionary
from kb.text_parts import Half
from kb.translation.tracking import Passage, Tracked


def counterparts(
    tracked: Sequence[Tracked], target: Sequence[Passage], source: Half
) -> dict[int, int]:
    """Return, by place in the tracked text, the place of the passage that stands for it.

    Pages made as translations share the keys of their blocks; pages made by hand are paired in
    order where both have as many passages in a field, else by their lengths and words (`source` is
    the language of the tracked text). What was added since has no counterpart.
    """
    mine: dict[str, list[int]] = {}
    theirs: dict[str, list[int]] = {}
    for place, one in enumerate(tracked):
        if one.base is not None:
            mine.setdefault(one.zone, []).append(place)
    for place, other in enumerate(target):
        theirs.setdefault(other.zone, []).append(place)
    found: dict[int, int] = {}
    for zone, places in mine.items():
        found |= _zone(tracked, target, places, theirs.get(zone, []), source)
    return found


def _zone(
    tracked: Sequence[Tracked],
    target: Sequence[Passage],
    mine: list[int],
    theirs: list[int],
    source: Half,
) -> dict[int, int]:
    if len(mine) == len(theirs):
        return dict(zip(mine, theirs, strict=True))
    by_key = {key: list(several) for key, several in groupby(theirs, lambda j: target[j].block)}
    found: dict[int, int] = {}
    shared = False
    for key, several in groupby(mine, lambda i: _block(tracked[i])):
        places, more = list(several), by_key.get(key, [])
        shared = shared or bool(more)
        if len(places) == len(more):
            found |= dict(zip(places, more, strict=True))
        elif more:
            found |= _aligned(tracked, target, places, more, source)
    return found if shared else _aligned(tracked, target, mine, theirs, source)


def _aligned(
    tracked: Sequence[Tracked],
    target: Sequence[Passage],
    mine: list[int],
    theirs: list[int],
    source: Half,
) -> dict[int, int]:
    """Pair passages by their lengths and words; several that answer one all stand for it."""
    own = [Unit(tracked[i].base or "") for i in mine]
    other = [Unit(target[j].text) for j in theirs]
    sides = (own, other) if source == "en" else (other, own)
    found: dict[int, int] = {}
    for bead in align(*sides, lexicon=dictionary()):
        these, those = (
            (bead.english, bead.chinese) if source == "en" else (bead.chinese, bead.english)
        )
        if those:
            for number, i in enumerate(these):
                found[mine[i]] = theirs[those[min(number, len(those) - 1)]]
    return found


def _block(one: Tracked) -> str:
    return Passage(one.path, "").block


def blocks(
    tracked: Sequence[Tracked], target: Sequence[Passage], pairs: dict[int, int]
) -> dict[int, str]:
    """Return, by place, the block or part of the translation where a passage stands, or would.

    For what was added since, that is where the passage before it stands.
    """
    keys = {one.block for one in target}
    found: dict[int, str] = {}
    last: dict[str, str] = {}
    for place, one in enumerate(tracked):
        if place in pairs:
            found[place] = last[one.zone] = target[pairs[place]].block
        elif (own := _block(one)) and own in keys:
            found[place] = last[one.zone] = own
        elif one.base is None and one.zone in last:
            found[place] = last[one.zone]
    return {place: key for place, key in found.items() if key}
