"""Marks for the converter are no matter of translation: what is translated is the text without.

wagtail-localize would cut a sentence at each mark, and the other language has no use for them.
"""

from typing import Any

from wagtail_localize.segments import extract
from wagtail_localize.strings import extract_strings

from kb.language.marks import without_marks


def _without_marks(html: str | None) -> Any:
    return extract_strings(without_marks(html) if html else html)


def register() -> None:
    """Let segments be made of texts without their marks."""
    extract.extract_strings = _without_marks
