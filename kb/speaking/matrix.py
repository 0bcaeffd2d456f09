"""The matrix as a page shows it: topics down, speakers across, on any channel or on one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kb.firewall.mandates import governing
from kb.firewall.rules import ANYONE
from kb.models import Channel, Speaker, SpeakingRule, Topic

SPEAKERS = [key for key in Speaker.values if key != ANYONE]


@dataclass(frozen=True)
class Cell:
    """What one speaker may say of one topic: the row that holds, None where nothing is laid down.

    `is_own` tells that the row names this speaker and topic, not any.
    """

    speaker: str
    row: SpeakingRule | None
    is_own: bool = False


@dataclass(frozen=True)
class Line:
    """A topic, None for whatever else it is about, with a cell for each speaker."""

    topic: Any
    cells: list[Cell]


@dataclass(frozen=True)
class Matrix:
    """What holds on a channel, None for any; `special` are the rows that name other channels."""

    channel: Any
    speakers: list[str]
    lines: list[Line]
    special: list[SpeakingRule]


def build(rows: Iterable[SpeakingRule], channel: Channel | None = None) -> Matrix:
    """Return the matrix on a channel; topics that no row names are left out."""
    rows = list(rows)
    by_code = {one.code: one for one in rows}
    mandates = [one.mandate() for one in rows]
    key = channel.key if channel else None
    named = {one.topic.pk: one.topic for one in rows if one.topic}
    topics = sorted(named.values(), key=lambda one: (one.order, one.key))

    def cell(speaker: str, topic: Topic | None) -> Cell:
        found = governing(mandates, speaker, topic.key if topic else None, key)
        row = by_code[found.code] if found else None
        own = row is not None and row.speaker == speaker and row.topic == topic
        return Cell(str(Speaker(speaker).label), row, own)

    return Matrix(
        channel=channel,
        speakers=[str(Speaker(one).label) for one in SPEAKERS],
        lines=[Line(topic, [cell(one, topic) for one in SPEAKERS]) for topic in (None, *topics)],
        special=[one for one in rows if one.channel and one.channel != channel],
    )
