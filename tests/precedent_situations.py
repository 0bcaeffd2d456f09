"""The labelled situations, and how good a ranking of incidents is by them.

A situation names what an incident has to be about: 3 points for its trouble and its product, 2 for
its trouble, 1 for a trouble that is near; of incidents of the starter content by address.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from statistics import mean
from typing import Any

from cases.precedents.situation import CONDITIONS, Situation

DATA = Path(__file__).parent / "data" / "precedents"
PARTS = ("work", "judge")
WRITINGS = ("en", "zh-Hans", "zh-Hant")
WAYS = ("sentence", "keywords", "facets", "both")
K = 10
FIRST = 3
MEASURES = (f"success@{FIRST}", f"MRR@{K}", f"nDCG@{K}")


@dataclass(frozen=True)
class Labelled:
    """A situation, in which way and language it is written, and what is right for it."""

    way: str
    language: str
    situation: Situation
    trouble: str
    product: str
    near: tuple[str, ...]
    starter: Mapping[str, int]

    def grade(self, slug: str, title: str) -> int:
        """Return how right an incident is, from 0 to 3; made-up ones by their English title."""
        if slug in self.starter:
            return self.starter[slug]
        told = title.partition(": ")[2]
        if self.trouble and self.trouble in told:
            return 3 if not self.product or told.endswith(self.product) else 2
        return int(any(one in told for one in self.near))


def situations(part: str) -> Iterator[Labelled]:
    """Yield the situations of a part: `work` to work with, `judge` only to judge by."""
    for line in (DATA / f"{part}.jsonl").read_text("utf-8").splitlines():
        told: dict[str, Any] = json.loads(line)
        asked = {name: told[name] for name in CONDITIONS if name in told}
        if "topic" in asked:
            asked["topic"] = tuple(asked["topic"])
        yield Labelled(
            told["way"],
            told["lang"],
            Situation(**asked),
            told["trouble"],
            told.get("product", ""),
            tuple(told["near"]),
            told.get("starter", {}),
        )


Figures = tuple[float, ...]


def figures(found: Sequence[int], grades: Mapping[int, int]) -> Figures:
    """Return success in the first three, reciprocal rank and nDCG of a ranking of incidents.

    The first two are of the best grade that any incident has: with 3 points somewhere, a 2 does
    not do.
    """
    best = max(grades.values())
    places = [at for at, one in enumerate(found[:K]) if grades.get(one, 0) == best]
    gained = _gain(grades.get(one, 0) for one in found[:K])
    most = _gain(sorted(grades.values(), reverse=True)[:K])
    first = places[0] if places else None
    return (
        float(first is not None and first < FIRST),
        0.0 if first is None else 1 / (first + 1),
        gained / most,
    )


def _gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / log2(at + 2) for at, grade in enumerate(grades))


def means(rows: Sequence[Figures]) -> Figures:
    """Return the mean of each figure."""
    return tuple(mean(column) for column in zip(*rows, strict=True))
