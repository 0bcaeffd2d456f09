"""What waits for a person: one list, whose sources apps register when they are ready."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise

from kb.permissions import User, is_signed_in
from kb.registry import Registry

# No source is asked for more: whoever has more than this waiting needs help, not a longer list.
LIMIT = 100
# How many of a source the list itself shows; the rest is one link away.
SHOWN = 8


@dataclass(frozen=True)
class AttentionItem:
    """One thing that waits for a person, and that this person may see.

    `key` names it within its source for as long as it waits. `title` is a Bilingual or a text;
    `reason` says in words why it is here. `due` is the day by which, `since` when it began to wait;
    among those without a day the heavier comes first.
    """

    key: str
    kind: str | Promise
    title: object
    url: str
    reason: str | Promise
    due: date | None = None
    since: datetime | None = None
    weight: int = 0

    @property
    def is_overdue(self) -> bool:
        """Whether the day by which it should be done is past."""
        return self.due is not None and self.due < timezone.localdate()

    @property
    def urgency(self) -> tuple[date, int, datetime]:
        """What items are sorted by: earliest day, heaviest, longest waiting."""
        since = self.since or timezone.now() + timedelta(days=1)
        return self.due or date.max, -self.weight, since


@dataclass(frozen=True)
class AttentionSource:
    """One reason why things wait: `find(user, most)` gives at most so many of each kind of thing.

    Everything is asked through `visible_to` or `editable_by`: no item about a thing that the person
    may not see. `name` is part of an address; `todo` says in one sentence what to do.
    """

    name: str
    label: str | Promise
    todo: str | Promise
    find: Callable[[User, int], Iterable[AttentionItem]]


sources: Registry[AttentionSource] = Registry()


@dataclass(frozen=True)
class AttentionGroup:
    """What one source has for a person, and what of it the person has put off."""

    source: AttentionSource
    items: list[AttentionItem] = field(default_factory=list)
    put_off: list[AttentionItem] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many things wait."""
        return len(self.items)

    @property
    def first(self) -> list[AttentionItem]:
        """The most pressing, as many as one group of the list shows."""
        return self.items[:SHOWN]

    @property
    def is_capped(self) -> bool:
        """Whether the source was asked for no more than this, so that there may be more."""
        return len(self.items) + len(self.put_off) >= LIMIT


def group_for(
    source: AttentionSource, user: User, put_off: Container[tuple[str, str]] = ()
) -> AttentionGroup:
    """Return what one source has for a person; `put_off` holds pairs of source and item key."""
    group = AttentionGroup(source)
    if is_signed_in(user):
        found = sorted(source.find(user, LIMIT), key=lambda item: item.urgency)
        for item in found[:LIMIT]:
            waits = (source.name, item.key) not in put_off
            (group.items if waits else group.put_off).append(item)
    return group


def groups_for(user: User, put_off: Container[tuple[str, str]] = ()) -> list[AttentionGroup]:
    """Return all that waits for a person by source, without sources that have nothing."""
    groups = (group_for(source, user, put_off) for source in sources)
    return [group for group in groups if group.items or group.put_off]
