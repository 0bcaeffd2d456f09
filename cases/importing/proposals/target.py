"""Where what is accepted of a document goes: an incident, and the source made of the document."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from cases.importing.proposals.belonging import incident_of
from cases.importing.proposals.reading import Reading
from cases.models import Event, Incident, Involvement, ProposalDecision, Source


class Target:
    """The incident a document belongs to, as its newest draft stands, and its sources."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    @cached_property
    def incident(self) -> Incident | None:
        """The incident that was chosen; None when none was, or this person may not work on it."""
        return incident_of(self.reading.document, self.reading.user)

    @cached_property
    def draft(self) -> Any:
        """The newest draft of the incident, None without one."""
        return self.incident.get_latest_revision_as_object() if self.incident else None

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The sources made of the document, by the part each is of: `whole`, or an item."""
        found = ProposalDecision.objects.standing().filter(
            document=self.reading.document, kind="source", answer=ProposalDecision.Answer.ACCEPTED
        )
        made = {one.proposal: one.made_id for one in found}
        mine = Source.objects.editable_by(self.reading.user).filter(archived_at=None)
        records = mine.in_bulk([pk for pk in made.values() if pk])
        return {part: records[pk] for part, pk in made.items() if pk in records}

    def source_at(self, place: int) -> Source | None:
        """Return the source made of the item a place lies in, else of the whole document."""
        return self.sources.get(self.reading.part_key(place)) or self.sources.get("whole")

    def cited_at(self, places: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
        """Return the first of some places of which a source was made, None without one."""
        return next((place for place in places if self.source_at(place[0])), None)

    @cached_property
    def _involvements(self) -> list[Involvement]:
        return list(self.draft.involvements.all()) if self.draft else []

    @cached_property
    def events(self) -> list[Event]:
        """The events of the draft of the incident."""
        return list(self.draft.events.all()) if self.draft else []

    def involvement_of(self, record: Any) -> Involvement | None:
        """Return how somebody is involved in the draft of the incident, if they are."""
        key = f"{record._meta.model_name}_id"
        rows = (one for one in self._involvements if getattr(one, key) == record.pk)
        return next(rows, None)
