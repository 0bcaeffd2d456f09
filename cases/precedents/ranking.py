"""Incidents by how much they agree with a situation, as one reader may know them.

Points are counted from what the reader may see and from nothing else. So that this need not be
asked of every incident there is, they are taken in the order of what they could have at most, until
nothing that follows can come before what is wanted: the result is that of asking all.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Literal

from cases.models import Incident
from cases.precedents import weights
from cases.precedents.facets import (
    MOST_COUNTED,
    Facets,
    counted,
    facets_of,
    facts_that_agree,
    most_possible,
)
from cases.precedents.situation import Situation
from cases.precedents.vocabulary import Vocabulary
from kb.permissions import User
from kb.search.likeness import Likeness, Likenesses, alike

MOST_RANKED = 50
_FIRST, _LATER = 80, 400  # incidents looked at together
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
# More points, then more of the search's score, then later, then newer in the database.
Place = tuple[int, float, datetime, int]

Extent = Literal["full", "part"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """One condition in which an incident agrees: with which value of its own, for what points."""

    condition: str
    extent: Extent
    value: str
    points: int


@dataclass(frozen=True, slots=True)
class Precedent:
    """An incident with its points and the reasons for them; `words` where any were met."""

    pk: int
    points: int
    agreements: tuple[Agreement, ...]
    words: Likeness | None
    place: Place

    @property
    def met(self) -> frozenset[str]:
        """The names of the conditions in which it agrees in full."""
        return frozenset(one.condition for one in self.agreements if one.extent == "full")


@dataclass(frozen=True)
class WayOut:
    """A condition that may be dropped, and how many incidents agree in all the others."""

    condition: str
    number: int

    @property
    def more(self) -> bool:
        """Whether there are more than were counted."""
        return self.number > MOST_COUNTED


@dataclass
class Ranking:
    """The best incidents for a situation, and how many of all agree in every condition."""

    situation: Situation
    precedents: list[Precedent] = field(default_factory=list)
    asked_words: tuple[str, ...] = ()
    in_all: int = 0
    ways_out: list[WayOut] = field(default_factory=list)

    @property
    def more(self) -> bool:
        """Whether more agree in everything than were counted."""
        return self.in_all > MOST_COUNTED


def rank(
    situation: Situation,
    known: Vocabulary,
    user: User,
    *,
    most: int = MOST_RANKED,
    but: int | None = None,
) -> Ranking:
    """Return the incidents this person may see that agree with a situation, best first.

    `but` is an incident that is left out: the one that others are like.
    """
    return _Asking(situation, known, user, () if but is None else (but,)).ranking(most)


@dataclass
class _Asking:
    situation: Situation
    known: Vocabulary
    user: User
    but: tuple[int, ...]

    @cached_property
    def facets(self) -> Facets:
        return facets_of(self.situation, self.known)

    @cached_property
    def likenesses(self) -> Likenesses:
        if not self.situation.words:
            return Likenesses()
        return alike(self.situation.words, self.user, "incident")

    @cached_property
    def by_words(self) -> list[Precedent]:
        """All incidents that have any of the words."""
        return list(self._judged([pk for pk in self.likenesses.found if pk not in self.but]))

    def ranking(self, most: int) -> Ranking:
        best = self._best(most)
        in_all = self._in_all(self.situation)
        return Ranking(
            self.situation,
            best,
            self.likenesses.asked,
            in_all,
            [] if in_all else self._ways_out(),
        )

    def _best(self, most: int) -> list[Precedent]:
        found = sorted(self.by_words, key=lambda one: one.place, reverse=True)[:most]
        if not self.facets:
            return found
        possible = most_possible(self.facets, *self.but)
        start, size = 0, max(_FIRST, most)
        while True:
            rows = list(possible[start : start + size])
            others = [pk for pk, _points, _began in rows if pk not in self.likenesses.found]
            found = sorted(
                [*found, *self._judged(others)], key=lambda one: one.place, reverse=True
            )[:most]
            if len(rows) < size:
                return found
            last, points, began = rows[-1]
            if len(found) == most and found[-1].place >= (points, 0.0, began or _LONG_AGO, last):
                return found
            start, size = start + size, _LATER

    def _judged(self, pks: list[int]) -> Iterator[Precedent]:
        """Yield those of these incidents that this person may see and that agree; two queries."""
        if not pks:
            return
        rows = Incident.objects.visible_to(self.user).filter(pk__in=pks).order_by()
        seen = list(rows.values_list("pk", "crisis_type_id", "severity", "began_start"))
        facts: dict[int, set[tuple[str, int]]] = {}
        for pk, condition, key in facts_that_agree(
            self.facets, [row[0] for row in seen], self.user
        ):
            facts.setdefault(pk, set()).add((condition, key))
        for pk, crisis_type, severity, began in seen:
            agreements = tuple(self._agreements(crisis_type, severity, facts.get(pk, set())))
            words = self.likenesses.found.get(pk)
            points = sum(one.points for one in agreements)
            score = 0.0
            if words:
                of_words = round(weights.WORDS * words.share)
                agreements = (Agreement("words", "full", "", of_words), *agreements)
                points, score = points + of_words, words.score
            if agreements:
                place = (points, score, began or _LONG_AGO, pk)
                yield Precedent(pk, points, agreements, words, place)

    def _agreements(
        self, crisis_type: int | None, severity: int | None, facts: set[tuple[str, int]]
    ) -> Iterator[Agreement]:
        facets = self.facets
        if crisis_type in facets.types:
            yield Agreement("type", "full", self._type(crisis_type), weights.TYPE)
        elif crisis_type in facets.cluster:
            yield Agreement("type", "part", self._type(crisis_type), weights.SAME_CLUSTER)
        if facets.severity and severity == facets.severity:
            yield Agreement("severity", "full", str(severity), weights.SEVERITY)
        elif facets.severity and severity and abs(severity - facets.severity) == 1:
            yield Agreement("severity", "part", str(severity), weights.NEXT_SEVERITY)
        if any(name == "organisation" for name, _key in facts):
            yield Agreement(
                "organisation", "full", self.situation.organisation, weights.ORGANISATION
            )
        if any(name == "channel" for name, _key in facts):
            yield Agreement("channel", "full", self.situation.channel, weights.CHANNEL)
        there = [
            key
            for key, pk in zip(self.situation.topic, facets.topics, strict=True)
            if ("topic", pk) in facts
        ]
        extent: Extent = "full" if len(there) == len(facets.topics) else "part"
        for key in there:
            yield Agreement("topic", extent, key, facets.of_each_topic)

    def _type(self, pk: int | None) -> str:
        return next(key for key, row in self.known.types.items() if row.pk == pk)

    # --- How many there are -----------------------------------------------------

    def _in_all(self, situation: Situation) -> int:
        """Return how many agree in every condition of a part of the situation."""
        if not situation:
            return 0
        if situation.words:
            needed = set(situation.asked)
            return sum(needed <= one.met for one in self.by_words)
        return counted(facets_of(situation, self.known), self.user, *self.but)

    def _ways_out(self) -> list[WayOut]:
        """Return the conditions without which some incident agrees in all others, most first."""
        found = [
            WayOut(name, number)
            for name in self.situation.asked
            if (number := self._in_all(self.situation.without(name)))
        ]
        return sorted(found, key=lambda one: -one.number)
