"""Loads the incidents, each with all its parts as one record."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from cases.models import (
    Event,
    EventActor,
    Incident,
    IncidentLink,
    Involvement,
    Lesson,
    Outcome,
    Response,
)
from cases.starter.filling import citations, fact, filled, without
from kb.models import Rule
from kb.starter.files import read, stable_key
from kb.starter.memory import Tally, find_record, known_slugs
from kb.starter.pages import measure_key
from kb.starter.publishing import bring_out

FOLDER = Path(__file__).parent / "incidents"
# What another incident links to comes before it.
ORDER = (
    "pure_pr_disaster",
    "pr_head_change",
    "looks_and_safety",
    "marketing_disputes",
    "kol_contact",
)
PARTS = ("event", "involvement", "response", "outcome", "lesson", "link")
# A lesson is somebody's reading, with name and date: these are the starter's.
READ_BY = "Casebook starter · 案例库初始内容"
READ_ON = date(2026, 11, 24)


def incident_tables() -> list[dict[str, Any]]:
    """Return the incidents in the order they are loaded."""
    return [read(FOLDER / f"{name}.toml") for name in ORDER]


def load_incidents() -> Tally:
    """Publish the incidents that are missing and were never loaded."""
    tally = Tally(str(Incident._meta.verbose_name_plural))
    known = known_slugs(Incident)
    for table in incident_tables():
        if table["slug"] in known:
            tally.kept += 1
        else:
            bring_out(_incident(table), tally)
    return tally


def _incident(table: dict[str, Any]) -> Incident:
    slug = table["slug"]
    incident: Incident = filled(Incident, without(table, "cite", *PARTS))
    incident.citations = citations(table["cite"], slug, "incident")
    incident.events = [_event(row, slug) for row in table.get("event", [])]
    incident.involvements = [fact(Involvement, row, slug) for row in table.get("involvement", [])]
    incident.responses = [_response(row, slug) for row in table.get("response", [])]
    incident.outcomes = [fact(Outcome, row, slug) for row in table.get("outcome", [])]
    incident.lessons = [_lesson(row, slug) for row in table.get("lesson", [])]
    incident.links = _links(table.get("link", []), slug)
    return incident


def _event(row: dict[str, Any], slug: str) -> Event:
    event: Event = fact(Event, row, slug)
    event.actors = [
        filled(EventActor, actor, key=stable_key("actor", slug, row["id"], str(number)))
        for number, actor in enumerate(row.get("actors", []))
    ]
    return event


def _response(row: dict[str, Any], slug: str) -> Response:
    response: Response = fact(Response, row, slug)
    if "answers" in row:
        response.answers = stable_key(slug, "event", row["answers"])
    return response


def _lesson(row: dict[str, Any], slug: str) -> Lesson:
    lesson: Lesson = filled(
        Lesson,
        without(row, "id", "rule", "page", "measure"),
        key=stable_key(slug, "lesson", row["id"]),
        read_by=READ_BY,
        read_on=READ_ON,
    )
    if "rule" in row:
        lesson.rule = find_record(Rule, row["rule"].lower())
    if "measure" in row:
        lesson.measure_key = measure_key(row["page"], row["measure"])
    return lesson


def _links(rows: list[dict[str, Any]], slug: str) -> list[IncidentLink]:
    made = [filled(IncidentLink, row, key=stable_key(slug, "link", row["other"])) for row in rows]
    return [link for link in made if link.other is not None]
