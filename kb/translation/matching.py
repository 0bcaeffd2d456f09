"""Which passage of a translation stands for which of its source, as the translation follows it."""

from collections.abc import Sequence
from itertools import groupby

from kb.translation.tracking import Passage, Tracked


def counterparts(tracked: Sequence[Tracked], target: Sequence[Passage]) -> dict[int, int]:
    """Return, by place in the tracked text, the place of the passage that stands for it.

    Pages made as translations share the keys of their blocks; pages made by hand are paired in
    order where both have as many passages in a field, or as many blocks with as many passages.
    Where neither is so, nothing is said. What was added since has no counterpart.
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
        found |= _zone(tracked, target, places, theirs.get(zone, []))
    return found


def _zone(
    tracked: Sequence[Tracked], target: Sequence[Passage], mine: list[int], theirs: list[int]
) -> dict[int, int]:
    if len(mine) == len(theirs):
        return dict(zip(mine, theirs, strict=True))
    own = [(key, list(several)) for key, several in groupby(mine, lambda i: _block(tracked[i]))]
    other = [(key, list(several)) for key, several in groupby(theirs, lambda j: target[j].block)]
    by_key = dict(other)
    if shared := [key for key, _places in own if key in by_key]:
        pairs = [(places, by_key[key]) for key, places in own if key in shared]
    elif len(own) == len(other):
        pairs = [(places, more) for (_a, places), (_b, more) in zip(own, other, strict=True)]
    else:
        return {}
    found: dict[int, int] = {}
    for places, more in pairs:
        if len(places) == len(more):
            found |= dict(zip(places, more, strict=True))
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
