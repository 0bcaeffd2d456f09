"""The second tier: what holds some of the words, whatever the database.

The rare tokens of a query, up to a share of all entries, choose the candidates; the most promising
are read and scored by all that was asked for. A question of twenty common words costs no more than
a rare one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kb.search.analysis.pipeline import tokens
from kb.search.backends.bm25 import EVERYWHERE, Candidate, Corpus, by_score
from kb.search.engine import Asking, Concept, Scored, needle
from kb.search.expressions import Stretch
from kb.search.sql import Sql

MOST_WAYS = 160
CANDIDATES = 100  # entries whose texts are read
# Entries that choosing tokens may be in, together: a share of all, and never too few.
_SHARE = 0.05
_LEAST = 2_000

Ways = list[tuple[Stretch, float]]


@dataclass(frozen=True, slots=True)
class Choosing:
    """Tokens that choose the candidates of an asking, with what finding each is worth."""

    worth: dict[str, float]
    also: Sql


def second_tier(
    askings: Sequence[Asking],
    limit: int,
    corpus_of: Callable[[list[str]], Corpus],
    candidates_of: Callable[[Sequence[Choosing], int], list[list[Candidate]]],
) -> list[Scored]:
    """Return the best of each asking, given how a database counts tokens and reads candidates."""
    asked = [strongest(asking.concepts) for asking in askings]
    corpus = corpus_of(tokens_of([ways for of_one in asked for ways in of_one]))
    wanted = [in_use(of_one, corpus) for of_one in asked]
    choices = [
        Choosing(choosing(of_one, corpus), asking.also)
        for of_one, asking in zip(wanted, askings, strict=True)
    ]
    found = candidates_of(choices, max(CANDIDATES, limit))
    return [
        scored(candidates, of_one, corpus, limit, asking.coordination)
        for candidates, of_one, asking in zip(found, wanted, askings, strict=True)
    ]


def strongest(concepts: Sequence[Concept]) -> list[Ways]:
    """Return the first ways of each concept: as many as all of them have room for."""
    asked = [list(concept.ways) for concept in concepts[:MOST_WAYS] if concept.ways]
    most = max(map(len, asked), default=0)
    while sum(min(len(ways), most) for ways in asked) > MOST_WAYS:
        most -= 1
    return [ways[:most] for ways in asked]


def tokens_of(concepts: Iterable[Ways]) -> list[str]:
    """Return all tokens of the ways, each once, and those that `Corpus` asks about besides."""
    of_ways = (token for ways in concepts for way, _ in ways for token in tokens(way.units))
    return list(dict.fromkeys([*of_ways, *EVERYWHERE.values()]))


def in_use(concepts: Iterable[Ways], corpus: Corpus) -> list[Ways]:
    """Return the ways that some text may have."""
    kept = (
        [pair for pair in ways if all(corpus.having.get(token) for token in tokens(pair[0].units))]
        for ways in concepts
    )
    return [ways for ways in kept if ways]


def choosing(concepts: Iterable[Ways], corpus: Corpus) -> dict[str, float]:
    """Return the rarest tokens with what finding each is worth; at least one that is in use."""
    worth: dict[str, float] = {}
    for ways in concepts:
        for way, weight in ways:
            # The rarest of a sequence: whatever holds them all holds it.
            token = min(tokens(way.units), key=lambda token: (corpus.having[token], token))
            worth[token] = max(worth.get(token, 0.0), weight * corpus.rarity_in_language(token))
    budget = max(_LEAST, corpus.entries * _SHARE)
    chosen: dict[str, float] = {}
    for token in sorted(worth, key=lambda token: (corpus.having[token], token)):
        budget -= corpus.having[token]
        if chosen and budget < 0:
            break
        chosen[token] = worth[token]
    return chosen


def scored(
    candidates: Iterable[Candidate],
    concepts: Iterable[Ways],
    corpus: Corpus,
    limit: int,
    coordination: float,
) -> Scored:
    """Return the best candidates that hold something of what was asked."""
    wanted = [
        [
            (needle(way), weight * corpus.rarity_in_language(*tokens(way.units)))
            for way, weight in ways
        ]
        for ways in concepts
    ]
    best = by_score(candidates, wanted, corpus, coordination)[:limit]
    return tuple(hit for hit in best if hit[1] > 0)
