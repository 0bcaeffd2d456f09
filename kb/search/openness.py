"""Who may know of a record, as text that can be compared; and what an entry may say of others.

An entry has one text for all who may see its object. What another record holds (the quote of a
source, the name of a person, a fact that rests on one source) belongs into it only when everybody
who may see the object may see that record too.
"""

from hashlib import sha256

from kb.records.base import Audience, Record

_CLOSED = "closed"
_LONGEST = 200


def open_groups(record: Record) -> frozenset[int] | None:
    """Return the groups that may see a record, administrators aside; None means everybody."""
    if not record.live or record.is_archived:
        return frozenset()
    if record.audience == Audience.ALL:
        return None
    return _groups(record)


def openness(record: Record) -> str:
    """Return a text that changes with who may know of a record."""
    groups = open_groups(record)
    if groups is None:
        return "all"
    told = " ".join(map(str, sorted(groups))) or _CLOSED
    return told if len(told) <= _LONGEST else sha256(told.encode()).hexdigest()


class Readership:
    """All who may see one record, or a page (None: then everybody): what else may they all see?"""

    def __init__(self, record: Record | None) -> None:
        restricted = record is not None and record.audience == Audience.GROUPS
        self.groups = _groups(record) if restricted and record else None
        self._known: dict[Record, bool] = {}

    def may_all_see(self, other: Record | None) -> bool:
        """Return whether everybody of this readership may see another record."""
        if other is None:
            return False
        if other not in self._known:
            admitted = open_groups(other)
            self._known[other] = admitted is None or (
                self.groups is not None and self.groups <= admitted
            )
        return self._known[other]


def _groups(record: Record) -> frozenset[int]:
    return frozenset(record.audience_groups.values_list("pk", flat=True))
