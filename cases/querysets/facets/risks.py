"""The facets of the list of risks."""

from typing import Any

from django.db.models import CharField, Value

from cases.choices import Likelihood, RiskStanding, Severity
from cases.querysets.facets.branches import (
    keys,
    model,
    of_names,
    own_column,
    own_types,
    own_vocabulary,
    rows,
    slugs,
)
from cases.querysets.facets.facet import Facet
from kb.permissions import User


def _standing(user: User) -> list[Any]:
    """Return the branches of how a risk stands, as far as this person may know."""
    risks = model("Risk").objects
    standing = {
        RiskStanding.WATCHED: risks.watched(user),
        RiskStanding.INCIDENT: risks.became_incident(user),
        RiskStanding.CLOSED: risks.closed(user),
    }
    return [
        rows(found, "pk", Value(str(value), output_field=CharField()))
        for value, found in standing.items()
    ]


def _concerning(of: str, kind: str) -> Facet:
    """Return the facet of a kind of record that risks concern."""

    def branches(user: User) -> list[Any]:
        return [of_names(model("RiskConcern").objects.all(), "risk_id", of, kind, user)]

    return Facet(of, branches, choosable=slugs(kind), is_of_names=True)


STATE = Facet("state", _standing, fixed=RiskStanding)
LIKELIHOOD = Facet("likelihood", own_column("Risk", "likelihood"), fixed=Likelihood)
IMPACT = Facet("impact", own_column("Risk", "impact"), fixed=Severity)
TYPE = Facet("type", own_types("Risk", "crisis_type"), choosable=keys("CrisisType"))
TOPIC = Facet("topic", own_vocabulary("Risk", "topics"), choosable=keys("Topic"))
ORGANISATION = _concerning("organisation", "Organisation")
PERSON = _concerning("person", "Person")
