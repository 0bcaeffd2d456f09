"""Locks that a person set and has perhaps forgotten."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.attention import AttentionItem, AttentionSource, sources
from kb.attention_sources.things import editable_things, editor_of, key_of, kind_of, title_of
from kb.permissions import User

# A lock that was set for today's work needs no reminder.
FORGOTTEN = timedelta(days=1)


def find(user: User, most: int) -> Iterator[AttentionItem]:
    """Yield what this person locked more than a day ago, the oldest first."""
    before = timezone.now() - FORGOTTEN
    for things in editable_things(user):
        mine = things.filter(locked=True, locked_by=user, locked_at__lt=before)
        for thing in mine.order_by("locked_at")[:most]:
            yield AttentionItem(
                key=f"{key_of(thing)}-{thing.locked_at:%Y%m%d%H%M}",
                kind=kind_of(thing),
                title=title_of(thing),
                url=editor_of(thing),
                reason=_("You locked it: nobody else can edit it."),
                since=thing.locked_at,
            )


def register() -> None:
    """Name forgotten locks."""
    sources.register(
        AttentionSource(
            "locks",
            gettext_lazy("Locked by you"),
            gettext_lazy("Unlock it unless you are still working on it."),
            find,
        )
    )
