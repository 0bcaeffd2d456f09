"""Dates of which a text tells what was done: they may be events of its incident."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import EventKind
from cases.importing.dated_words import dated_words
from cases.importing.deeds import told
from cases.importing.proposals.proposal import Kind, Proposal
from cases.importing.proposals.quoted import channel_near
from cases.importing.proposals.reading import Reading
from cases.importing.proposals.target import Target
from cases.importing.times_apart import may_be_one, span_of
from kb.language.reader import current_reader
from kb.language.reading import read
from kb.templatetags.times import when

WHICH = gettext_lazy("Which event")
NEW = "new"
_KINDS = {
    EventKind.EXPOSURE: {"exposure", "posting", "complaint"},
    EventKind.STATEMENT: {"apology", "denial", "interview", "livestream", "press_conference"}
    | {"statement"},
    EventKind.RULING: {"penalty", "judgment", "arrest"},
}


def dated(reading: Reading, target: Target) -> Iterator[Proposal]:
    """Yield a proposal for each date that a text says a deed of."""
    for one in dated_words(reading.text, reading.apart.dates):
        words = reading.text[one.start : one.end].strip()
        deeds = told(words).deeds
        if not deeds:
            continue
        span = span_of(one.date)
        known = _known(target, span, deeds)
        channel = channel_near(reading, one.date.start, one.date.end)
        details: list[tuple[Any, Any]] = [
            (_("When"), when(span)),
            (_("Kind"), kind_of(deeds).label),
        ]
        if channel:
            details.append((_("Channel"), channel.label))
        obstacle = ""
        if target.incident is None:
            obstacle = _("Choose an incident first: an event is part of one.")
        elif target.source_at(one.start) is None:
            obstacle = _("Make a source of this part first, to cite it.")
        yield Proposal(
            kind=Kind.EVENT,
            key=reading.raw_key(one.date.start, one.date.end),
            places=((one.start, one.start + len(reading.text[one.start : one.end].rstrip())),),
            words=words,
            reason=one.date.reason or _("A date, and a word for what was done then."),
            would="" if obstacle else _would(known),
            obstacle=obstacle,
            found=one,
            question="" if obstacle or not known else WHICH,
            choices=() if obstacle or not known else (*known, (NEW, _("A new event"))),
            chosen=known[0][0] if len(known) == 1 else "",
            details=tuple(details),
        )


def _would(known: list[tuple[str, Any]]) -> str:
    if known:
        return _("Cites this source for an event that is there, or becomes a new one in the draft.")
    return _("Becomes an event in the draft of the incident, cited from this source.")


def kind_of(deeds: frozenset[str]) -> EventKind:
    """Return the kind of event that deeds make, an action where nothing else fits."""
    return next((kind for kind, among in _KINDS.items() if deeds & among), EventKind.ACTION)


def _known(target: Target, span: Any, deeds: frozenset[str]) -> list[tuple[str, Any]]:
    """Return the events of the draft that tell of the same deed at that time, by key."""
    reader = current_reader()
    return [
        (str(event.key), Truncator(read(event.what, reader).text).chars(80))
        for event in target.events
        if may_be_one(span, event.when)
        and any(deeds & told(half).deeds for half in (event.what.en, event.what.zh) if half)
    ]
