"""Watched risks that are like a situation, as one reader may know them.

They are few, so each is asked; they are no precedents, since nothing has happened, and stand apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from cases.models import Organisation, Risk, RiskConcern
from cases.precedents import weights
from cases.precedents.facets import Facets, facets_of
from cases.precedents.situation import Situation
from cases.precedents.vocabulary import Vocabulary
from kb.permissions import User
from kb.search.likeness import Likeness, alike

# So many stand beside precedents; more are found in their own list.
MOST = 3
# No register is longer: what is watched by nobody any more is closed.
_MOST_ASKED = 1_000


@dataclass(frozen=True)
class WatchedRisk:
    """A risk that is like a situation, with its points."""

    risk: Any
    points: int


def watched_like(situation: Situation, known: Vocabulary, user: User) -> list[WatchedRisk]:
    """Return the watched risks most like a situation that this person may see, best first.

    Points are those of precedents, the severity being the one expected. What became an incident
    that they may see is watched no more.
    """
    facets = facets_of(situation, known)
    by_words = alike(situation.words, user, "risk").found if situation.words else {}
    houses = Organisation.objects.visible_to(user)
    concerns = RiskConcern.objects.prefetch_related(Prefetch("organisation", houses))
    rows = Risk.objects.visible_to(user).watched(user)
    rows = rows.prefetch_related("topics", Prefetch("concerns", concerns)).order_by("pk")
    found = [
        WatchedRisk(risk, points)
        for risk in rows[:_MOST_ASKED]
        if (points := sum(_points(risk, facets, by_words.get(risk.pk))))
    ]
    return sorted(found, key=lambda one: (-one.points, -(one.risk.likelihood or 0), one.risk.pk))[
        :MOST
    ]


def _points(risk: Any, facets: Facets, words: Likeness | None) -> Iterator[int]:
    if words:
        yield round(weights.WORDS * words.share)
    if risk.crisis_type_id in facets.types:
        yield weights.TYPE
    elif risk.crisis_type_id in facets.cluster:
        yield weights.SAME_CLUSTER
    if facets.severity and risk.impact:
        away = abs(risk.impact - facets.severity)
        yield {0: weights.SEVERITY, 1: weights.NEXT_SEVERITY}.get(away, 0)
    kinds = {one.organisation.kind for one in risk.concerns.all() if one.organisation}
    if facets.organisation in kinds:
        yield weights.ORGANISATION
    yield facets.of_each_topic * sum(topic.pk in facets.topics for topic in risk.topics.all())
