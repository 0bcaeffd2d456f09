"""What of an incident goes onto two sheets: the weightiest facts until the paper is full."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from cases.choices import EventKind
from cases.dossier import Dossier
from cases.timeline.answers import FirstAnswer

# Lines of the smaller print on two sheets of A4, less the head and the headings.
LINES = 84
# Characters of a line: a Chinese one takes the room of two.
WIDTH = 100
# In two columns, one for each writing.
HALF_WIDTH = 46
KINDS = ("events", "responses", "outcomes", "conflicts", "lessons")
_WEIGHT = {
    EventKind.TRIGGER.value: 1,
    EventKind.EXPOSURE.value: 1,
    EventKind.RULING.value: 1,
    EventKind.STATEMENT.value: 2,
    EventKind.ACTION.value: 2,
}
_LEAST_WEIGHT = 3


@dataclass(slots=True)
class Chosen:
    """The facts that are told, each kind in the order of the incident, and how many are not."""

    events: list[Any] = field(default_factory=list)
    responses: list[Any] = field(default_factory=list)
    outcomes: list[Any] = field(default_factory=list)
    conflicts: list[Any] = field(default_factory=list)
    lessons: list[Any] = field(default_factory=list)
    more_events: int = 0
    more_responses: int = 0
    more_outcomes: int = 0
    more_conflicts: int = 0
    more_lessons: int = 0


def choose(known: Dossier, answer: FirstAnswer, *, both: bool = False) -> Chosen:
    """Return what fits: first signals and answers, what was said and how it ended go first."""
    width = HALF_WIDTH if both else WIDTH
    left = LINES - _head(known, width)
    cited: set[int] = set()
    kept: dict[str, set[int]] = {kind: set() for kind in KINDS}
    for _weight, kind, place, fact in _ranked(known, answer):
        sources = _sources(fact) - cited
        cost = _lines(fact, width) + sum(_source_lines(known, one, width) for one in sources)
        if cost <= left:
            left -= cost
            cited |= sources
            kept[kind].add(place)
    chosen = Chosen()
    for kind in KINDS:
        facts = getattr(known, kind)
        setattr(chosen, kind, [one for place, one in enumerate(facts) if place in kept[kind]])
        setattr(chosen, f"more_{kind}", len(facts) - len(kept[kind]))
    return chosen


def _ranked(known: Dossier, answer: FirstAnswer) -> list[tuple[int, str, int, Any]]:
    """Return all facts, the weightiest first; equals by turns, so that no kind takes all."""
    firsts = {id(one) for first in (answer.zero, answer.statement) for one in first.candidates}
    ranked = []
    for kind in KINDS:
        turns: dict[int, int] = {}
        for place, fact in enumerate(getattr(known, kind)):
            weight = 0 if id(fact) in firsts else _weight(kind, fact)
            turn = turns[weight] = turns.get(weight, -1) + 1
            ranked.append((weight, turn, kind, place, fact))
    ranked.sort(key=lambda one: (one[0], one[1], KINDS.index(one[2])))
    return [(weight, kind, place, fact) for weight, _turn, kind, place, fact in ranked]


def _weight(kind: str, fact: Any) -> int:
    if kind == "events":
        return _WEIGHT.get(fact.kind, _LEAST_WEIGHT)
    return {"responses": 1, "outcomes": 1, "lessons": 2, "conflicts": 2}[kind]


def _head(known: Dossier, width: int) -> int:
    people = sum(_wide(one.actor_name) + 16 for one in known.involvements)
    return _rows(known.incident.verdict, width) + ceil(people / width)


def _lines(fact: Any, width: int) -> int:
    text = (
        getattr(fact, "summary", None)
        or getattr(fact, "what", None)
        or getattr(fact, "subject", None)
        or fact.lesson.text
    )
    # Date, who, channel, strategies and certainty take up to half a line more, or one of their own.
    return ceil((_wide(text) + 70) / width)


def _sources(fact: Any) -> set[int]:
    return {one.number for one in getattr(fact, "shown_citations", ())}


def _source_lines(known: Dossier, number: int, width: int) -> int:
    source = known.sources[number - 1].source
    return ceil((_wide(source.title) + 30) / width)


def _rows(text: Any, width: int) -> int:
    return ceil(_wide(text) / width)


def _wide(text: Any) -> int:
    """Return the room a text takes in the writing that needs more, in Latin characters."""
    if text is None:
        return 0
    halves: Iterable[str] = (text.en, text.zh) if hasattr(text, "zh") else (str(text),)
    return max(sum(2 if ord(one) > 0x2E7F else 1 for one in half) for half in halves)
