"""What may stand on the timeline of everything: eight kinds of moment, as one reader may know them.

A role stands there twice, when it begins and when it ends. What has not happened as far as anybody
knows (words nobody said, a role without a beginning) is no moment; an incident, event or milestone
without a time is one, at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, CharField, Prefetch, Q, Value, When

from cases.choices import StatementKind
from cases.models import (
    Event,
    EventActor,
    Incident,
    Milestone,
    Organisation,
    Outcome,
    Person,
    Response,
    Role,
    Statement,
)
from cases.querysets.facets import Facet, events, incidents, outcomes, responses, statements
from cases.querysets.facets.branches import names_of, own_types
from cases.timeline.lanes import OF_EVENTS, Lane
from kb.permissions import User


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of moment.

    `model` is of its rows, `visible(user)` those somebody may know of, `time` the honest time it
    stands at, `words` the columns that are searched, `lane` its lane (None: by the kind of event).
    `facets` say by name under which choices its rows stand; `fetched` fetches what is shown.
    """

    name: str
    model: Any
    time: str
    words: tuple[str, ...]
    lane: Lane | None
    visible: Callable[[User], Any]
    facets: Mapping[str, Facet]
    fetched: Callable[[Any], Any] = field(default=lambda rows: rows)

    @property
    def start(self) -> str:
        """The column in which its time starts."""
        return f"{self.time}_start"

    @property
    def end(self) -> str:
        """The column in which its time ends."""
        return f"{self.time}_end"

    def of_lane(self) -> Any:
        """Return the expression of its lane."""
        if self.lane is not None:
            return Value(self.lane.value, output_field=CharField())
        return Case(
            *(When(kind=kind.value, then=Value(lane.value)) for kind, lane in OF_EVENTS.items()),
            output_field=CharField(),
        )

    def in_lanes(self, rows: Any, lanes: list[str]) -> Any:
        """Keep the rows in any of these lanes; None when there can be none."""
        if self.lane is not None:
            return rows if self.lane.value in lanes else None
        kinds = [kind.value for kind, lane in OF_EVENTS.items() if lane.value in lanes]
        return rows.filter(kind__in=kinds) if kinds else None


def _said(user: User) -> Any:
    said = Statement.objects.visible_to(user).filter(said_start__isnull=False)
    return said.exclude(kind=StatementKind.TEMPLATE)


def _milestones(user: User) -> Any:
    known = Q(person__in=Person.objects.visible_to(user))
    known |= Q(organisation__in=Organisation.objects.visible_to(user))
    return Milestone.objects.supported_for(user).filter(known)


def _roles(user: User) -> Any:
    return Role.objects.supported_for(user).filter(
        person__in=Person.objects.visible_to(user),
        organisation__in=Organisation.objects.visible_to(user),
    )


def _with_actors(rows: Any) -> Any:
    actors = Prefetch("actors", EventActor.objects.order_by("sort_order", "pk"))
    return rows.select_related("incident", "channel").prefetch_related(actors)


def _names(model: str) -> dict[str, Facet]:
    return {
        "organisation": names_of(model, "organisation", "Organisation"),
        "person": names_of(model, "person", "Person"),
    }


def _facets(of: Any, kind: Facet) -> dict[str, Facet]:
    return {"type": kind, "organisation": of.ORGANISATION, "person": of.PERSON}


WHAT, TITLE = ("what_en", "what_zh"), ("title_en", "title_zh")
OF_ROLES = _names("Role")
KINDS = (
    Kind(
        "incident",
        Incident,
        "began",
        TITLE,
        Lane.INCIDENT,
        lambda user: Incident.objects.visible_to(user),
        _facets(incidents, incidents.TYPE),
        lambda rows: rows.select_related("crisis_type"),
    ),
    Kind(
        "event",
        Event,
        "when",
        WHAT,
        None,
        lambda user: Event.objects.shown_to(user),
        _facets(events, events.TYPE),
        _with_actors,
    ),
    Kind(
        "response",
        Response,
        "when",
        ("summary_en", "summary_zh"),
        Lane.STATEMENT,
        lambda user: Response.objects.shown_to(user),
        _facets(responses, Facet("type", own_types("Response", "incident__crisis_type"))),
        lambda rows: rows.select_related("incident", "channel"),
    ),
    Kind(
        "outcome",
        Outcome,
        "when",
        WHAT,
        Lane.OUTCOME,
        lambda user: Outcome.objects.shown_to(user),
        _facets(outcomes, outcomes.TYPE),
        lambda rows: rows.select_related("incident", "kind"),
    ),
    Kind(
        "statement",
        Statement,
        "said",
        TITLE,
        Lane.STATEMENT,
        _said,
        # Nothing of the incident: it may be hidden from somebody who may read the words.
        {"organisation": statements.ORGANISATION, "person": statements.PERSON},
        lambda rows: rows.select_related("channel"),
    ),
    Kind("milestone", Milestone, "when", WHAT, Lane.MILESTONE, _milestones, _names("Milestone")),
    Kind(
        "begins",
        Role,
        "began",
        TITLE,
        Lane.ROLE,
        lambda user: _roles(user).filter(began_start__isnull=False),
        OF_ROLES,
    ),
    Kind(
        "ends",
        Role,
        "ended",
        TITLE,
        Lane.ROLE,
        lambda user: _roles(user).filter(ended_start__isnull=False),
        OF_ROLES,
    ),
)
# What begins, ends or changes for somebody, beside what only involves them.
TURNS = ("milestone", "begins", "ends")
