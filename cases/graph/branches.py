"""Where the links are stored: one branch for each table and pair of kinds.

A branch says where to look for keys. What of it a reader may know of, `cases/graph/known.py` asks
of both ends and of the fact in between, before anything is counted or shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import Case, CharField, DateTimeField, F, IntegerField, Value, When
from django.db.models.functions import Cast, Coalesce

from cases.choices import IncidentLinkKind, InvolvementRole, Stance
from cases.graph.kinds import Kind
from cases.models import (
    Citation,
    EventActor,
    IncidentLink,
    Involvement,
    Organisation,
    Outcome,
    Response,
    Role,
    Source,
    Statement,
)

INCIDENT, PERSON, ORGANISATION, OUTCOME, SOURCE = Kind
# A role without a known end goes on.
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)
COLUMNS = ("branch", "relation", "a", "b", "key", "start", "end", "precision", "last")
STANCE = Case(
    When(stance=Stance.CONTRADICTS, then=Value("contradicts")),
    default=Value("cited"),
    output_field=CharField(),
)


@dataclass(frozen=True)
class Branch:
    """Links of one table between two kinds.

    `a`, `b`, `key` (the fact in between) and `when` name columns; `relation` is an expression that
    gives one of `relations`, where there are several. `fact` is the kind of fact that the reader
    must be able to check, as in `cases/graph/known.py`; empty when both ends are all there is.
    """

    model: Any
    a_kind: Kind
    a: str
    b_kind: Kind
    b: str
    relations: tuple[str, ...]
    fact: str = ""
    key: str = "pk"
    when: str = ""
    relation: Any = None
    last: Any = None

    def rows(self, number: int) -> Any:
        """Return all rows of this branch, the columns that all branches have as `edge_...`."""
        start: Any = Cast(Value(None), DateTimeField())
        end: Any = start
        precision: Any = Value("", output_field=CharField())
        if self.when:
            start, end = F(f"{self.when}_start"), F(f"{self.when}_end")
            precision = F(f"{self.when}_precision")
        given = {
            "branch": Value(number, output_field=IntegerField()),
            "relation": self.relation or Value(self.relations[0], output_field=CharField()),
            "a": F(self.a),
            "b": F(self.b),
            "key": F(self.key),
            "start": _as_stored(start),
            "end": _as_stored(end),
            "precision": precision,
            "last": _as_stored(self.last or end),
        }
        found = self.model._base_manager.order_by()
        return found.annotate(**{f"edge_{name}": column for name, column in given.items()})


def _as_stored(moment: Any) -> Any:
    """Return a time as a text on SQLite, which else gives texts or times by the first branch."""
    return Cast(moment, CharField()) if connection.vendor == "sqlite" else moment


def _of_actors() -> Iterator[Branch]:
    roles = tuple(InvolvementRole.values)
    for kind, end in ((PERSON, "person_id"), (ORGANISATION, "organisation_id")):
        to = (kind, end, INCIDENT, "incident_id")
        yield Branch(
            Involvement, *to, roles, "involvement", when="incident__began", relation=F("role")
        )
        to_event = (kind, end, INCIDENT, "event__incident_id")
        yield Branch(EventActor, *to_event, ("event",), "event", "event_id", when="event__when")
        yield Branch(Response, *to, ("response",), "response", when="when")
        yield Branch(Statement, *to, ("statement",), "statement", when="said")
        yield Branch(Outcome, OUTCOME, "pk", kind, end, ("for_whom",), "outcome", when="when")


def _of_records() -> Iterator[Branch]:
    yield Branch(
        Outcome, OUTCOME, "pk", INCIDENT, "incident_id", ("ended",), "outcome", when="when"
    )
    last = Coalesce("ended_end", Value(FOREVER), output_field=DateTimeField())
    of = (PERSON, "person_id", ORGANISATION, "organisation_id")
    yield Branch(Role, *of, ("role",), "role", when="began", last=last)
    yield Branch(Organisation, ORGANISATION, "pk", ORGANISATION, "parent_id", ("part_of",))
    kinds = tuple(IncidentLinkKind.values)
    linked = (INCIDENT, "incident_id", INCIDENT, "other_id")
    yield Branch(IncidentLink, *linked, kinds, when="other__began", relation=F("kind"))
    yield Branch(Source, SOURCE, "pk", ORGANISATION, "outlet_id", ("published",), when="published")


def _of_citations() -> Iterator[Branch]:
    for fact, kind, column in (
        ("incident", INCIDENT, "incident_id"),
        ("event", INCIDENT, "event__incident_id"),
        ("response", INCIDENT, "response__incident_id"),
        ("involvement", INCIDENT, "involvement__incident_id"),
        ("outcome", OUTCOME, "outcome_id"),
        ("role", PERSON, "role__person_id"),
        ("role", ORGANISATION, "role__organisation_id"),
        ("milestone", PERSON, "milestone__person_id"),
        ("milestone", ORGANISATION, "milestone__organisation_id"),
    ):
        yield Branch(
            Citation, SOURCE, "source_id", kind, column, ("cited", "contradicts"),
            fact, f"{fact}_id", when="source__published", relation=STANCE,
        )  # fmt: skip


BRANCHES: tuple[Branch, ...] = (*_of_actors(), *_of_records(), *_of_citations())
