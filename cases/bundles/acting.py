"""What somebody does with a bundle: each act is checked, done and noted in the incident's history.

An act on a bundle that somebody else has settled meanwhile is refused with a sentence.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cases.bundles.findings import Finding, findings
from cases.bundles.items import all_publishable, known_of, put_in
from cases.bundles.mails import tell_asker, tell_reviewers
from cases.bundles.publishing import publish_all
from cases.choices import BundleState
from cases.models import Bundle, Incident
from cases.models.bundles import ANSWERED
from kb.editing.held_row import hold
from kb.readiness import NotReady

MOST_WORDS = 1000


def held(pk: int, *states: str) -> Any:
    """Return a bundle as it is now, held until the transaction ends; it has to be in such a state.

    Raises ValidationError when somebody has settled it meanwhile.
    """
    hold(Bundle, pk)
    bundle = Bundle.objects.select_related("incident").filter(pk=pk, state__in=states).first()
    if bundle is None:
        raise ValidationError(_("Somebody else has settled this meanwhile. Look again."))
    return bundle


def may_decide(bundle: Bundle, user: Any) -> bool:
    """Return whether somebody may publish all of it, so that it is theirs to approve or refuse."""
    return bool(all_publishable([bundle], user))


def may_cancel(bundle: Bundle, user: Any) -> bool:
    """Return whether somebody may give it up: who asked, who decided, who may decide."""
    return user.pk in (bundle.asked_by_id, bundle.decided_by_id) or may_decide(bundle, user)


def _demand(found: Collection[Finding], *, asking_only: bool = False) -> None:
    """Raise NotReady with what is in the way."""
    stops = [one for one in found if (one.stops_asking if asking_only else one.stops)]
    if stops:
        raise NotReady([f"{one.thing}: {one.sentence}" for one in stops])


def _demand_later(at: datetime | None) -> datetime:
    if at is None:
        raise ValidationError(_("Say when it is to be published."))
    if at <= timezone.now():
        raise ValidationError(_("This time is past: choose a later one, or publish it now."))
    return at


def _codes(found: Collection[Finding]) -> list[str]:
    return sorted(one.code for one in found if not one.stops)


def _begun(incident: Incident, user: Any, again: int | None) -> Bundle:
    """Return the bundle that came back to somebody, to be tried again, or a new one."""
    if again is not None:
        bundle: Bundle = held(again, *ANSWERED)
        if bundle.incident_id != incident.pk or not may_cancel(bundle, user):
            raise PermissionDenied
    else:
        bundle = Bundle(incident=incident)
    bundle.asked_by, bundle.asked_at = user, timezone.now()
    bundle.reason, bundle.problems = "", []
    bundle.decided_by = bundle.decided_at = bundle.finished_at = None
    return bundle


@transaction.atomic
def publish_now(
    incident: Incident, things: Collection[Any], user: Any, again: int | None = None
) -> list[Any]:
    """Publish these things; a bundle that had come back is done with. Raises NotReady."""
    done = publish_all(things, user)
    if again is not None:
        bundle = _begun(incident, user, again)
        put_in(bundle, things)
        _finish(bundle, user)
    return done


def _finish(bundle: Bundle, user: Any) -> None:
    bundle.state, bundle.finished_at = BundleState.PUBLISHED, timezone.now()
    bundle.problems, bundle.decided_by = [], user
    bundle.save()


@transaction.atomic
def schedule(
    incident: Incident,
    things: Collection[Any],
    user: Any,
    at: datetime | None,
    again: int | None = None,
) -> Bundle:
    """Let these things go out together at a time, on this person's behalf.

    Raises NotReady when they could not go out now, ValidationError for a time that is past.
    """
    later = _demand_later(at)
    found = findings(things, user)
    _demand(found)
    bundle = _begun(incident, user, again)
    bundle.state, bundle.at = BundleState.SCHEDULED, later
    bundle.read, bundle.decided_by, bundle.decided_at = _codes(found), user, timezone.now()
    bundle.save()
    put_in(bundle, things)
    _log(bundle, user, "cases.bundle.scheduled", at=later.isoformat())
    return bundle


@transaction.atomic
def ask(
    incident: Incident,
    things: Collection[Any],
    user: Any,
    *,
    at: datetime | None = None,
    note: str = "",
    again: int | None = None,
) -> Bundle:
    """Ask for a review of all of it; `at` is when it goes out if it is approved before.

    Raises NotReady when something has to be mended first, whoever publishes.
    """
    if at is not None:
        _demand_later(at)
    found = findings(things, user)
    _demand(found, asking_only=True)
    bundle = _begun(incident, user, again)
    bundle.state, bundle.at, bundle.note = BundleState.REVIEW, at, note.strip()[:MOST_WORDS]
    bundle.read = _codes(found)
    bundle.save()
    put_in(bundle, things)
    _log(bundle, user, "cases.bundle.asked")
    transaction.on_commit(lambda: tell_reviewers(bundle.pk))
    return bundle


@transaction.atomic
def approve(bundle: Bundle, user: Any) -> list[Any]:
    """Publish what was handed in, or let it go out at the time that was asked for.

    Returns what was published. Raises PermissionDenied, or NotReady with nothing changed.
    """
    mine = held(bundle.pk, BundleState.REVIEW)
    known = known_of(mine, user)
    if not (known.is_all and may_decide(mine, user)):
        raise PermissionDenied
    found = findings(known.waiting, user)
    _demand(found)
    mine.read, mine.decided_by, mine.decided_at = _codes(found), user, timezone.now()
    _log(mine, user, "cases.bundle.approved")
    if mine.is_for_later:
        mine.state = BundleState.SCHEDULED
        mine.save()
        return []
    done = publish_all(known.waiting, user)
    _finish(mine, user)
    return done


@transaction.atomic
def send_back(bundle: Bundle, user: Any, reason: str) -> None:
    """Give it back to whoever asked. Raises ValidationError without a reason."""
    mine = held(bundle.pk, BundleState.REVIEW)
    if not may_decide(mine, user):
        raise PermissionDenied
    if not (told := reason.strip()[:MOST_WORDS]):
        raise ValidationError(_("Say what has to change."))
    mine.state, mine.reason = BundleState.SENT_BACK, told
    mine.decided_by, mine.decided_at = user, timezone.now()
    mine.save()
    _log(mine, user, "cases.bundle.sent_back", reason=told)
    transaction.on_commit(lambda: tell_asker(mine.pk))


@transaction.atomic
def move(bundle: Bundle, user: Any, at: datetime | None) -> None:
    """Let it go out at another time, from now on this person's behalf."""
    mine = held(bundle.pk, BundleState.SCHEDULED)
    if not may_decide(mine, user):
        raise PermissionDenied
    mine.at = _demand_later(at)
    mine.decided_by, mine.decided_at = user, timezone.now()
    mine.save()
    _log(mine, user, "cases.bundle.moved", at=mine.at.isoformat())


@transaction.atomic
def cancel(bundle: Bundle, user: Any) -> None:
    """Give it up: nothing of it is published by this any more."""
    mine = held(bundle.pk, BundleState.REVIEW, BundleState.SCHEDULED, *ANSWERED)
    if not may_cancel(mine, user):
        raise PermissionDenied
    mine.state, mine.finished_at = BundleState.CANCELLED, timezone.now()
    mine.save()
    _log(mine, user, "cases.bundle.cancelled")


def _log(bundle: Bundle, user: Any, action: str, **data: Any) -> None:
    log(instance=bundle.incident, action=action, user=user, data=data)
