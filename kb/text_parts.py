"""The shared contract of search, highlights and hints: where a text is, and its language."""

from dataclasses import dataclass
from typing import Literal

Half = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class TextPart:
    """One piece of plain text of a page or record.

    `language` is the half it was typed in (Chinese in either script); `place` names the field or
    block it stands in ("title", "summary", "event", ...).
    """

    text: str
    language: Half
    place: str
