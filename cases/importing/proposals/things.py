"""Channels and terms named in a text: shown with what they are, nothing is to be decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from cases.importing.proposals.proposal import Kind, Proposal
from cases.importing.proposals.reading import Reading
from cases.importing.proposals.target import Target
from kb.importing.mentions import Mention

KINDS = {"channel": Kind.CHANNEL, "term": Kind.TERM}


def things(reading: Reading, target: Target) -> Iterator[Proposal]:
    """Yield each channel and term that a text names."""
    places: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        if mention.kind in KINDS:
            places[mention.kind, mention.record].append(mention)
    for (kind, record), mentions in places.items():
        yield Proposal(
            kind=KINDS[kind],
            key=record,
            places=tuple((one.start, one.end) for one in mentions),
            words=mentions[0].text,
            reason=mentions[0].reason,
            obstacle=_("Shown only: there is nothing to accept."),
            subject=reading.record_of(mentions[0]),
        )
