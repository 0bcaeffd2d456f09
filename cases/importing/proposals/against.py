"""What a text dates otherwise than it is recorded: both accounts may stand beside each other."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cases.importing.contradictions import Contradiction, contradictions, contradictions_of_life
from cases.importing.proposals.parts_of_drafts import part_at
from cases.importing.proposals.proposal import Kind, Proposal
from cases.importing.proposals.reading import Reading
from cases.importing.proposals.target import Target
from cases.models import Event, Outcome
from kb.language.reader import current_reader
from kb.language.reading import read
from kb.templatetags.times import when


def relation_of(found: Contradiction) -> str:
    """Return how the recorded fact is called on its incident."""
    return {Event: "events", Outcome: "outcomes"}.get(type(found.fact), "responses")


def against(reading: Reading, target: Target) -> Iterator[Proposal]:
    """Yield a proposal for each date that the incident, or somebody's milestone, has otherwise."""
    yield from _incident(reading, target)
    mentions = reading.mentions  # which finds the records as well
    for kind in ("person", "organisation"):
        for somebody in reading.records.get(kind, {}).values():
            for one in contradictions_of_life(
                reading.text, reading.apart.dates, mentions, somebody, reading.user
            ):
                told = _("It is a milestone of theirs: mend it there, if it is wrong.")
                yield _proposal(reading, one, told)


def _incident(reading: Reading, target: Target) -> Iterator[Proposal]:
    if target.incident is None:
        return
    for one in contradictions(
        reading.text, reading.apart.dates, reading.mentions, target.incident, reading.user
    ):
        obstacle = ""
        if target.source_at(one.start) is None:
            obstacle = _("Make a source of this part first, to cite it.")
        elif part_at(target.draft, ((relation_of(one), str(one.fact.key)),)) is None:
            obstacle = _("The newest draft has it no more.")
        yield _proposal(reading, one, obstacle)


def _proposal(reading: Reading, one: Contradiction, obstacle: str) -> Proposal:
    return Proposal(
        kind=Kind.CONTRADICTION,
        key=f"{reading.raw_key(one.start, one.end)}:{one.fact.key}",
        places=((one.start, one.end),),
        words=one.said,
        reason=one.reason,
        would="" if obstacle else _("Adds this account beside the recorded one, in the draft."),
        obstacle=obstacle,
        found=one,
        details=(
            (_("Here"), when(one.here)),
            (_("Recorded"), when(one.recorded)),
            (_("As"), read(one.recorded_words, current_reader()).text),
        ),
        url=one.url,
    )
