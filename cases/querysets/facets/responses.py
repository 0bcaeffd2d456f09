"""The facets of the list of responses, and of the ledger."""

from typing import Any

from django.db.models import Case, CharField, F, Q, TextChoices, Value, When
from django.db.models.functions import Coalesce, Upper
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.choices import Certainty, Severity
from cases.querysets.facets.branches import (
    keys,
    model,
    names_of,
    of_vocabulary,
    own_column,
    own_types,
    own_vocabulary,
    rows,
    strategies,
    unstated,
    with_parents,
)
from cases.querysets.facets.facet import UNSTATED, Facet
from kb.permissions import User


class Speaker(TextChoices):
    """What kind of actor answered."""

    PERSON = "person", _("A person")
    ORGANISATION = "organisation", _("An organisation")
    GROUP = "group", _("A described group")
    UNSTATED = UNSTATED, _("Not named")


def _all() -> Any:
    return model("Response").objects.all()


def _strategies(user: User) -> list[Any]:
    return with_parents(_all(), "pk", "strategies", scheme=True)


def _schemes(user: User) -> list[Any]:
    coded = _all().filter(strategies__isnull=False)
    scheme = F("strategies__scheme")
    return [
        rows(coded, "pk", scheme, label=Upper(scheme)),
        unstated(_all().filter(strategies=None), gettext("Not coded")),
    ]


def _speakers(user: User) -> list[Any]:
    """Return the branch for who spoke; somebody the reader may not know of is not named."""
    seen = {name: model(name).objects.visible_to(user) for name in ("Person", "Organisation")}
    choice = Case(
        When(person__in=seen["Person"], then=Value(Speaker.PERSON.value)),
        When(organisation__in=seen["Organisation"], then=Value(Speaker.ORGANISATION.value)),
        When(~Q(group_en="", group_zh=""), then=Value(Speaker.GROUP.value)),
        default=Value(Speaker.UNSTATED.value),
        output_field=CharField(),
    )
    return [rows(_all(), "pk", choice)]


def _channels(user: User) -> list[Any]:
    not_said = unstated(_all().filter(channel=None), gettext("Not stated"))
    return [*own_vocabulary("Response", "channel")(user), not_said]


def _types(user: User) -> list[Any]:
    not_said = unstated(_all().filter(incident__crisis_type=None), gettext("Not classified"))
    return [*own_types("Response", "incident__crisis_type")(user), not_said]


def _clusters(user: User) -> list[Any]:
    classified = _all().filter(incident__crisis_type__isnull=False)
    kind = "incident__crisis_type"
    return [
        rows(classified, "pk", Coalesce(f"{kind}__parent__key", f"{kind}__key")),
        unstated(_all().filter(incident__crisis_type=None), ""),
    ]


def _endings(user: User) -> list[Any]:
    """Return the branches for the outcomes of the incident that was answered."""
    outcomes = model("Outcome").objects.supported_for(user).filter(kind__isnull=False)
    answered = outcomes.filter(incident__responses__isnull=False)
    none_known = _all().exclude(incident__in=outcomes.order_by().values("incident"))
    return [
        of_vocabulary(answered, "incident__responses__pk", "kind"),
        unstated(none_known, gettext("No outcome known")),
    ]


STRATEGY = Facet("strategy", _strategies, choosable=strategies)
SCHEME = Facet(
    "scheme",
    _schemes,
    choosable=lambda user: strategies(user).annotate(choice=F("scheme")),
    has_unstated=True,
)
CHANNEL = Facet("channel", _channels, choosable=keys("Channel"), has_unstated=True)
SPEAKER = Facet("speaker", _speakers, fixed=Speaker)
PERSON = names_of("Response", "person", "Person")
ORGANISATION = names_of("Response", "organisation", "Organisation")
TYPE = Facet("type", _types, choosable=keys("CrisisType"), has_unstated=True)
CLUSTER = Facet("cluster", _clusters)
SEVERITY = Facet("severity", own_column("Response", "incident__severity"), fixed=Severity)
TOPIC = Facet("topic", own_vocabulary("Response", "incident__topics"), choosable=keys("Topic"))
OUTCOME = Facet("outcome", _endings, choosable=keys("OutcomeKind"), has_unstated=True)
INCIDENT = names_of("Response", "incident", "Incident")
CERTAINTY = Facet("certainty", own_column("Response", "certainty"), fixed=Certainty)
