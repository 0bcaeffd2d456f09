"""The statements that a ranking asks: whom to look at, what agrees, how many agree in all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.utils.dateparse import parse_datetime

from cases.models import Incident
from cases.precedents.facets import (
    INCIDENT,
    Facets,
    has_channel,
    has_organisation,
    has_topic,
    in_full,
    most_points,
)
from cases.precedents.permission import visible
from kb.permissions import User
from kb.search.sql import FALSE, Sql, is_in, one_by_one

# Beyond that it is only said that there are more: counting all takes as long as listing them.
MOST_COUNTED = 200
_PUBLISHED = f"{INCIDENT}.live AND {INCIDENT}.archived_at IS NULL"
_COLUMNS = f"{INCIDENT}.id, {INCIDENT}.crisis_type_id, {INCIDENT}.severity, {INCIDENT}.began_start"


@dataclass(frozen=True, slots=True)
class Row:
    """An incident to look at: the most points it could have, and what this person sees of it.

    `topics` are those of the topics asked for that it has.
    """

    pk: int
    crisis_type: int | None
    severity: int | None
    began: datetime | None
    most: int
    is_seen: bool
    has_channel: bool
    has_organisation: bool
    topics: tuple[int, ...]


def rows(
    facets: Facets, user: User, pks: Iterable[int], start: int, size: int, but: Sequence[int]
) -> list[Row]:
    """Return incidents to look at, in one statement: those named, and the most promising others.

    The others, from `start` on in the order of the points they could have at most, follow the
    named ones; each once.
    """
    named = list(pks)
    left_out = is_in(f"{INCIDENT}.id", [*named, *but])
    possible, those = most_points(facets), is_in(f"{INCIDENT}.id", named)
    allowed = visible(Incident, user)
    channel = has_channel(facets.channel, user) if facets.channel else FALSE
    struck = has_organisation(facets.organisation, user) if facets.organisation else FALSE
    topics = [has_topic(topic) for topic in facets.topics]
    parts = [one_by_one(part) for part in (allowed, channel, struck, *topics)]
    # Permission is asked for the few that were chosen, and not for every row of the table; points
    # are counted once for each, which a condition on them outside of a table of its own undoes.
    statement = f"""
        WITH every AS MATERIALIZED (
            SELECT {INCIDENT}.id, {INCIDENT}.began_start, {possible.text} AS points
            FROM {INCIDENT} WHERE {_PUBLISHED if facets else FALSE.text} AND NOT {left_out.text}
        ), possible AS MATERIALIZED (
            SELECT * FROM every
            WHERE points > 0 ORDER BY points DESC, {_LATEST}, id DESC LIMIT %s OFFSET %s
        ), chosen AS MATERIALIZED (
            SELECT id, points FROM possible
            UNION ALL SELECT {INCIDENT}.id, -1 FROM {INCIDENT} WHERE {those.text}
        )
        SELECT {_COLUMNS}, chosen.points, {", ".join(part.text for part in parts)}
        FROM chosen JOIN {INCIDENT} ON {INCIDENT}.id = chosen.id
        ORDER BY chosen.points DESC, {_LATEST}, chosen.id DESC
    """
    params = [*possible.params, *left_out.params, size, start, *those.params]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, *(param for part in parts for param in part.params)])
        found = cursor.fetchall()
    return [_row(row, facets) for row in found]


_LATEST = "began_start DESC NULLS LAST"


def _row(row: Any, facets: Facets) -> Row:
    pk, crisis_type, severity, began, most, seen, channel, struck, *topics = row
    there = (topic for topic, has in zip(facets.topics, topics, strict=True) if has)
    return Row(
        pk,
        crisis_type,
        severity,
        _moment(began),
        most,
        bool(seen),
        bool(channel),
        bool(struck),
        tuple(there),
    )


def _moment(value: Any) -> datetime | None:
    """Return a moment as SQLite stores it, a text in UTC, or as PostgreSQL answers it."""
    if isinstance(value, str):
        value = parse_datetime(value)
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    return value if isinstance(value, datetime) else None


def counts(questions: Sequence[Facets], user: User, but: Sequence[int]) -> list[int]:
    """Return, for each question, how many agree in all of it; one statement.

    One more than `MOST_COUNTED` says: and more.
    """
    if not questions:
        return []
    allowed, left_out = visible(Incident, user), is_in(f"{INCIDENT}.id", but)
    parts: list[str] = []
    params: list[Any] = []
    for number, facets in enumerate(questions):
        condition = Sql(f"NOT {left_out.text}", left_out.params) & in_full(facets, user) & allowed
        parts.append(
            f"SELECT {number} AS question, count(*) AS number FROM ("
            f"SELECT 1 FROM {INCIDENT} WHERE {condition.text} LIMIT {MOST_COUNTED + 1}) AS found"
        )
        params += condition.params
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        found: dict[int, int] = dict(cursor.fetchall())
    return [found[number] for number in range(len(questions))]
