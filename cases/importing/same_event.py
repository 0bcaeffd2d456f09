"""How likely a sentence and a recorded fact tell of the same: by deeds, names and other words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from cases.importing.deeds import Told, told
from kb.importing.mentions import Mention
from kb.language.folding import fold
from kb.records.bilingual import Bilingual

# How much of the shorter side both must say, weighed by how rare words are in the record.
_SHARE = 0.35
# So much more a deed says than another word.
_DEED = 2.0
# Without a common deed so many other words must be common.
_WORDS = 3


@dataclass(frozen=True, slots=True)
class Recorded:
    """A fact as it is compared: its words, and whom it names."""

    fact: Any
    words: Bilingual
    folded: str
    halves: tuple[Told, ...]
    actors: frozenset[tuple[str, str]]


def recorded(fact: Any, words: Bilingual, parts: Iterable[Any]) -> Recorded:
    """Return a fact to be compared; `parts` carry the actors its reader may know of."""
    halves = tuple(told(half) for half in (words.en, words.zh) if half)
    actors = [part.person or part.organisation for part in parts]
    keys = frozenset((one._meta.model_name, one.slug) for one in actors if one is not None)
    return Recorded(fact, words, fold(f"{words.en}\n{words.zh}"), halves, keys)


def weights_of(known: Sequence[Recorded]) -> dict[str, float]:
    """Return how much a word or deed says: the less, the more facts of the record have it."""
    often: Counter[str] = Counter()
    for one in known:
        often.update({word for half in one.halves for word in half.deeds | half.words})
    return {word: log(1 + len(known) / count) for word, count in often.items()}


def likeness(
    said: Told, named: Sequence[Mention], one: Recorded, weights: dict[str, float]
) -> float:
    """Return how much of the shorter side both say; nothing where they may be two things."""
    common = common_names(named, one)
    return max((_of_half(said, bool(common), half, weights) for half in one.halves), default=0.0)


def _of_half(said: Told, named: bool, half: Told, weights: dict[str, float]) -> float:
    deeds, words = said.deeds & half.deeds, said.words & half.words
    if not deeds and said.deeds and half.deeds:
        return 0.0
    enough = (bool(deeds) and (named or bool(words))) or len(words) >= _WORDS
    smaller = min(_weight(said, weights), _weight(half, weights))
    if not enough or not smaller:
        return 0.0
    share = _weight(Told(deeds, words), weights) / smaller
    return share if share >= _SHARE else 0.0


def _weight(one: Told, weights: dict[str, float]) -> float:
    unseen = max(weights.values(), default=1.0)
    return _DEED * sum(weights.get(deed, unseen) for deed in one.deeds) + sum(
        weights.get(word, unseen) for word in one.words
    )


def common_names(named: Sequence[Mention], one: Recorded) -> tuple[str, ...]:
    """Return whom both name, as the text names them."""
    found = [
        m.text for m in named if (m.kind, m.record) in one.actors or fold(m.text) in one.folded
    ]
    return tuple(dict.fromkeys(found))
