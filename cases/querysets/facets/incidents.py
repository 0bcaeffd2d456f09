"""The facets of the incident list."""

from typing import Any

from cases.choices import Certainty, IncidentStatus, Kept, Severity
from cases.querysets.facets.branches import (
    keys,
    model,
    of_names,
    of_vocabulary,
    own_column,
    own_types,
    own_vocabulary,
    slugs,
    strategies,
    with_parents,
)
from cases.querysets.facets.facet import Facet
from kb.permissions import User


def _actors(kind: str, record: str, user: User) -> list[Any]:
    """Return the branches for everybody of a kind who has any part in an incident."""
    facts = [
        (model(name).objects.supported_for(user), "incident_id")
        for name in ("Involvement", "Response", "Outcome")
    ]
    events = model("Event").objects.supported_for(user)
    facts.append((model("EventActor").objects.filter(event__in=events), "event__incident_id"))
    return [of_names(fact, incident, kind, record, user) for fact, incident in facts]


def _channels(user: User) -> list[Any]:
    return [
        of_vocabulary(model(name).objects.supported_for(user), "incident_id", "channel")
        for name in ("Event", "Response")
    ]


def _strategies(user: User) -> list[Any]:
    responses = model("Response").objects.supported_for(user)
    return with_parents(responses, "incident_id", "strategies", scheme=True)


def _outcome_kinds(user: User) -> list[Any]:
    return [of_vocabulary(model("Outcome").objects.supported_for(user), "incident_id", "kind")]


TYPE = Facet(
    "type", own_types("Incident", "crisis_type"), choosable=keys("CrisisType"), kept=Kept.TYPE
)
SEVERITY = Facet("severity", own_column("Incident", "severity"), fixed=Severity, kept=Kept.SEVERITY)
STATUS = Facet("status", own_column("Incident", "status"), fixed=IncidentStatus, kept=Kept.STATUS)
ORGANISATION = Facet(
    "organisation",
    lambda user: _actors("organisation", "Organisation", user),
    choosable=slugs("Organisation"),
    is_of_names=True,
    kept=Kept.ORGANISATION,
)
PERSON = Facet(
    "person",
    lambda user: _actors("person", "Person", user),
    choosable=slugs("Person"),
    is_of_names=True,
    kept=Kept.PERSON,
)
STRATEGY = Facet("strategy", _strategies, choosable=strategies, kept=Kept.STRATEGY)
OUTCOME = Facet("outcome", _outcome_kinds, choosable=keys("OutcomeKind"), kept=Kept.OUTCOME)
CHANNEL = Facet("channel", _channels, choosable=keys("Channel"), kept=Kept.CHANNEL)
TOPIC = Facet(
    "topic", own_vocabulary("Incident", "topics"), choosable=keys("Topic"), kept=Kept.TOPIC
)
CERTAINTY = Facet(
    "certainty", own_column("Incident", "certainty"), fixed=Certainty, kept=Kept.CERTAINTY
)
