"""Situations taken from what is recorded: an incident, or a statement that is being drafted."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from cases.choices import InvolvementRole
from cases.models import Involvement, Organisation, Response
from cases.precedents.permission import only_supported
from cases.precedents.situation import MOST_TOPICS, Situation
from kb.language.reader import current_reader
from kb.language.reading import read
from kb.permissions import User


def like_incident(incident: Any, user: User) -> Situation:
    """Return the situation of an incident, as this person may know it; four queries."""
    kind = incident.crisis_type
    return Situation(
        words=read(incident.title, current_reader()).text,
        type=kind.key if kind else "",
        severity=str(incident.severity or ""),
        organisation=_struck(incident, user),
        channel=_answered_on(incident, user),
        topic=_topics(incident),
    )


def like_statement(statement: Any) -> Situation:
    """Return what a statement says of its situation: its title, channel and topics."""
    return Situation(
        words=read(statement.title, current_reader()).text,
        channel=statement.channel.key if statement.channel else "",
        topic=_topics(statement),
    )


def like_risk(risk: Any, concerns: Iterable[Any]) -> Situation:
    """Return the situation of a risk that comes about, of `concerns` as the reader may see them."""
    kind = risk.crisis_type
    houses = (concern.organisation for concern in concerns)
    return Situation(
        words=read(risk.title, current_reader()).text,
        type=kind.key if kind else "",
        severity=str(risk.impact or ""),
        organisation=next((house.kind for house in houses if house), ""),
        topic=_topics(risk),
    )


def _topics(record: Any) -> tuple[str, ...]:
    return tuple(topic.key for topic in record.topics.all())[:MOST_TOPICS]


def _struck(incident: Any, user: User) -> str:
    """Return the kind of the first organisation that is a subject."""
    parts = Involvement.objects.filter(incident=incident, role=InvolvementRole.SUBJECT)
    known = only_supported(parts, user).filter(organisation__isnull=False)
    keys = list(known.order_by("sort_order", "pk").values_list("organisation_id", flat=True))
    seen = dict(Organisation.objects.visible_to(user).filter(pk__in=keys).values_list("pk", "kind"))
    return next((seen[key] for key in keys if key in seen), "")


def _answered_on(incident: Any, user: User) -> str:
    """Return the channel on which most was answered, of several the first by key."""
    said = only_supported(Response.objects.filter(incident=incident), user)
    channels = Counter(said.filter(channel__isnull=False).values_list("channel__key", flat=True))
    return min(channels, key=lambda key: (-channels[key], key), default="")
