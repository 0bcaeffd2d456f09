"""The facets of the list of responses."""

from typing import Any

from cases.choices import Certainty
from cases.querysets.facets.branches import (
    keys,
    model,
    names_of,
    of_vocabulary,
    own_column,
    own_types,
    own_vocabulary,
    strategies,
    with_parents,
)
from cases.querysets.facets.facet import Facet
from kb.permissions import User


def _strategies(user: User) -> list[Any]:
    return with_parents(model("Response").objects.all(), "pk", "strategies", scheme=True)


def _endings(user: User) -> list[Any]:
    """Return the branch for the outcomes of the incident that was answered."""
    outcomes = model("Outcome").objects.supported_for(user)
    answered = outcomes.filter(incident__responses__isnull=False)
    return [of_vocabulary(answered, "incident__responses__pk", "kind")]


STRATEGY = Facet("strategy", _strategies, choosable=strategies)
CHANNEL = Facet("channel", own_vocabulary("Response", "channel"), choosable=keys("Channel"))
PERSON = names_of("Response", "person", "Person")
ORGANISATION = names_of("Response", "organisation", "Organisation")
TYPE = Facet("type", own_types("Response", "incident__crisis_type"), choosable=keys("CrisisType"))
OUTCOME = Facet("outcome", _endings, choosable=keys("OutcomeKind"))
INCIDENT = names_of("Response", "incident", "Incident")
CERTAINTY = Facet("certainty", own_column("Response", "certainty"), fixed=Certainty)
