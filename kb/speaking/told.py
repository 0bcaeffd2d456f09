"""What the matrix says of words: the rows that hold for their speaker, topics and channel."""

from __future__ import annotations

from collections.abc import Iterable

from kb.firewall.mandates import governing_all
from kb.models import SpeakingRule


def rows_for(
    rows: Iterable[SpeakingRule],
    speaker: str | None,
    topics: Iterable[str] = (),
    channel: str | None = None,
) -> list[SpeakingRule]:
    """Return the rows that hold, one for each topic, each once, the strictest first."""
    by_code = {row.code: row for row in rows}
    mandates = [row.mandate() for row in by_code.values()]
    return [by_code[one.code] for one in governing_all(mandates, speaker, topics, channel)]
