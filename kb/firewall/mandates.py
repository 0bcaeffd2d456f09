"""Who may say what, as the checker needs it: plain Python over rows of keys.

The row that names most of speaker, topic and channel holds; among those that name equally many the
strictest does. A row for anyone else counts as naming no speaker.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.firewall.rules import ANYONE

ALLOWED, REFER, NOT_ALLOWED = "allowed", "refer", "not_allowed"
STRICTNESS = {ALLOWED: 0, REFER: 1, NOT_ALLOWED: 2}


@dataclass(frozen=True, slots=True)
class Mandate:
    """Keys only; None means any topic, any channel."""

    code: str
    speaker: str
    topic: str | None
    channel: str | None
    verdict: str
    refer_to: str = ""

    @property
    def names(self) -> int:
        """How many of speaker, topic and channel the row names."""
        return (self.speaker != ANYONE) + (self.topic is not None) + (self.channel is not None)

    def covers(self, speaker: str | None, topic: str | None, channel: str | None) -> bool:
        """Return whether the row speaks of this; what nobody states, no row that names it does."""
        return (
            self.speaker in (ANYONE, speaker)
            and self.topic in (None, topic)
            and self.channel in (None, channel)
        )


def governing(
    mandates: Iterable[Mandate],
    speaker: str | None,
    topic: str | None = None,
    channel: str | None = None,
) -> Mandate | None:
    """Return the row that holds, None where nothing is laid down."""
    found = [one for one in mandates if one.covers(speaker, topic, channel)]
    return max(found, key=lambda one: (one.names, STRICTNESS[one.verdict]), default=None)


def governing_all(
    mandates: Iterable[Mandate],
    speaker: str | None,
    topics: Iterable[str] = (),
    channel: str | None = None,
) -> list[Mandate]:
    """Return the rows that hold for each of some topics, each once, the strictest first."""
    rows = list(mandates)
    asked: list[str | None] = [*sorted(topics)] or [None]
    found = {one.code: one for topic in asked if (one := governing(rows, speaker, topic, channel))}
    return sorted(found.values(), key=lambda one: -STRICTNESS[one.verdict])


def dead_ends(mandates: Iterable[Mandate]) -> Iterator[tuple[Mandate, Mandate]]:
    """Yield rows that refer to a speaker who may not say it or refers back, with the row by which.

    Whoever is referred to chooses their own channel: only what holds on any is asked.
    """
    rows = list(mandates)
    for one in rows:
        if one.verdict != REFER or not one.refer_to:
            continue
        there = governing(rows, one.refer_to, one.topic)
        if one.refer_to == one.speaker:
            yield one, one
        elif there and (
            there.verdict == NOT_ALLOWED
            or (there.verdict == REFER and there.refer_to == one.speaker)
        ):
            yield one, there
