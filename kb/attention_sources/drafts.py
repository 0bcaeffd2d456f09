"""Drafts that a person saved last and that nobody has published or taken into review."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.attention import AttentionItem, AttentionSource, sources
from kb.attention_sources.things import (
    UNFINISHED,
    editable_things,
    editor_of,
    key_of,
    kind_of,
    not_scheduled,
    not_under_review,
    title_of,
)
from kb.permissions import User


def find(user: User, most: int) -> Iterator[AttentionItem]:
    """Yield the drafts whose newest version is this person's, the oldest first."""
    for things in editable_things(user):
        mine = not_scheduled(
            not_under_review(things.filter(UNFINISHED, latest_revision__user=user))
        )
        for thing in mine.select_related("latest_revision").order_by("latest_revision")[:most]:
            yield AttentionItem(
                key=key_of(thing),
                kind=kind_of(thing),
                title=title_of(thing),
                url=editor_of(thing),
                reason=_("Changed after it was published.")
                if thing.live
                else _("Never published."),
                since=thing.latest_revision.created_at,
            )


def register() -> None:
    """Name a person's own drafts."""
    sources.register(
        AttentionSource(
            "drafts",
            gettext_lazy("Your drafts"),
            gettext_lazy("Finish and submit or publish them, or archive what is not needed."),
            find,
        )
    )
