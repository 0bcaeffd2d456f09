"""Words in quotation marks: they may be kept as a statement of whoever said them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.importing.proposals.proposal import Kind, Proposal
from cases.importing.proposals.reading import Reading
from cases.importing.proposals.target import Target
from cases.importing.proposals.times import time_of
from kb.importing.mentions import Mention
from kb.importing.mentions.quotations import Quotation
from kb.language.reader import current_reader
from kb.language.reading import read
from kb.models import Channel
from kb.templatetags.times import when

WHO = gettext_lazy("Who said it")
# So many people are offered for one quotation.
_MOST = 20


def quoted(reading: Reading, target: Target) -> Iterator[Proposal]:
    """Yield a proposal for each quotation, with its speaker where the text tells."""
    people = list(_people(reading))
    for one in reading.quotations:
        time = time_of(reading, one.start, one.end)
        channel = channel_near(reading, one.start, one.end)
        details: list[tuple[Any, Any]] = [(_("Said"), when(time))] if time else []
        if channel:
            details.append((_("Channel"), channel.label))
        yield Proposal(
            kind=Kind.QUOTATION,
            key=reading.raw_key(one.start, one.end),
            places=((one.start, one.end),),
            words=one.text,
            reason=one.reason or _("In quotation marks; who said it, the text leaves open."),
            would=_("Makes the draft of a statement, as it was said."),
            found=one,
            question=WHO,
            choices=_nearest(people, one),
            chosen=_value(reading, one.speaker) if one.speaker else "",
            details=tuple(details),
        )


def _people(reading: Reading) -> Iterator[tuple[Mention, str, str]]:
    """Yield each mention of somebody, with what a form sends for them and their name."""
    reader = current_reader()
    for mention in reading.mentions:
        if mention.kind in ("person", "organisation"):
            name = read(reading.record_of(mention).name, reader).text
            yield mention, _value(reading, mention), name


def _nearest(
    people: list[tuple[Mention, str, str]], quotation: Quotation
) -> tuple[tuple[str, str], ...]:
    """Return those named nearest to a quotation, who said it before all others."""
    ordered = sorted(
        people,
        key=lambda one: (one[0] is not quotation.speaker, abs(one[0].start - quotation.start)),
    )
    return tuple({value: name for _mention, value, name in ordered}.items())[:_MOST]


def _value(reading: Reading, mention: Mention) -> str:
    return f"{mention.kind}:{reading.record_of(mention).pk}"


def channel_near(reading: Reading, start: int, end: int) -> Channel | None:
    """Return the only channel that the sentence of a place names."""
    first, last = reading.sentence(start, end)
    keys = {
        one.record
        for one in reading.mentions
        if one.kind == "channel" and first <= one.start and one.end <= last
    }
    return reading.channels.get(keys.pop()) if len(keys) == 1 else None
