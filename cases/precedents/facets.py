"""What an incident has to be to agree with a situation, as the database is asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Value,
    When,
)

from cases.choices import InvolvementRole
from cases.models import Event, Incident, Involvement, Organisation, Response
from cases.precedents import weights
from cases.precedents.situation import Situation
from cases.precedents.vocabulary import Vocabulary
from kb.permissions import User

# Beyond that it is only said that there are more: counting all takes as long as listing them.
MOST_COUNTED = 200


@dataclass(frozen=True)
class Facets:
    """The conditions of a situation beside its words, by keys of the database."""

    types: frozenset[int] = frozenset()
    cluster: frozenset[int] = frozenset()  # besides
    severity: int | None = None
    organisation: str = ""
    channel: int | None = None
    topics: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return any((self.types, self.severity, self.organisation, self.channel, self.topics))

    @property
    def of_each_topic(self) -> int:
        """What each of the topics is worth."""
        return weights.of_each_topic(len(self.topics))


def facets_of(situation: Situation, known: Vocabulary) -> Facets:
    """Return the conditions of a situation by keys of the database."""
    types: set[int] = set()
    cluster: set[int] = set()
    if situation.type:
        asked, above = known.types[situation.type], known.cluster_of(situation.type)
        whole = known.of_cluster(above)
        types = whole if asked.pk == above.pk else {asked.pk}
        cluster = whole - types
    return Facets(
        frozenset(types),
        frozenset(cluster),
        int(situation.severity) if situation.severity else None,
        situation.organisation,
        known.channels[situation.channel].pk if situation.channel else None,
        tuple(known.topics[key].pk for key in situation.topic),
    )


# --- Everything, before anybody's permission ----------------------------------


def most_possible(facets: Facets, *but: int) -> Any:
    """Return published incidents by the most points that anybody could see them have.

    Facts count here whoever may check them: it says only whom to look at (`ranking.py`).
    Rows are primary key, points, beginning.
    """
    points: Any = _when(Q(crisis_type__in=facets.types), weights.TYPE) + _when(
        Q(crisis_type__in=facets.cluster), weights.SAME_CLUSTER
    )
    if facets.severity:
        points += _when(Q(severity=facets.severity), weights.SEVERITY)
        points += _when(Q(severity__in=_next_to(facets.severity)), weights.NEXT_SEVERITY)
    tagged: Any = Incident.topics.through._base_manager
    for topic in facets.topics:
        of_topic = tagged.filter(topic_id=topic).values("incident_id")
        points += _when(Q(pk__in=of_topic), facets.of_each_topic)
    if facets.channel:
        said = [
            model._base_manager.filter(channel_id=facets.channel).values("incident_id")
            for model in (Response, Event)
        ]
        points += _when(Q(pk__in=said[0]) | Q(pk__in=said[1]), weights.CHANNEL)
    if facets.organisation:
        struck: Any = Involvement._base_manager.filter(
            role=InvolvementRole.SUBJECT, organisation__kind=facets.organisation
        )
        points += _when(Q(pk__in=struck.values("incident_id")), weights.ORGANISATION)
    found = Incident.objects.published().exclude(pk__in=but).annotate(points=points)
    ordered = found.filter(points__gt=0).order_by(
        "-points", F("began_start").desc(nulls_last=True), "-pk"
    )
    return ordered.values_list("pk", "points", "began_start")


def _next_to(severity: int) -> tuple[int, int]:
    return severity - 1, severity + 1


def _when(condition: Q, points: int) -> Case:
    return Case(When(condition, then=Value(points)), default=Value(0), output_field=IntegerField())


# --- What one reader may know -------------------------------------------------


def facts_that_agree(facets: Facets, pks: Iterable[int], user: User) -> set[tuple[int, str, int]]:
    """Return what this person may check of these incidents: incident, condition, key asked for.

    One statement. The incidents themselves must be visible to them already.
    """
    keys = list(pks)
    tagged: Any = Incident.topics.through._base_manager
    parts: list[Any] = []
    if facets.topics:
        topics = tagged.filter(incident_id__in=keys, topic_id__in=facets.topics)
        parts.append(_rows(topics, "topic", F("topic_id")))
    if facets.channel:
        for model in (Response, Event):
            said = _all(model).filter(incident_id__in=keys, channel_id=facets.channel)
            parts.append(_rows(said.supported_for(user), "channel", F("channel_id")))
    if facets.organisation:
        parts.append(_rows(_struck(facets, user).filter(incident_id__in=keys), "organisation"))
    if not parts or not keys:
        return set()
    return set(parts[0].union(*parts[1:])) if len(parts) > 1 else set(parts[0])


def _all(model: type[Any]) -> Any:
    return model.objects.all()


def _struck(facets: Facets, user: User) -> Any:
    kinds = Organisation.objects.visible_to(user).filter(kind=facets.organisation)
    parts = _all(Involvement).filter(role=InvolvementRole.SUBJECT)
    return parts.filter(organisation__in=kinds.values("pk")).supported_for(user)


def _rows(facts: Any, condition: str, key: Any = None) -> Any:
    return facts.order_by().values_list(
        "incident_id",
        Value(condition, output_field=CharField()),
        key if key is not None else Value(0, output_field=IntegerField()),
    )


def agreeing(facets: Facets, user: User) -> Any:
    """Return the incidents this person may see that agree in every condition in full."""
    found: Any = Incident.objects.visible_to(user)
    if facets.types:
        found = found.filter(crisis_type__in=facets.types)
    if facets.severity:
        found = found.filter(severity=facets.severity)
    tagged: Any = Incident.topics.through._base_manager
    of_this = {"incident_id": OuterRef("pk")}
    for topic in facets.topics:
        found = found.filter(Exists(tagged.filter(topic_id=topic, **of_this)))
    if facets.channel:
        said = [
            _all(model).filter(channel_id=facets.channel, **of_this).supported_for(user)
            for model in (Response, Event)
        ]
        found = found.filter(Exists(said[0]) | Exists(said[1]))
    if facets.organisation:
        found = found.filter(Exists(_struck(facets, user).filter(**of_this)))
    return found


def counted(facets: Facets, user: User, *but: int) -> int:
    """Return how many agree in every condition; one more than `MOST_COUNTED` says: and more."""
    found = agreeing(facets, user).exclude(pk__in=but)
    number: int = found.order_by()[: MOST_COUNTED + 1].count()
    return number
