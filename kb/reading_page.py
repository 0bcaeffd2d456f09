"""What one answer has said already: names that were introduced, terms that were explained."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any


class ReadingPage:
    """The page being made for one reader.

    `introduced` are the records it has named so far, `explained` the glossary terms by key, `terms`
    the keys of those that this reader may see (None before anybody has asked).
    """

    def __init__(self) -> None:
        self.introduced: set[tuple[str, Any]] = set()
        self.explained: dict[int, Any] = {}
        self.terms: set[int] | None = None

    def introduces(self, record: Any) -> bool:
        """Return whether this is the first time that the page names a record, and note it."""
        key = (record._meta.label_lower, record.pk)
        if key in self.introduced:
            return False
        self.introduced.add(key)
        return True


current: ContextVar[ReadingPage | None] = ContextVar("reading_page", default=None)


@contextmanager
def reading() -> Iterator[ReadingPage]:
    """Begin a page; what is rendered inside is one text to its reader."""
    page = ReadingPage()
    token = current.set(page)
    try:
        yield page
    finally:
        current.reset(token)
