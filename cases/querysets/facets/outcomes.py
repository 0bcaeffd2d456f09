"""The facets of the list of outcomes."""

from typing import Any

from django.db.models import Case, CharField, Q, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _

from cases.choices import Certainty
from cases.querysets.facets.branches import (
    keys,
    model,
    names_of,
    own_column,
    own_types,
    own_vocabulary,
    rows,
)
from cases.querysets.facets.facet import Facet
from kb.permissions import User


class Measured(TextChoices):
    """Whether somebody measured an outcome."""

    WITH = "with", _("With figures")
    WITHOUT = "without", _("Without figures")


def _measured(user: User) -> list[Any]:
    no_figure = Q(metric_en="", metric_zh="", before=None, after=None)
    choice = Case(
        When(no_figure, then=Value(Measured.WITHOUT.value)),
        default=Value(Measured.WITH.value),
        output_field=CharField(),
    )
    return [rows(model("Outcome").objects.all(), "pk", choice)]


KIND = Facet("kind", own_vocabulary("Outcome", "kind"), choosable=keys("OutcomeKind"))
TYPE = Facet("type", own_types("Outcome", "incident__crisis_type"), choosable=keys("CrisisType"))
INCIDENT = names_of("Outcome", "incident", "Incident")
PERSON = names_of("Outcome", "person", "Person")
ORGANISATION = names_of("Outcome", "organisation", "Organisation")
METRIC = Facet("metric", _measured, fixed=Measured)
CERTAINTY = Facet("certainty", own_column("Outcome", "certainty"), fixed=Certainty)
