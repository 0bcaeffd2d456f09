"""Publications that were due at a time and did not happen, because something was missing."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision

from kb.attention import AttentionItem, AttentionSource, sources
from kb.attention_sources.things import (
    content_type_of,
    editable_things,
    editor_of,
    key_of,
    kind_of,
    title_of,
    works_at_the_desk,
)
from kb.permissions import User, may

KEPT = timedelta(days=90)


def find(user: User, most: int) -> Iterator[AttentionItem]:
    """Yield what was not published on time, nor since, for its writer and those who publish."""
    if not works_at_the_desk(user):
        return
    refused = {"action": "kb.publish.refused", "timestamp__gte": timezone.now() - KEPT}
    entries: dict[tuple[int, str], Any] = {}
    page_type = content_type_of(Page).pk
    for entry in PageLogEntry.objects.filter(**refused).order_by("timestamp")[:most]:
        entries[page_type, str(entry.page_id)] = entry
    for entry in ModelLogEntry.objects.filter(**refused).order_by("timestamp")[:most]:
        entries[entry.content_type_id, entry.object_id] = entry
    if not entries:
        return
    writers = dict(
        Revision.objects.filter(pk__in=[entry.revision_id for entry in entries.values()])
        .exclude(user=None)
        .values_list("pk", "user_id")
    )
    for things in editable_things(user):
        kind = content_type_of(things.model).pk
        keys = [key for of, key in entries if of == kind and key.isdigit()]
        if not keys:
            continue
        publishes = things.model is not Page and may(user, "publish", things.model)
        for thing in things.filter(pk__in=keys, latest_revision__approved_go_live_at=None):
            entry = entries[kind, str(thing.pk)]
            went_out = thing.last_published_at and thing.last_published_at > entry.timestamp
            concerns = publishes or writers.get(entry.revision_id) == user.pk
            if went_out or not concerns:
                continue
            missing = " ".join(entry.data.get("problems", [])[:3])
            yield AttentionItem(
                key=f"{key_of(thing)}-{entry.pk}",
                kind=kind_of(thing),
                title=title_of(thing),
                url=editor_of(thing),
                reason=_("Not published on time: %(missing)s") % {"missing": missing},
                since=entry.timestamp,
                weight=1,
            )


def register() -> None:
    """Name publications that were refused."""
    sources.register(
        AttentionSource(
            "not-published",
            gettext_lazy("Not published on time"),
            gettext_lazy("Add what is missing, and publish it or set another time."),
            find,
        )
    )
