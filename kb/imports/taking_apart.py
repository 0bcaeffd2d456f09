"""Raw documents taken apart, the last few of this process kept: their pages ask again and again."""

from collections import OrderedDict
from datetime import date
from threading import Lock

from django.utils import timezone

from kb.importing.document import Document, taken_apart
from kb.models.imports import RawDocument

# The day counts: what is dated after today says nothing of when a text was written.
_Key = tuple[int, str, tuple[str, ...], date]
_MOST = 8
_kept: OrderedDict[_Key, Document] = OrderedDict()
_lock = Lock()


def apart(document: RawDocument) -> Document:
    """Return a raw document repaired, but for what was refused, and taken apart."""
    refused = tuple(sorted(document.refused))
    key = (document.pk, document.content_id, refused, timezone.localdate())
    with _lock:
        if (found := _kept.get(key)) is not None:
            _kept.move_to_end(key)
            return found
    made = taken_apart(document.as_read(), frozenset(refused))
    with _lock:
        _kept[key] = made
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
    return made
