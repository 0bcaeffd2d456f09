"""What is in the way of publishing several things together, as if all of them were out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.locks import BasicLock, ScheduledForPublishLock, WorkflowLock
from wagtail.models import GroupPagePermission, Page

from cases.bundles.open_ends import open_ends
from kb.attention_sources.things import title_of
from kb.editing.locks import Locked, demand_unlocked
from kb.language.lists import listed
from kb.permissions import User, asking, may
from kb.readiness import problems
from kb.records.publish_together import as_if_published, key_of, newest, publishers_of


class Grade(IntEnum):
    """How much a finding keeps from being published, the gravest first."""

    PROBLEM = 0  # somebody has to mend it, whoever publishes
    HELD = 1  # somebody keeps it for themselves, or it has a time of its own
    RIGHT = 2  # this person may not, others may
    OPEN_END = 3  # it may go out so, once somebody has said that they have read this


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about one page or record; `code` names what somebody may say they have read."""

    thing: Any
    grade: Grade
    sentence: str
    code: str = ""

    @property
    def title(self) -> object:
        """What the thing is called, as last written."""
        return title_of(self.thing)

    @property
    def stops(self) -> bool:
        """Whether nothing is published as long as this is so."""
        return self.grade is not Grade.OPEN_END

    @property
    def stops_asking(self) -> bool:
        """Whether even a review cannot be asked for: whoever reviews could do nothing with it."""
        return self.grade is Grade.PROBLEM


def findings(things: Collection[Any], user: User) -> list[Finding]:
    """Return all there is to say of things that go out together, for one person, gravest first.

    Judged as if all of them were out; nothing of that is kept.
    """
    with on_behalf_of(user), as_if_published(things):
        found = [finding for one in things for finding in _of(one, things, user)]
    return sorted(found, key=lambda finding: finding.grade)


@contextmanager
def on_behalf_of(user: User) -> Iterator[None]:
    """Let checks that ask who asks find this person, as in a request of theirs."""
    token = asking.set(user)
    try:
        yield
    finally:
        asking.reset(token)


def _of(thing: Any, things: Collection[Any], user: User) -> Iterator[Finding]:
    draft = newest(thing)
    yield from _stopping(thing, draft, user)
    for code, sentence in open_ends(thing, draft, things, user):
        yield Finding(thing, Grade.OPEN_END, sentence, f"{key_of(thing)}:{code}")


def stopping(thing: Any, user: User) -> Iterator[Finding]:
    """Yield what keeps this person from publishing a page or record as things are now."""
    yield from _stopping(thing, newest(thing), user)


def _stopping(thing: Any, draft: Any, user: User) -> Iterator[Finding]:
    for sentence in problems(draft):
        yield Finding(thing, Grade.PROBLEM, sentence)
    for sentence in _holds(thing, draft, user):
        yield Finding(thing, Grade.HELD, sentence)
    if not may_publish(thing, user):
        told = _("You may not publish this. These may: %(groups)s.")
        groups = listed(_publishers(thing)) or _("administrators")
        yield Finding(thing, Grade.RIGHT, told % {"groups": groups})


def may_publish(thing: Any, user: User) -> bool:
    """Return whether somebody has the right to publish this page or record."""
    if isinstance(thing, Page):
        return bool(thing.permissions_for_user(user).can_publish())
    return may(user, "publish", type(thing))


def _publishers(thing: Any) -> list[str]:
    if not isinstance(thing, Page):
        return publishers_of(type(thing))
    above = thing.get_ancestors(inclusive=True)
    rights = GroupPagePermission.objects.filter(page__in=above, permission__codename="publish_page")
    return list(rights.order_by("group__name").values_list("group__name", flat=True).distinct())


def _holds(thing: Any, draft: Any, user: User) -> Iterable[str]:
    """Yield who or what keeps a thing as it is."""
    lock = thing.get_lock()
    if lock is not None and lock.for_user(user):
        yield _said_by(lock, thing, user)
    later = draft.go_live_at
    if later and later > timezone.now() and not isinstance(lock, ScheduledForPublishLock):
        yield _("It is to be published later, at a time that its editor has set.")


def _said_by(lock: Any, thing: Any, user: User) -> str:
    if isinstance(lock, ScheduledForPublishLock):
        return _("It is to be published later by itself: take it off its schedule first.")
    if isinstance(lock, WorkflowLock):
        return _("It is under review: those who review it publish it.")
    if isinstance(lock, BasicLock):
        try:
            demand_unlocked(thing, user)
        except Locked as refusal:
            return " ".join(refusal.messages)
    return _("It is archived, or part of another record by now.")
