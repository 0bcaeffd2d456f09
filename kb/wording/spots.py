"""Where a page or record may read wrongly in the other script, and what was decided about it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page

from kb.language import protected_terms
from kb.language.ambiguity import Spot, spots
from kb.language.conversion import Variant, convert
from kb.language.decisions import Decided, surroundings
from kb.language.protected_terms import TermSet, term_set
from kb.models.wording import LONGEST, WordingDecision
from kb.permissions import User
from kb.wording.texts import Text, texts_of

# What Chinese is typed in decides which of the two has choices.
SCRIPTS: tuple[Variant, ...] = ("zh-hant", "zh-hans")
# Of a very long text the first are shown; the next ones follow when these are judged.
MOST = 500
AROUND = 14

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class OpenSpot:
    """A spot nobody has judged; `lead` and `tail` are what a reader sees around it."""

    key: str
    to: Variant
    spot: Spot
    place: str
    lead: str
    tail: str
    known_by: Key

    @property
    def choices(self) -> tuple[str, ...]:
        """What can stand there, what the machine writes first."""
        return (self.spot.written, *self.spot.others)


@dataclass(frozen=True, slots=True)
class JudgedSpot:
    """A spot with its decision."""

    decision: WordingDecision
    place: str
    lead: str
    tail: str


@dataclass(slots=True)
class Group:
    """Open spots with the same characters on both sides, judged together if one wishes."""

    key: str
    typed: str
    written: str
    disagrees: bool
    spots: list[OpenSpot] = field(default_factory=list)


@dataclass(slots=True)
class Review:
    """All spots of a page or record: open ones by what is at stake, and judged ones."""

    groups: list[Group] = field(default_factory=list)
    judged: list[JudgedSpot] = field(default_factory=list)
    is_cut: bool = False

    @property
    def open(self) -> dict[str, OpenSpot]:
        """The open spots by key."""
        return {one.key: one for group in self.groups for one in group.spots}

    @property
    def total(self) -> int:
        """How many are open."""
        return sum(len(group.spots) for group in self.groups)


def review(thing: Any, user: User, *, within_words: bool = False) -> Review:
    """Return the spots somebody may see of a version of a page or record, most doubtful first.

    `within_words` adds ambiguous characters that the word they stand in decides.
    """
    with protected_terms.reading_at(thing.path if isinstance(thing, Page) else ""):
        known = protected_terms.current()
        undecided = term_set(known.terms)
    found = Review()
    groups: dict[tuple[str, ...], Group] = {}
    judged: dict[Key, tuple[Text, str, str]] = {}
    seen: set[Key] = set()
    for to in SCRIPTS:
        decided = Decided(one for one in known.decisions if one.to == to)
        for text in texts_of(thing, to, user):
            taken = list(decided.find(text.text))
            for start, end, _written in taken:
                known_by = (to, text.text[start:end], *surroundings(text.text, start, end))
                judged.setdefault(known_by, (text, *_around(text.text, start, end, to, known)))
            for spot in spots(text.text, to, undecided, within_words=within_words):
                if any(start < spot.end and spot.start < end for start, end, _written in taken):
                    continue
                known_by = (to, spot.typed, *surroundings(text.text, spot.start, spot.end))
                if known_by not in seen and _can_be_decided(spot):
                    seen.add(known_by)
                    _group_of(spot, to, groups).spots.append(_open(known_by, text, spot, to, known))
    found.judged = list(_with_decisions(judged))
    return _ordered(found, groups.values())


def _group_of(spot: Spot, to: Variant, groups: dict[tuple[str, ...], Group]) -> Group:
    at_stake = (to, spot.typed, spot.written, str(spot.disagrees))
    if at_stake not in groups:
        key = _name(at_stake)
        groups[at_stake] = Group(key, spot.typed, spot.written, spot.disagrees)
    return groups[at_stake]


def _with_decisions(judged: Mapping[Key, tuple[Text, str, str]]) -> Iterator[JudgedSpot]:
    """Yield judged spots with their rows; one query."""
    typed = {known_by[1] for known_by in judged}
    rows = WordingDecision.objects.select_related("author").filter(typed__in=typed, page=None)
    by_key = {(row.to, row.typed, row.before, row.after): row for row in rows} if typed else {}
    for known_by, (text, lead, tail) in judged.items():
        if known_by in by_key:
            yield JudgedSpot(by_key[known_by], text.place, lead, tail)


def _ordered(found: Review, groups: Iterable[Group]) -> Review:
    room = MOST
    # Where the methods differ one of them is wrong; what stands seldom is no mere particle.
    for group in sorted(groups, key=lambda one: (not one.disagrees, len(one.spots), one.typed)):
        if len(group.spots) > room:
            found.is_cut = True
            group.spots = group.spots[:room]
        room -= len(group.spots)
        if group.spots:
            found.groups.append(group)
    return found


def _open(known_by: Key, text: Text, spot: Spot, to: Variant, known: TermSet) -> OpenSpot:
    lead, tail = _around(text.text, spot.start, spot.end, to, known)
    return OpenSpot(_name(known_by), to, spot, text.place, lead, tail, known_by)


def _around(text: str, start: int, end: int, to: Variant, known: TermSet) -> tuple[str, str]:
    lead = text[max(0, start - AROUND) : start].rpartition("\n")[2]
    tail = text[end : end + AROUND].partition("\n")[0]
    return convert(lead, to, known), convert(tail, to, known)


def _can_be_decided(spot: Spot) -> bool:
    return max(len(spot.typed), len(spot.written)) <= LONGEST and "\n" not in spot.typed


def _name(key: tuple[str, ...]) -> str:
    return hashlib.sha256("\0".join(key).encode()).hexdigest()[:20]


@transaction.atomic
def decide(thing: Any, user: Any, chosen: Mapping[str, str], found: Review) -> int:
    """Remember what is written at open spots, by key; return how many. All of it is logged."""
    done = []
    for key, written in islice(chosen.items(), MOST):
        one = found.open.get(key)
        if one is None:
            continue
        to, typed, before, after = one.known_by
        WordingDecision.objects.update_or_create(
            to=to,
            typed=typed,
            before=before,
            after=after,
            defaults={
                "written": written,
                "machine": one.spot.written,
                "author": user,
                "page": None,
            },
        )
        done.append(f"{before}[{typed} → {written}]{after}".replace("\n", ""))
    if done:
        log(instance=thing, action="kb.wording.decided", user=user, data={"spots": done})
    return len(done)


@transaction.atomic
def take_back(thing: Any, user: Any, pk: int, found: Review) -> bool:
    """Forget a decision about a spot of this page or record; return whether there was one."""
    for judged in found.judged:
        if judged.decision.pk == pk:
            row = judged.decision
            words = f"{row.before}[{row.typed} → {row.written}]{row.after}".replace("\n", "")
            row.delete()
            log(instance=thing, action="kb.wording.undone", user=user, data={"spots": [words]})
            return True
    return False
