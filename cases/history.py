"""Which versions of records, and which parts of them, a reader may know of.

The rules are those of the records' own pages, asked of the version as it stood: a fact is shown
while the reader may open a source that the version cites for it.
"""

from collections.abc import Mapping
from typing import Any

from cases.choices import Stance
from cases.models import (
    Citation,
    EventActor,
    Incident,
    IncidentLink,
    Involvement,
    Organisation,
    Person,
    Risk,
    RiskConcern,
    RiskSignal,
    Role,
    Source,
    Statement,
)
from cases.models.base import Fact
from kb.history.kinds import (
    ChangeKind,
    HistoryKind,
    Looking,
    Note,
    PublishingAction,
    kinds,
    notes,
    publishing,
)
from kb.permissions import is_administrator

Row = Mapping[str, Any]


def admits(model: Any, row: Row, seen: Looking) -> bool:
    """Return whether a reader may know of a version of a record, or of a part of one."""
    if issubclass(model, Incident):
        return is_administrator(seen.user) or _carried(row, seen)
    if issubclass(model, Citation):
        return seen.may(Source, row.get("source"))
    if issubclass(model, IncidentLink):
        return seen.may(Incident, row.get("other"))
    if issubclass(model, RiskSignal):
        return row.get("source") is None or seen.may(Source, row["source"])
    if issubclass(model, EventActor | Involvement | RiskConcern) and not _knows_actor(row, seen):
        return False
    if issubclass(model, Role) and not seen.may(Organisation, row.get("organisation")):
        return False
    if issubclass(model, Fact):
        return _supported(model, row, seen)
    return True


def _supported(model: Any, row: Row, seen: Looking) -> bool:
    if row.get("own_knowledge"):
        return True
    if issubclass(model, Involvement) and not _carrying(row):
        return True
    return _carried(row, seen)


def _carrying(row: Row) -> list[Row]:
    """Return the citations that hold a fact up, not those that only contradict it."""
    return [one for one in row.get("citations") or [] if one.get("stance") != Stance.CONTRADICTS]


def _carried(row: Row, seen: Looking) -> bool:
    return any(seen.may(Source, citation.get("source")) for citation in _carrying(row))


def _knows_actor(row: Row, seen: Looking) -> bool:
    return all(
        row.get(name) is None or seen.may(model, row[name])
        for name, model in (("person", Person), ("organisation", Organisation))
    )


def register() -> None:
    """Give every kind of record a history."""
    for kind in KINDS:
        kinds.register(kind)
    publishing.register(PublishingAction("cases.add_event", ChangeKind.EVENT))
    publishing.register(PublishingAction("cases.confirm", ChangeKind.CONFIRMED))
    publishing.register(PublishingAction("cases.risk.signal", ChangeKind.SIGNAL))
    publishing.register(PublishingAction("cases.risk.review", ChangeKind.REVIEWED))
    notes.register(Note("cases.risk.closed", ChangeKind.CLOSED))
    notes.register(Note("cases.risk.watched", ChangeKind.WATCHED))
    for state in (ChangeKind.APPROVED, ChangeKind.RELEASED, ChangeKind.WITHDRAWN):
        notes.register(Note(f"cases.statement.{state.value}", state))


KINDS = (
    HistoryKind(
        "incident",
        Incident,
        lambda user: Incident.objects.visible_to(user),
        admits,
        {"event": ChangeKind.EVENT},
    ),
    HistoryKind("person", Person, lambda user: Person.objects.visible_to(user), admits),
    HistoryKind(
        "organisation", Organisation, lambda user: Organisation.objects.visible_to(user), admits
    ),
    HistoryKind("source", Source, lambda user: Source.objects.visible_to(user), admits),
    HistoryKind("statement", Statement, lambda user: Statement.objects.visible_to(user), admits),
    HistoryKind(
        "risk",
        Risk,
        lambda user: Risk.objects.visible_to(user),
        admits,
        {"risksignal": ChangeKind.SIGNAL},
    ),
)
