"""A change of a published incident that appears at once, and in the draft that waits beside it."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from cases.models import Incident
from kb.editing.locks import demand_unlocked
from kb.records.base import refresh_indexes


@transaction.atomic
def amend(incident: Incident, user: Any, action: str, change: Callable[[Incident], None]) -> None:
    """Apply a change to a published incident and to its newer draft, which stays unpublished.

    Publishing would not do: it would end a review of the draft, and ask again what was asked when
    the incident was published. `change` is called once for each; parts that it adds must be made
    anew each time, with the same keys. Nobody else can change the incident meanwhile. Raises
    Locked when somebody else has locked it.
    """
    live: Incident = Incident.objects.select_for_update().get(pk=incident.pk)
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
