"""Versions in words, and what each changed, for one reader."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.models import Revision

from kb.history.differences import Difference, difference, labels
from kb.history.kinds import ChangeKind, kind_of
from kb.history.log import Appearance, appearances
from kb.history.outline import Outline, collect, outline
from kb.history.seen import Seen
from kb.permissions import User


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to a page or record, as the reader may know it."""

    record: Any
    kind: ChangeKind
    at: datetime
    who: Any
    difference: Difference
    outline: Outline
    number: int = 0

    @property
    def by(self) -> str:
        """The name of who did it, empty when nobody is known."""
        if self.who is None:
            return ""
        name: str = self.who.get_full_name() or self.who.get_username()
        return name

    @property
    def what(self) -> list[str]:
        """What it changed, in the fewest words."""
        return labels(self.difference)

    @property
    def label(self) -> Any:
        """What kind of change it is."""
        return self.kind.label


class Versions:
    """The outlines of revisions for one reader, each made once."""

    def __init__(self, user: User) -> None:
        self.seen = Seen(user)
        self._made: dict[int, Outline | None] = {}

    def prepare(self, wanted: Iterable[tuple[Any, int | None]]) -> None:
        """Make the outlines of these revisions; one query, and one for each kind they name."""
        records = {pk: record for record, pk in wanted if pk is not None and pk not in self._made}
        rows = Revision.objects.filter(pk__in=records).values_list("pk", "content")
        contents = dict(rows)
        for pk, content in contents.items():
            collect(type(records[pk]), content, self.seen)
        for pk, record in records.items():
            kind = kind_of(record)
            content = contents.get(pk)
            made = kind and content and outline(kind, type(record), content, self.seen)
            self._made[pk] = made or None

    def of(self, pk: int | None) -> Outline | None:
        """Return a prepared outline, None for one that the reader may not know of."""
        return self._made.get(pk) if pk is not None else None


def changes(found: Sequence[Appearance], versions: Versions) -> list[Change]:
    """Return what these appearances changed for the reader, without those that changed nothing."""
    versions.prepare(
        (one.record, pk) for one in found for pk in (one.revision, one.before) if pk is not None
    )
    made = []
    for one in found:
        now = versions.of(one.revision)
        if now is None:
            continue
        before = versions.of(one.before)
        differs = difference(before, now)
        if one.tells and one.kind:
            made.append(Change(one.record, one.kind, one.at, one.who, differs, now))
        elif differs:
            kind = _kind(one, before, differs)
            made.append(Change(one.record, kind, one.at, one.who, differs, now))
    return made


def _kind(one: Appearance, before: Outline | None, differs: Difference) -> ChangeKind:
    if before is None:
        return ChangeKind.PUBLISHED
    if one.kind is not None:
        return one.kind
    kind = kind_of(one.record)
    for name, change in (kind.news if kind else {}).items():
        if name in differs.added:
            return change
    return ChangeKind.TRANSLATED if differs.is_translation else ChangeKind.UPDATED


def history(record: Any, user: User) -> list[Change]:
    """Return the versions of a record this person may see, oldest first, numbered from 1."""
    found = changes(appearances([record], user)[record], Versions(user))
    return [
        Change(one.record, one.kind, one.at, one.who, one.difference, one.outline, number)
        for number, one in enumerate(found, 1)
    ]
