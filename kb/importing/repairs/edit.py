"""What a rule finds: a stretch of a text, what it becomes, and why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of `text[start:end]` into `after`; `reason` is a key of `REASONS`."""

    start: int
    end: int
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A named repair: `find` returns its edits of a text in their order, none overlapping."""

    name: str
    find: Callable[[str], Iterable[Edit]]


@dataclass(frozen=True, slots=True)
class Repair:
    """A difference a rule made: `start` and `end` count characters of the raw text."""

    rule: str
    start: int
    end: int
    before: str
    after: str
    reason: str

    @property
    def key(self) -> str:
        """What names this repair when an editor refuses it."""
        return f"{self.rule}:{self.start}:{self.end}"


# Why, in a sentence for the screen.
REASONS = {
    "gbk_shift": "Bytes of GBK were read one byte late; read rightly these are common characters.",
    "pinyin": "The reading of the character before it was inserted.",
    "interface": "A word of a page's interface, not of its text.",
    "count": "A count of views, likes or comments.",
    "neighbour": "A link to the page before or after.",
    "related": "Recommendations of other pages.",
    "preview": "A line of a document preview.",
    "page": "A page number.",
    "legal": "A notice of rights or liability by the site.",
    "comments": "The comment box below a text.",
    "site_suffix": "The name of the site after the title.",
    "citation": "A mark of a note whose list is not in the text.",
    "wrap": "A space where a line was wrapped.",
    "traditional": "The conversion from Simplified chose the wrong character.",
    "punctuation": "Half-width punctuation between Chinese characters.",
    "full_stop": "A space is missing after a full stop.",
    "label": "A label stood in one line with what comes before it.",
    "numbered": "Numbers of a list were glued to the text.",
    "heading": "A heading was glued to its text.",
    "cut": "The text was cut here.",
}
