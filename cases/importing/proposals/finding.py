"""All proposals of a document for one person, in the order of its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cases.importing.proposals.against import against
from cases.importing.proposals.dated import dated
from cases.importing.proposals.named import named
from cases.importing.proposals.proposal import Proposal
from cases.importing.proposals.quoted import quoted
from cases.importing.proposals.reading import Reading
from cases.importing.proposals.target import Target
from cases.importing.proposals.things import things
from cases.importing.proposals.unknown import unknown

FINDERS: tuple[Callable[[Reading, Target], Iterator[Proposal]], ...] = (
    named,
    unknown,
    quoted,
    dated,
    against,
    things,
)


def proposals(reading: Reading, target: Target) -> list[Proposal]:
    """Return what is proposed of a document, in the order of its text."""
    found = (proposal for find in FINDERS for proposal in find(reading, target))
    return sorted(found, key=lambda one: (one.start, one.end))
