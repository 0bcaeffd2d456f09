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

from cases.precedents import weights
from cases.precedents.asking import MOST_COUNTED, Row, counts, rows
from cases.precedents.facets import Facets, facets_of
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
    counting: bool = True,
) -> Ranking:
    """Return the incidents this person may see that agree with a situation, best first.

    `but` is an incident that is left out: the one that others are like. Without `counting` nothing
    is said of how many there are.
    """
    return _Asking(situation, known, user, () if but is None else (but,)).ranking(most, counting)


@dataclass
class _Asking:
    situation: Situation
    known: Vocabulary
    user: User
    but: tuple[int, ...]
    # All incidents that have any of the words.
    by_words: list[Precedent] = field(default_factory=list)

    @cached_property
    def facets(self) -> Facets:
        return facets_of(self.situation, self.known)

    @cached_property
    def likenesses(self) -> Likenesses:
        if not self.situation.words:
            return Likenesses()
        return alike(self.situation.words, self.user, "incident")

    def ranking(self, most: int, counting: bool) -> Ranking:
        best = self._best(most)
        if not counting:
            return Ranking(self.situation, best, self.likenesses.asked)
        in_all, *others = self._in_all([self.situation, *self._parts()])
        ways_out = [
            WayOut(name, number)
            for name, number in zip(self.situation.asked, others, strict=True)
            if number and not in_all
        ]
        return Ranking(
            self.situation,
            best,
            self.likenesses.asked,
            in_all,
            sorted(ways_out, key=lambda one: -one.number),
        )

    def _best(self, most: int) -> list[Precedent]:
        found: list[Precedent] = []
        named = [pk for pk in self.likenesses.found if pk not in self.but]
        start, size = 0, max(_FIRST, most)
        while True:
            looked_at = rows(self.facets, self.user, [] if start else named, start, size, self.but)
            judged = [one for row in looked_at if row.is_seen and (one := self._judged(row))]
            if not start:
                self.by_words = [one for one in judged if one.words]
            found = sorted([*found, *judged], key=lambda one: one.place, reverse=True)[:most]
            others = [row for row in looked_at if row.most >= 0]
            if len(others) < size:
                return found
            last = others[-1]
            if len(found) == most and found[-1].place >= (
                last.most,
                0.0,
                last.began or _LONG_AGO,
                last.pk,
            ):
                return found
            start, size = start + size, _LATER

    def _judged(self, row: Row) -> Precedent | None:
        """Return what agrees of an incident this person may see, None when nothing does."""
        agreements = tuple(self._agreements(row))
        words = self.likenesses.found.get(row.pk)
        points = sum(one.points for one in agreements)
        score = 0.0
        if words:
            of_words = round(weights.WORDS * words.share)
            agreements = (Agreement("words", "full", "", of_words), *agreements)
            points, score = points + of_words, words.score
        if not agreements:
            return None
        place = (points, score, row.began or _LONG_AGO, row.pk)
        return Precedent(row.pk, points, agreements, words, place)

    def _agreements(self, row: Row) -> Iterator[Agreement]:
        facets, situation = self.facets, self.situation
        if row.crisis_type in facets.types:
            yield Agreement("type", "full", self._type(row.crisis_type), weights.TYPE)
        elif row.crisis_type in facets.cluster:
            yield Agreement("type", "part", self._type(row.crisis_type), weights.SAME_CLUSTER)
        if facets.severity and row.severity:
            if row.severity == facets.severity:
                yield Agreement("severity", "full", str(row.severity), weights.SEVERITY)
            elif abs(row.severity - facets.severity) == 1:
                yield Agreement("severity", "part", str(row.severity), weights.NEXT_SEVERITY)
        if row.has_organisation:
            yield Agreement("organisation", "full", situation.organisation, weights.ORGANISATION)
        if row.has_channel:
            yield Agreement("channel", "full", situation.channel, weights.CHANNEL)
        extent: Extent = "full" if len(row.topics) == len(facets.topics) else "part"
        for key, pk in zip(situation.topic, facets.topics, strict=True):
            if pk in row.topics:
                yield Agreement("topic", extent, key, facets.of_each_topic)

    def _type(self, pk: int | None) -> str:
        return next(key for key, row in self.known.types.items() if row.pk == pk)

    # --- How many there are -----------------------------------------------------

    def _parts(self) -> list[Situation]:
        """Return the situation without each of its conditions."""
        return [self.situation.without(name) for name in self.situation.asked]

    def _in_all(self, situations: list[Situation]) -> list[int]:
        """Return how many agree in every condition of the situation, and of each part of it.

        Of the parts only when none agrees in all of it: nobody asks otherwise.
        """
        whole, *parts = situations
        (first,) = self._counted([whole])
        return [first, *(self._counted(parts) if not first else [0] * len(parts))]

    def _counted(self, situations: list[Situation]) -> list[int]:
        wordless = [one for one in situations if one and not one.words]
        facets = [facets_of(one, self.known) for one in wordless]
        of_wordless = dict(zip(wordless, counts(facets, self.user, self.but), strict=True))
        return [
            of_wordless[one]
            if one in of_wordless
            else sum(set(one.asked) <= found.met for found in self.by_words if one)
            for one in situations
        ]
