"""What is done with a watched risk: signals, reviews, its end, and the incident it became."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cases.actions.amend import amend
from cases.actions.report import in_its_half
from cases.choices import Certainty, InvolvementRole, RiskState
from cases.models import Citation, Event, Incident, Involvement, Risk, RiskSignal
from kb.editing.locks import demand_unlocked
from kb.permissions import User, may, may_edit
from kb.records.base import refresh_indexes
from kb.records.bilingual import Bilingual
from kb.records.spans import Span


def may_watch(risk: Risk, user: User) -> bool:
    """Return whether somebody notes signals of a risk and reviews it: its owner, and editors."""
    if not Risk.objects.visible_to(user).filter(pk=risk.pk).exists():
        return False
    return bool(risk.responsible_id and risk.responsible_id == user.pk) or may_edit(user, Risk)


def may_make_incident(risk: Risk, user: User) -> bool:
    """Return whether somebody makes an incident of a risk: who drafts incidents and sees it."""
    visible = Risk.objects.visible_to(user).filter(pk=risk.pk).exists()
    return visible and may(user, "add", Incident) and may_edit(user, Risk)


def _demand(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def _watched(risk: Risk) -> Risk:
    """Return the risk as it is now, held until the end of the transaction, if it is watched."""
    now: Risk = Risk.objects.select_for_update().get(pk=risk.pk)
    if now.state != RiskState.WATCHED:
        raise ValidationError(_("It is closed: watch it again first."))
    return now


@transaction.atomic
def note_signal(
    risk: Risk, user: Any, text: str, seen: Span, key: uuid.UUID | None = None
) -> uuid.UUID:
    """Add a signal to a published risk, shown at once, and return its key.

    A newer draft gets the same and stays a draft. A form sent twice has the same `key`, and adds
    one. Raises PermissionDenied for those who may not; ValidationError when the risk is closed.
    """
    _demand(may_watch(risk, user))
    key = key or uuid.uuid4()
    _watched(risk)
    if RiskSignal.objects.filter(key=key).exists():
        return key

    def change(version: Any) -> None:
        places = [signal.sort_order or 0 for signal in version.signals.all()]
        signal: Any = RiskSignal(
            key=key,
            seen=seen,
            noted_by=user.get_full_name() or user.get_username(),
            sort_order=max(places, default=-1) + 1,
        )
        signal.text = in_its_half(text)
        version.signals.add(signal)

    amend(risk, user, "cases.risk.signal", change)
    return key


@transaction.atomic
def review(risk: Risk, user: Any, likelihood: int | None, review_date: date | None) -> None:
    """Say how likely a risk is now, and when it is looked at again; it shows at once."""
    _demand(may_watch(risk, user))
    _watched(risk)

    def change(version: Any) -> None:
        version.likelihood, version.review_date = likelihood, review_date

    amend(risk, user, "cases.risk.review", change)


@transaction.atomic
def close(risk: Risk, user: Any, reason: str) -> None:
    """Stop watching a risk, with the reason; it stays readable and can be watched again."""
    _demand(may_watch(risk, user))
    now = _watched(risk)
    if now.became_id is not None:
        raise ValidationError(_("An incident was made of it: take that back first."))
    _give_state(now, user, RiskState.CLOSED, reason, "cases.risk.closed")


@transaction.atomic
def watch_again(risk: Risk, user: Any) -> None:
    """Watch a closed risk again."""
    _demand(may_watch(risk, user))
    now: Risk = Risk.objects.select_for_update().get(pk=risk.pk)
    if now.state == RiskState.CLOSED:
        _give_state(now, user, RiskState.WATCHED, "", "cases.risk.watched")


def _give_state(risk: Risk, user: Any, state: str, reason: str, action: str) -> None:
    demand_unlocked(risk, user)
    risk.state, risk.state_reason = state, reason
    risk.save(update_fields=["state", "state_reason"])
    log(instance=risk, action=action, user=user, data={"reason": reason})
    refresh_indexes(risk)


# --- It has happened ----------------------------------------------------------


@transaction.atomic
def make_incident(risk: Risk, user: Any) -> Incident:
    """Draft an incident from a risk, for the same people, and tie the two; nothing is published.

    Whom the risk concerns is involved, its signals are unverified events. Raises PermissionDenied
    for those who may not; ValidationError when it was done already or the risk is closed.
    """
    _demand(may_make_incident(risk, user))
    now = _watched(risk)
    if now.became_id is not None:
        raise ValidationError(_("An incident was made of it already."))
    demand_unlocked(now, user)
    incident: Any = Incident(
        severity=now.impact,
        crisis_type=now.crisis_type,
        certainty=Certainty.UNVERIFIED,
        audience=now.audience,
    )
    incident.title, incident.summary = now.title, now.description
    incident.save()
    incident.audience_groups.set(now.audience_groups.all())
    incident.topics.set(now.topics.all())
    incident.involvements.set(list(map(_involved, now.concerns.all())))
    signals = RiskSignal.objects.filter(risk=now).shown_to(user)
    incident.events.set(list(map(_event, signals.order_by("sort_order", "pk"))))
    incident.save()
    incident.save_revision(user=user)
    log(instance=incident, action="wagtail.create", user=user, data={"risk": now.pk})
    now.became = incident
    now.save(update_fields=["became"])
    log(instance=now, action="cases.risk.incident", user=user)
    made: Incident = incident
    return made


def _involved(concern: Any) -> Involvement:
    made: Any = Involvement(
        role=InvolvementRole.SUBJECT,
        person=concern.person,
        organisation=concern.organisation,
        sort_order=concern.sort_order,
    )
    made.group = concern.group
    return made  # type: ignore[no-any-return]


def _event(signal: Any) -> Event:
    """Return a signal as an event: of a source it is cited from, if it has one."""
    cited = [Citation(source=signal.source)] if signal.source_id else []
    made: Any = Event(
        when=signal.seen,
        certainty=Certainty.UNVERIFIED,
        sort_order=signal.sort_order,
        citations=cited,
    )
    made.what = Bilingual(signal.text.en, signal.text.zh)
    return made  # type: ignore[no-any-return]


def may_take_back(risk: Risk, user: User) -> bool:
    """Return whether somebody may undo the incident made of a risk: while nobody has read it."""
    incident = risk.became
    return (
        incident is not None
        and may_make_incident(risk, user)
        and not incident.live
        and incident.first_published_at is None
        and Incident.objects.editable_by(user).filter(pk=incident.pk).exists()
    )


@transaction.atomic
def take_back(risk: Risk, user: Any) -> None:
    """Watch a risk again of which an incident was made; its draft is archived, not lost.

    Raises PermissionDenied for those who may not, and once the incident was published.
    """
    now: Risk = Risk.objects.select_for_update().get(pk=risk.pk)
    _demand(may_take_back(now, user))
    incident: Any = Incident.objects.select_for_update().get(pk=now.became_id)
    demand_unlocked(incident, user)
    now.became = None
    now.save(update_fields=["became"])
    log(instance=now, action="cases.risk.taken_back", user=user)
    incident.archived_at = timezone.now()
    incident.save(update_fields=["archived_at"])
    log(instance=incident, action="kb.archive", user=user)
    refresh_indexes(incident)
