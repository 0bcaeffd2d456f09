"""A change of a published record that appears at once, and in the draft that waits beside it."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from kb.editing.locks import demand_unlocked
from kb.records.base import refresh_indexes


@transaction.atomic
def amend(record: Any, user: Any, action: str, change: Callable[[Any], None]) -> None:
    """Apply a change to a published record and to its newer draft, which stays unpublished.

    Publishing would not do: it would end a review of the draft, and ask again what was asked when
    the record was published. `change` is called once for each; parts that it adds must be made
    anew each time, with the same keys. Nobody else can change it meanwhile. Raises
    Locked when somebody else has locked it.
    """
    live = type(record)._base_manager.select_for_update().get(pk=record.pk)
    demand_unlocked(live, user)
    draft = live.get_latest_revision_as_object() if live.has_unpublished_changes else None
    scheduled = live.scheduled_revision

    change(live)
    live.last_published_at = timezone.now()
    live.save()
    revision = live.save_revision(user=user, changed=False, clean=False)
    live.live_revision = revision
    live.save(update_fields=["live_revision"])
    log(instance=live, action=action, user=user, revision=revision, content_changed=True)

    if draft is not None:
        change(draft)
        newer = draft.save_revision(user=user, clean=False)
        if scheduled is not None:
            # The version that goes out on time is the one with the change.
            newer.approved_go_live_at = scheduled.approved_go_live_at
            newer.save()
            Revision.objects.filter(pk=scheduled.pk).update(approved_go_live_at=None)
    refresh_indexes(live)


@transaction.atomic
def draft(record: Any, user: Any, action: str, change: Callable[[Any], None]) -> None:
    """Apply a change to the newest draft of a record only; nothing that readers see changes.

    Raises Locked when somebody else has locked it.
    """
    live = type(record)._base_manager.select_for_update().get(pk=record.pk)
    demand_unlocked(live, user)
    newest = live.get_latest_revision_as_object()
    change(newest)
    revision = newest.save_revision(user=user, clean=False)
    log(instance=live, action=action, user=user, revision=revision, content_changed=True)
