"""Raw documents repaired and taken apart, the last few of this process kept.

Their pages ask again and again, and a long text takes seconds.
"""

from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from threading import Lock
from typing import Generic, TypeVar

from django.utils import timezone

from kb.importing.document import Document, of_cleaned
from kb.importing.repairs.cleaning import Cleaned, clean
from kb.importing.repairs.side_by_side import SideBySide
from kb.models.imports import RawDocument

# The day counts: what is dated after today says nothing of when a text was written.
_Key = tuple[str, tuple[str, ...], date]


Made = TypeVar("Made")


class _Kept(Generic[Made]):
    """What was made of the last few documents."""

    def __init__(self, make: Callable[[RawDocument], Made], most: int) -> None:
        self._make, self._most = make, most
        self._made: OrderedDict[_Key, Made] = OrderedDict()
        self._lock = Lock()

    def of(self, document: RawDocument) -> Made:
        """Return what is made of a document with these repairs refused."""
        key = (
            f"{document.pk} {document.content_id}",
            tuple(sorted(document.refused)),
            timezone.localdate(),
        )
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        made = self._make(document)
        with self._lock:
            self._made[key] = made
            while len(self._made) > self._most:
                self._made.popitem(last=False)
        return made


_cleaned = _Kept[Cleaned](lambda document: clean(document.text, frozenset(document.refused)), 8)
_compared = _Kept[SideBySide](lambda document: SideBySide(document.text, _cleaned.of(document)), 4)
_apart = _Kept[Document](lambda document: of_cleaned(document.as_read(), _cleaned.of(document)), 8)


def repaired(document: RawDocument) -> Cleaned:
    """Return the text of a raw document with every repair made but those refused."""
    return _cleaned.of(document)


def side_by_side(document: RawDocument) -> SideBySide:
    """Return a raw document beside its repaired text."""
    return _compared.of(document)


def apart(document: RawDocument) -> Document:
    """Return a raw document repaired, but for what was refused, and taken apart."""
    return _apart.of(document)
