"""The second tier: what holds some of the words, whatever the database.

The rare tokens of a query, up to a share of all entries, choose the candidates; the most promising
are read and scored by all tokens. A question of twenty common words costs no more than a rare one.
"""

from collections.abc import Iterable, Mapping

from kb.search.backends.bm25 import Candidate, Corpus, by_score
from kb.search.engine import Scored, needle
from kb.search.expressions import word

MOST_TOKENS = 64
CANDIDATES = 100  # entries whose texts are read
# Entries that choosing tokens may be in, together: a share of all, and never too few.
_SHARE = 0.05
_LEAST = 2_000


def strongest(weights: Mapping[str, float]) -> dict[str, float]:
    """Return the tokens that count: those with the greatest weights, first come first."""
    return dict(sorted(weights.items(), key=lambda pair: -pair[1])[:MOST_TOKENS])


def choosing(weights: Mapping[str, float], corpus: Corpus) -> dict[str, float]:
    """Return the rarest tokens with what finding each is worth; at least one that is in use."""
    budget = max(_LEAST, corpus.entries * _SHARE)
    chosen: dict[str, float] = {}
    used = [token for token in weights if corpus.having.get(token)]
    for token in sorted(used, key=lambda token: (corpus.having[token], token)):
        budget -= corpus.having[token]
        if chosen and budget < 0:
            break
        chosen[token] = weights[token] * corpus.rarity(token)
    return chosen


def scored(
    candidates: Iterable[Candidate], weights: Mapping[str, float], corpus: Corpus, limit: int
) -> Scored:
    """Return the best candidates, scored by all tokens."""
    needles = (
        (needle(word(token)), weight * corpus.rarity(token)) for token, weight in weights.items()
    )
    return tuple(by_score(candidates, needles, corpus)[:limit])
