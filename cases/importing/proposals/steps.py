"""What accepting a proposal does to the incident: involvements, events, accounts, each cited."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils.text import Truncator

from cases.actions.report import in_its_half
from cases.choices import Certainty, Stance
from cases.importing.deeds import told
from cases.importing.proposals.against import relation_of
from cases.importing.proposals.dated import NEW, kind_of
from cases.importing.proposals.new_records import keep_statement, name_somebody
from cases.importing.proposals.parts_of_drafts import Path, next_place, part_at
from cases.importing.proposals.proposal import Kind, Proposal
from cases.importing.proposals.quoted import channel_near
from cases.importing.proposals.step import Change, Step
from cases.importing.proposals.target import Target
from cases.importing.times_apart import span_of
from cases.models import Citation, Event, Involvement

_LONGEST_EVENT, _LONGEST_VIEW, _LONGEST_REASON = 300, 300, 200


def citation_of(target: Target, proposal: Proposal) -> Citation:
    """Return a citation of the source a proposal was found in, with the words around it."""
    start, end = target.cited_at(proposal.places) or proposal.places[0]
    return Citation(
        key=uuid.uuid4(),
        source=target.source_at(start),
        quote=target.reading.quote(start, end),
    )


def involve(target: Target, proposal: Proposal, answer: str, user: Any) -> Step:
    """Involve somebody in the draft of the incident; who is involved gets a citation more."""
    record = proposal.subject
    involved = target.involvement_of(record)
    citation = citation_of(target, proposal)
    if involved:
        return _cite(target, (("involvements", str(involved.key)),), citation)
    key = uuid.uuid4()

    def add(version: Any) -> None:
        involvement: Any = Involvement(key=key, role=answer, certainty=Certainty.REPORTED)
        involvement.citations = [citation]
        involvement.sort_order = next_place(version.involvements)
        setattr(involvement, record._meta.model_name, record)
        version.involvements.add(involvement)

    return Change(target.incident, (("involvements", str(key)),), add)


def add_event(target: Target, proposal: Proposal, answer: str, user: Any) -> Step:
    """Add an event to the draft of the incident, or cite this source for one that is there."""
    citation = citation_of(target, proposal)
    if answer not in ("", NEW):
        return _cite(target, (("events", answer),), citation)
    found, key = proposal.found, uuid.uuid4()
    deeds = told(proposal.words).deeds
    event: Any = Event(
        key=key,
        kind=kind_of(deeds),
        certainty=Certainty.REPORTED,
        channel=channel_near(target.reading, found.date.start, found.date.end),
        citations=[citation],
    )
    event.what = in_its_half(_shortened(proposal.words, _LONGEST_EVENT))
    event.when = replace(span_of(found.date), inferred=str(found.date.reason)[:_LONGEST_REASON])

    def add(version: Any) -> None:
        event.sort_order = next_place(version.events)
        version.events.add(event)

    return Change(target.incident, (("events", str(key)),), add)


def add_account(target: Target, proposal: Proposal, answer: str, user: Any) -> Step:
    """Set this account beside the recorded one: a citation that contradicts it."""
    citation: Any = citation_of(target, proposal)
    citation.stance = Stance.CONTRADICTS
    citation.view = in_its_half(_shortened(proposal.words, _LONGEST_VIEW))
    fact = (relation_of(proposal.found), str(proposal.found.fact.key))
    return _cite(target, (fact,), citation)


def _cite(target: Target, path: Path, citation: Citation) -> Change:
    def cite(version: Any) -> None:
        part = part_at(version, path)
        citation.sort_order = next_place(part.citations)
        part.citations.add(citation)

    return Change(target.incident, (*path, ("citations", str(citation.key))), cite)


def _shortened(words: str, most: int) -> str:
    return Truncator(words.strip(" ,，;；。.")).chars(most)


STEPS: dict[Kind, Callable[[Target, Proposal, str, Any], Step]] = {
    Kind.MENTION: involve,
    Kind.NAME: name_somebody,
    Kind.QUOTATION: keep_statement,
    Kind.EVENT: add_event,
    Kind.CONTRADICTION: add_account,
}
