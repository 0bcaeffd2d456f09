"""Where a text dates something otherwise than it is recorded.

Said only where the words are plainly of the same event (the same deed, and the same people or other
words), the two times cannot both be true, and they lie within ten days: a slip, not another event.
Where two events fit equally, or one of them fits the day, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from cases.actors import actor_keys, attach_visible
from cases.importing.dated_words import DatedWords, dated_words
from cases.importing.deeds import told
from cases.importing.same_event import Recorded, common_names, likeness, recorded, weights_of
from cases.importing.times_apart import differ_by_weeks, exclude_each_other, may_be_one, span_of
from cases.models import Event, EventActor, Incident, Milestone, Organisation, Outcome, Person
from cases.models import Response as Answer
from kb.importing.dates import FoundDate
from kb.importing.mentions import Mention
from kb.permissions import User
from kb.records.bilingual import Bilingual
from kb.records.spans import Span

_WEEKDAY = re.compile(r"^\D*(?:周|週|星期|礼拜|禮拜|day\b)\D*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A date of a text against a recorded one, with the words of both.

    `start` and `end` are where the date stands in the text, `said_start` and `said_end` the words
    it is said of; `here` is what it means. `fact` is the Event, Response, Outcome or Milestone that
    is recorded otherwise, `recorded` its time, `url` where it is told. `assumed` says what the text
    left open about its date; empty when it is written in full.
    """

    start: int
    end: int
    said_start: int
    said_end: int
    text: str
    said: str
    here: Span
    assumed: str
    fact: Any
    recorded: Span
    recorded_words: Bilingual
    url: str
    common: tuple[str, ...]

    @property
    def reason(self) -> str:
        """Why both are taken to be of one event, in a sentence for the editor."""
        if self.common:
            return _(
                "Both name the same people or organisations and tell of the same; "
                "the times exclude each other."
            )
        return _("Both tell of the same in the same words; the times exclude each other.")


def contradictions(
    text: str,
    dates: Sequence[FoundDate],
    mentions: Sequence[Mention],
    incident: Incident,
    user: User,
) -> list[Contradiction]:
    """Return where a text dates what happened otherwise than an incident this person may see.

    `dates` and `mentions` are those found in the text. Only facts are compared that the person
    could check; an incident closed to them gives nothing.
    """
    if not dates or not Incident.objects.visible_to(user).filter(pk=incident.pk).exists():
        return []
    actors = Prefetch("actors", EventActor.objects.order_by("sort_order", "pk"))
    events = list(Event.objects.of(incident, user).prefetch_related(actors))
    answers = list(Answer.objects.of(incident, user))
    outcomes = list(Outcome.objects.of(incident, user))
    parts = [*chain.from_iterable(one.actors.all() for one in events), *answers, *outcomes]
    attach_visible(user, actor_keys(parts))
    known = [recorded(one, one.what, one.actors.all()) for one in events]
    known += [recorded(one, one.summary, [one]) for one in answers]
    known += [recorded(one, one.what, [one]) for one in outcomes]
    return _against(text, dates, mentions, known, incident.get_absolute_url())


def contradictions_of_life(
    text: str,
    dates: Sequence[FoundDate],
    mentions: Sequence[Mention],
    somebody: Person | Organisation,
    user: User,
) -> list[Contradiction]:
    """Return where a text dates a milestone of somebody otherwise than it is recorded."""
    model, kind = type(somebody), somebody._meta.model_name or ""
    if not dates or not model.objects.visible_to(user).filter(pk=somebody.pk).exists():
        return []
    facts = Milestone.objects.filter(**{kind: somebody}).supported_for(user)
    own = frozenset([(kind, somebody.slug)])
    known = [replace(recorded(one, one.what, ()), actors=own) for one in facts]
    named = [one for one in mentions if (one.kind, one.record) in own]
    found = _against(text, dates, named, known, somebody.get_absolute_url())
    return [one for one in found if one.common]


def _against(
    text: str,
    dates: Sequence[FoundDate],
    mentions: Sequence[Mention],
    known: Sequence[Recorded],
    address: str,
) -> list[Contradiction]:
    weights = weights_of(known)
    found = []
    for passage in dated_words(text, dates):
        named = [m for m in mentions if passage.start <= m.start and m.end <= passage.end]
        said = told(_without(text, passage, named))
        fitting = [(s, one) for one in known if (s := likeness(said, named, one, weights))]
        if not fitting:
            continue
        here = span_of(passage.date)
        if any(may_be_one(here, one.fact.when) for _score, one in fitting):
            continue
        if any(_fits_the_day(here, said.deeds, one) for one in known):
            continue
        best = max(score for score, _one in fitting)
        ones = [one for score, one in fitting if score == best]
        if len(ones) == 1 and _is_slip(passage.date, here, ones[0].fact.when):
            found.append(_contradiction(text, passage, here, named, ones[0], address))
    return found


def _fits_the_day(here: Span, deeds: frozenset[str], one: Recorded) -> bool:
    """Return whether the same was done at that time, in whatever other words."""
    same = any(deeds & half.deeds for half in one.halves)
    return same and may_be_one(here, one.fact.when)


def _is_slip(date: FoundDate, here: Span, recorded: Span) -> bool:
    if not exclude_each_other(here, recorded):
        return False
    # Of which week a Friday is, the text did not say.
    return not (_WEEKDAY.search(date.text) and differ_by_weeks(here, recorded))


def _without(text: str, passage: DatedWords, named: Sequence[Mention]) -> str:
    """Return the words a date is said of, the date itself and the names taken out."""
    pieces, date = list(text[passage.start : passage.end]), passage.date
    for start, end in [(one.start, one.end) for one in named] + [(date.start, date.end)]:
        for place in range(start - passage.start, end - passage.start):
            pieces[place] = " "
    return "".join(pieces)


def _contradiction(
    text: str,
    passage: DatedWords,
    here: Span,
    named: Sequence[Mention],
    one: Recorded,
    address: str,
) -> Contradiction:
    return Contradiction(
        start=passage.date.start,
        end=passage.date.end,
        said_start=passage.start,
        said_end=passage.end,
        text=passage.date.text,
        said=text[passage.start : passage.end].strip(),
        here=here,
        assumed=str(passage.date.reason),
        fact=one.fact,
        recorded=one.fact.when,
        recorded_words=one.words,
        url=f"{address}#{one.fact.key}",
        common=common_names(named, one),
    )
