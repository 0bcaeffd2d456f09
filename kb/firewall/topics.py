"""What a text says of its own speaker, channel and topics, for when nobody states them."""

from collections.abc import Iterator

from kb.firewall.patterns import Words
from kb.firewall.reading import Reading

WORDS = Words("topics")
SPEAKERS = ("founder", "company", "product")
CHANNELS = ("livestream_sales",)
TOPICS = (
    "apology",
    "recall",
    "product_safety",
    "personnel",
    "finance",
    "other_line",
    "founder_private",
)


def speaker_of(reading: Reading) -> str | None:
    """Return who speaks where the text says so."""
    return next(_said(reading, "speaker", SPEAKERS), None)


def channel_of(reading: Reading) -> str | None:
    """Return on which channel where the text says so."""
    return next(_said(reading, "channel", CHANNELS), None)


def topics_of(reading: Reading) -> frozenset[str]:
    """Return the topics that the text is plainly about."""
    return frozenset(_said(reading, "topic", TOPICS))


def _said(reading: Reading, what: str, keys: tuple[str, ...]) -> Iterator[str]:
    for key in keys:
        if reading.has(getattr(WORDS, f"{what}_{key}")):
            yield key
