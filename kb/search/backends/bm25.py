"""Okapi BM25 over the stored texts of a few entries, a word in the title counted twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from kb.search.analysis.segment import is_han
from kb.search.engine import K1, TITLE_WEIGHT, B

# Nearly every text of a language has this word: how many have it says how many there are.
EVERYWHERE = {"en": "the", "zh": "的"}


@dataclass(frozen=True, slots=True)
class Corpus:
    """How many entries there are, how many tokens one has, and how many entries have each token."""

    entries: int
    mean_length: float
    having: Mapping[str, int]

    def rarity(self, *tokens: str) -> float:
        """Return the inverse document frequency of the rarest token, never quite nothing."""
        having = min((self.having.get(token, 0) for token in tokens), default=0)
        having = min(having, self.entries)
        return max(log((self.entries - having + 0.5) / (having + 0.5)), 1e-6)

    def rarity_in_language(self, *tokens: str) -> float:
        """Return how rare the rarest token is among texts of its language, for `EVERYWHERE` known.

        What one text alone has counts the same in a language of few texts and of many. Among all
        entries every English word, even `measure`, would be rare on a site that is mostly Chinese.
        """
        rarest = min(tokens, key=lambda token: (self.having.get(token, 0), token))
        having = self.having.get(rarest, 0)
        texts = max(self.having.get(EVERYWHERE.get(_language(rarest), ""), 0), having)
        if texts == having:  # nobody writes that word here
            texts = max(self.entries, having)
        return log((texts + 1) / (having + 0.5)) * _alone(self.entries) / _alone(texts)


def _alone(texts: int) -> float:
    """Return the rarity of what one of so many texts has."""
    return log((max(texts, 1) + 1) / 1.5)


def _language(token: str) -> str:
    if is_han(token):
        return "zh"
    return "en" if token.isascii() and token.isalpha() else ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry to score: its key, its length in tokens, and its stored texts."""

    entry_id: int
    length: int
    title: str
    body: str


def by_score(
    candidates: Iterable[Candidate],
    wanted: Iterable[Sequence[tuple[str, float]]],
    corpus: Corpus,
    coordination: float = 0.0,
) -> list[tuple[int, float]]:
    """Return candidates with their scores, best first.

    Each thing wanted is one or more texts with what each is worth; the best that is there counts.
    The share of the things that are there, to the power of `coordination`, is a factor.
    """
    groups = list(wanted)  # none where only exclusions are asked for: all are worth the same
    mean = max(corpus.mean_length, 1.0)
    found = []
    for one in candidates:
        norm = K1 * (1 - B + B * one.length / mean)
        # The title counts twice; texts begin and end with a space, so nothing reads across.
        whole = one.title * int(TITLE_WEIGHT) + one.body
        score, there = 0.0, 0
        for group in groups:
            best = 0.0
            for text, worth in group:
                often = whole.count(text)
                if often:
                    best = max(best, worth * often * (K1 + 1) / (often + norm))
            score += best
            there += best > 0
        share = there / max(len(groups), 1)
        found.append((one.entry_id, score * share**coordination))
    return sorted(found, key=lambda hit: (-hit[1], -hit[0]))
