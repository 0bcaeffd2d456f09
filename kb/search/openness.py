"""Who may know of a record, as text that can be compared; and what an entry may say of others.

An entry has one text for all who may see its object. What another record holds (the quote of a
source, the name of a person, a fact that rests on one source) belongs into it only when everybody
who may see the object may see that record too.
"""

from collections.abc import Iterable
from hashlib import sha256

from kb.records.base import Audience, Record

_CLOSED = "closed"
_LONGEST = 200


def openness(record: Record) -> str:
    """Return a text that changes with who may know of a record."""
    groups = open_groups(record)
    if groups is None:
        return "all"
    told = " ".join(["groups", *map(str, sorted(groups))]) if _is_published(record) else _CLOSED
    return told if len(told) <= _LONGEST else sha256(told.encode()).hexdigest()


def open_groups(record: Record) -> frozenset[int] | None:
    """Return the groups that may see a record, administrators aside; None means everybody."""
    if not _is_published(record):
        return frozenset()
    if record.audience == Audience.ALL:
        return None
    return frozenset(record.audience_groups.values_list("pk", flat=True))


def is_open_to_all_readers_of(record: Record | None, other: Record | None) -> bool:
    """Return whether everybody who may see `record` may see `other`; a page counts as None."""
    if other is None or not _is_published(other):
        return False
    admitted = open_groups(other)
    if admitted is None:
        return True
    if record is None or record.audience == Audience.ALL:
        return False
    return set(record.audience_groups.values_list("pk", flat=True)) <= admitted


def among_open(record: Record | None, others: Iterable[Record | None]) -> list[Record]:
    """Return those of other records that all readers of this one may see, each once."""
    distinct = dict.fromkeys(other for other in others if other is not None)
    return [other for other in distinct if is_open_to_all_readers_of(record, other)]


def _is_published(record: Record) -> bool:
    return bool(record.live) and not record.is_archived
