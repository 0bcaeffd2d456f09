"""What an incident has to be to agree with a situation, as conditions on a row of its table."""

from collections.abc import Iterator
from dataclasses import dataclass

from cases.choices import InvolvementRole
from cases.models import Event, Incident, Involvement, Organisation, Response
from cases.precedents import weights
from cases.precedents.permission import supported, visible
from cases.precedents.situation import Situation
from cases.precedents.vocabulary import Vocabulary
from kb.permissions import User
from kb.search.sql import Sql, all_sql, any_sql, is_in

INCIDENT = Incident._meta.db_table
_TAGGED = Incident._meta.get_field("topics").m2m_db_table()
_SAYING = (Response, Event)


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


def most_points(facets: Facets) -> Sql:
    """Return the most points that anybody could see an incident have.

    Facts count here whoever may check them: it says only whom to look at (`ranking.py`).
    """
    parts = [*_of_columns(facets)]
    parts += [(_listed_under(topic), facets.of_each_topic) for topic in facets.topics]
    if facets.channel:
        parts.append((_said_on(facets.channel), weights.CHANNEL))
    if facets.organisation:
        parts.append((_struck(facets.organisation), weights.ORGANISATION))
    text = " + ".join(f"CASE WHEN {part.text} THEN {worth} ELSE 0 END" for part, worth in parts)
    return Sql(f"({text or '0'})", tuple(param for part, _worth in parts for param in part.params))


def in_full(facets: Facets, user: User) -> Sql:
    """Return the condition that an incident agrees in every condition, as this person sees it.

    The lists of whom it may be come first: whether a fact may be known is then asked of few.
    """
    conditions = []
    if facets.types:
        conditions.append(is_in(f"{INCIDENT}.crisis_type_id", sorted(facets.types)))
    if facets.severity:
        conditions.append(_severity(facets.severity))
    conditions += [_listed_under(topic) for topic in facets.topics]
    if facets.channel:
        conditions += [_said_on(facets.channel), has_channel(facets.channel, user)]
    if facets.organisation:
        conditions += [_struck(facets.organisation), has_organisation(facets.organisation, user)]
    return all_sql(conditions)


# --- Conditions ---------------------------------------------------------------


def has_topic(topic: int) -> Sql:
    """Return the condition that an incident is about a topic."""
    where = f"{_TAGGED}.incident_id = {INCIDENT}.id AND {_TAGGED}.topic_id = %s"
    return Sql(f"EXISTS (SELECT 1 FROM {_TAGGED} WHERE {where})", (topic,))


def has_channel(channel: int, user: User) -> Sql:
    """Return the condition that something was said or happened on a channel."""
    found = []
    for model in _SAYING:
        table, allowed = model._meta.db_table, supported(model, user)
        where = f"{table}.incident_id = {INCIDENT}.id AND {table}.channel_id = %s"
        found.append(
            Sql(
                f"EXISTS (SELECT 1 FROM {table} WHERE {where} AND {allowed.text})",
                (channel, *allowed.params),
            )
        )
    return any_sql(found)


def has_organisation(kind: str, user: User) -> Sql:
    """Return the condition that an organisation of a kind is a subject of an incident."""
    part, whole = Involvement._meta.db_table, Organisation._meta.db_table
    allowed = supported(Involvement, user) & visible(Organisation, user)
    return Sql(
        f"EXISTS (SELECT 1 FROM {part} JOIN {whole} ON {whole}.id = {part}.organisation_id"
        f" WHERE {part}.incident_id = {INCIDENT}.id AND {part}.role = %s AND {whole}.kind = %s"
        f" AND {allowed.text})",
        (InvolvementRole.SUBJECT.value, kind, *allowed.params),
    )


def _severity(*wanted: int) -> Sql:
    return is_in(f"{INCIDENT}.severity", wanted)


def _of_columns(facets: Facets) -> Iterator[tuple[Sql, int]]:
    if facets.types:
        column = f"{INCIDENT}.crisis_type_id"
        yield is_in(column, sorted(facets.types)), weights.TYPE
        yield is_in(column, sorted(facets.cluster)), weights.SAME_CLUSTER
    if facets.severity:
        yield _severity(facets.severity), weights.SEVERITY
        yield _severity(facets.severity - 1, facets.severity + 1), weights.NEXT_SEVERITY


def _listed_under(topic: int) -> Sql:
    # Of all incidents: the list is read once, where a condition on each row would be asked of all.
    wanted = f"SELECT incident_id FROM {_TAGGED} WHERE topic_id = %s"
    return Sql(f"{INCIDENT}.id IN ({wanted})", (topic,))


def _said_on(channel: int) -> Sql:
    lists = " UNION ALL ".join(
        f"SELECT incident_id FROM {model._meta.db_table} WHERE channel_id = %s" for model in _SAYING
    )
    return Sql(f"{INCIDENT}.id IN ({lists})", (channel,) * len(_SAYING))


def _struck(kind: str) -> Sql:
    part, whole = Involvement._meta.db_table, Organisation._meta.db_table
    return Sql(
        f"{INCIDENT}.id IN (SELECT {part}.incident_id FROM {part} JOIN {whole}"
        f" ON {whole}.id = {part}.organisation_id"
        f" WHERE {part}.role = %s AND {whole}.kind = %s)",
        (InvolvementRole.SUBJECT.value, kind),
    )
