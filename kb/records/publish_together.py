"""Publishing a draft together with what it names and nobody reads yet: all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kb.editing.held_row import hold
from kb.language.lists import listed
from kb.permissions import User, may
from kb.readiness import NotReady, problems
from kb.records.neighbours import unpublished_of


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A record that a draft names and that is no more than a draft itself.

    `obstacles` says what keeps this person from publishing it, in sentences; none when they may.
    """

    record: Any
    obstacles: list[str]

    @property
    def key(self) -> str:
        """What names it in a form."""
        return key_of(self.record)

    @property
    def kind(self) -> str:
        """What it is."""
        return str(self.record._meta.verbose_name)


def key_of(record: Any) -> str:
    """Return what names a record of any kind in a form."""
    return f"{record._meta.label_lower}:{record.pk}"


def newest(record: Any) -> Any:
    """Return the newest version of a record, as an object."""
    return record.get_latest_revision_as_object()


def waiting_with(draft: Any, user: User) -> list[Any]:
    """Return what a draft names, and what that names in turn, and nobody reads yet.

    Of other records of the draft's own kind what they name is left to their own publication. Only
    what this person may work on.
    """
    found: dict[str, Any] = {}
    ahead = unpublished_of(draft, user)
    while ahead:
        one = ahead.pop(0)
        if key_of(one) in found or (type(one), one.pk) == (type(draft), draft.pk):
            continue
        found[key_of(one)] = one
        if type(one) is not type(draft):
            ahead += unpublished_of(newest(one), user)
    return list(found.values())


def neighbours(draft: Any, user: User) -> list[Neighbour]:
    """Return what could be published with a draft, each with what keeps this person from it."""
    waiting = waiting_with(draft, user)
    with as_if_published(waiting):
        return [Neighbour(one, _obstacles(one, user)) for one in waiting]


def _obstacles(record: Any, user: User) -> list[str]:
    found = []
    if not may(user, "publish", type(record)):
        found.append(
            _("You may not publish this. These may: %(groups)s.")
            % {"groups": listed(publishers_of(type(record))) or _("administrators")}
        )
    lock = record.get_lock()
    if lock is not None and lock.for_user(user):
        found.append(_("It is locked."))
    draft = newest(record)
    if draft.go_live_at and draft.go_live_at > timezone.now():
        found.append(_("It is to be published later, at a time that its editor has set."))
    return [*found, *problems(draft)]


def publishers_of(model: Any) -> list[str]:
    """Return the names of the groups that may publish a kind of record."""
    meta = model._meta
    groups = Group.objects.filter(
        permissions__codename=f"publish_{meta.model_name}",
        permissions__content_type__app_label=meta.app_label,
    )
    return list(groups.order_by("name").values_list("name", flat=True))


@contextmanager
def as_if_published(records: Iterable[Any]) -> Iterator[None]:
    """Let pages and records count as published, to ask what would be missing; nothing is kept."""
    with transaction.atomic():
        for one in records:
            type(one)._base_manager.filter(pk=one.pk).update(live=True)
        yield
        transaction.set_rollback(True)


def problems_together(draft: Any, user: User) -> list[str]:
    """Return what keeps a draft from being published together with what it names."""
    with as_if_published(waiting_with(draft, user)):
        return problems(draft)


@transaction.atomic
def publish_together(
    record: Any, revision: Any, user: Any, chosen: Iterable[Any], **how: Any
) -> list[Any]:
    """Publish these neighbours, what others need first, then the record; return the neighbours.

    Raises NotReady, with nothing published, when one of them cannot be. `how` is for the record.
    """
    left = sorted(chosen, key=key_of)
    for one in left:
        hold(type(one), one.pk)
    done = publish_in_turn(left, user, lambda one: _obstacles(one, user))
    revision.publish(user=user, skip_permission_checks=True, **how)
    return done


def publish_in_turn(
    things: Iterable[Any], user: Any, obstacles: Callable[[Any], list[str]]
) -> list[Any]:
    """Publish each once nothing is in its way any more: what others need first; return them.

    To be called inside a transaction that is taken back when this raises NotReady, with what is
    in the way of those that are left.
    """
    left, done = list(things), []
    while left:
        ready = [one for one in left if not obstacles(one)]
        if not ready:
            raise NotReady([f"{one}: {sentence}" for one in left for sentence in obstacles(one)])
        for one in ready:
            version = one.latest_revision or one.save_revision(user=user)
            version.publish(user=user, skip_permission_checks=True)
            left.remove(one)
        done += ready
    return done
