"""Loads the sources, and the people and organisations around them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cases.models import Alias, Milestone, Organisation, Person, Role, Source
from cases.starter.filling import fact, filled, without
from kb.records.base import Record
from kb.starter.files import read, stable_key
from kb.starter.memory import Tally, known_slugs
from kb.starter.publishing import bring_out

HERE = Path(__file__).parent
# Where a quote can be checked; for the tests, not stored.
NOT_STORED = ("document", "item")


def load_names() -> list[Tally]:
    """Publish the sources, organisations and people that are missing and were never loaded.

    An organisation may be the outlet of a source and have a milestone cited from one: all
    are saved first, and published after the sources.
    """
    organisations = _new(Organisation, read(HERE / "organisations.toml")["organisation"])
    for organisation, _row in organisations[1]:
        organisation.save()
    sources = _new(Source, read(HERE / "sources.toml")["source"])
    people = _new(Person, read(HERE / "people.toml")["person"])
    for tally, rows in (sources, organisations, people):
        for record, row in rows:
            _add_parts(record, row)
            bring_out(record, tally)
    return [sources[0], organisations[0], people[0]]


def _new(
    model: type[Record], rows: list[dict[str, Any]]
) -> tuple[Tally, list[tuple[Record, dict[str, Any]]]]:
    """Return a tally, and an unsaved record for each row that is new."""
    tally = Tally(str(model._meta.verbose_name_plural))
    known = known_slugs(model)
    made: list[tuple[Record, dict[str, Any]]] = []
    for row in rows:
        if row["slug"] in known:
            tally.kept += 1
        else:
            made.append((filled(model, _columns(row)), row))
    return tally, made


def _columns(row: dict[str, Any]) -> dict[str, Any]:
    # The parent is set later: it may be an organisation that is not saved yet.
    return without(row, "aliases", "milestone", "role", "parent", *NOT_STORED)


def _add_parts(record: Any, row: dict[str, Any]) -> None:
    slug = row["slug"]
    if isinstance(record, Organisation) and "parent" in row:
        record.parent = Organisation._base_manager.filter(slug=row["parent"]).first()
    if isinstance(record, Person):
        record.roles = [fact(Role, role, slug) for role in row.get("role", [])]
    if not isinstance(record, Source):
        record.aliases = [
            filled(Alias, alias, key=stable_key("alias", slug, alias["text"]))
            for alias in row.get("aliases", [])
        ]
        record.milestones = [fact(Milestone, one, slug) for one in row.get("milestone", [])]
