"""What a rule finds: a stretch of a text, what it becomes, and why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


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


# Rules by what they repair, for the screen.
RULE_NAMES: dict[str, Any] = {
    "gbk_shift": _("Broken characters"),
    "pinyin": _("Inserted pinyin"),
    "boilerplate": _("Boilerplate"),
    "site_suffix": _("Name of the site"),
    "citation_marks": _("Citation marks"),
    "wrapped_lines": _("Wrapped lines"),
    "wrong_traditional": _("Wrong Traditional"),
    "punctuation": _("Punctuation"),
    "full_stops": _("Spaces after full stops"),
    "glued_labels": _("Glued labels"),
    "glued_numbers": _("Glued numbers"),
    "glued_headings": _("Glued headings"),
    "cut_text": _("Cut text"),
}
# Why, in a sentence for the screen.
REASONS: dict[str, Any] = {
    "gbk_shift": _(
        "Bytes of GBK were read one byte late; read rightly these are common characters."
    ),
    "pinyin": _("The reading of the character before it was inserted."),
    "interface": _("A word of a page's interface, not of its text."),
    "count": _("A count of views, likes or comments."),
    "neighbour": _("A link to the page before or after."),
    "related": _("Recommendations of other pages."),
    "preview": _("A line of a document preview."),
    "page": _("A page number."),
    "legal": _("A notice of rights or liability by the site."),
    "comments": _("The comment box below a text."),
    "site_suffix": _("The name of the site after the title."),
    "citation": _("A mark of a note whose list is not in the text."),
    "wrap": _("A space where a line was wrapped."),
    "traditional": _("The conversion from Simplified chose the wrong character."),
    "punctuation": _("Half-width punctuation between Chinese characters."),
    "full_stop": _("A space is missing after a full stop."),
    "label": _("A label stood in one line with what comes before it."),
    "numbered": _("Numbers of a list were glued to the text."),
    "heading": _("A heading was glued to its text."),
    "cut": _("The text was cut here."),
}
