"""The facets of the list of statements."""

from cases.choices import StatementKind, StatementState
from cases.querysets.facets.branches import keys, names_of, own_column, own_vocabulary
from cases.querysets.facets.facet import Facet

KIND = Facet("kind", own_column("Statement", "kind"), fixed=StatementKind)
STATE = Facet("state", own_column("Statement", "state"), fixed=StatementState)
PERSON = names_of("Statement", "person", "Person")
ORGANISATION = names_of("Statement", "organisation", "Organisation")
CHANNEL = Facet("channel", own_vocabulary("Statement", "channel"), choosable=keys("Channel"))
TOPIC = Facet("topic", own_vocabulary("Statement", "topics"), choosable=keys("Topic"))
INCIDENT = names_of("Statement", "incident", "Incident")
