"""Which reports are of one affair: by the words they share, and by runs of characters copied.

Excerpts are short and cut, so that likeness as a share of both texts finds nothing. What is
measured is how much of the shorter one's words the longer one has, a rare word weighing more.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import log

from kb.importing.affairs.groups import Groups, Link
from kb.importing.affairs.report import Report

# Copied text: so many letters or characters in a row, beyond any title or phrase.
RUN = 16
# From this share of the words on, two reports are of one affair.
ALIKE = 0.13
# Shorter ones share all their words with something.
FEWEST_WORDS = 6


def affairs(reports: Sequence[Report]) -> list[list[int]]:
    """Return the numbers of the reports of each affair, in the order of their first ones."""
    groups = Groups(range(len(reports)))
    groups.join_by(_links(reports))
    return groups.all()


def copied(reports: Sequence[Report]) -> set[tuple[int, int]]:
    """Return the pairs of reports that have a run of `RUN` characters in common."""
    holders: dict[str, set[int]] = defaultdict(set)
    for number, report in enumerate(reports):
        text = report.normalised
        for start in range(len(text) - RUN + 1):
            holders[text[start : start + RUN]].add(number)
    pairs: set[tuple[int, int]] = set()
    for numbers in holders.values():
        if len(numbers) > 1:
            pairs.update(combinations(sorted(numbers), 2))
    return pairs


def _links(reports: Sequence[Report]) -> Iterator[Link]:
    """Yield the pairs that are alike, with how much; copied ones are wholly alike."""
    same = copied(reports)
    yield from ((1.0, one, other) for one, other in same)
    weights = _weights(reports)
    sizes = [sum(weights[word] for word in report.words) for report in reports]
    shared: Counter[tuple[int, int]] = Counter()
    holders: dict[str, list[int]] = defaultdict(list)
    for number, report in enumerate(reports):
        for word in report.words:
            holders[word].append(number)
    found: dict[tuple[int, int], float] = defaultdict(float)
    for word, numbers in holders.items():
        for pair in combinations(numbers, 2):
            found[pair] += weights[word]
            shared[pair] += 1
    for (one, other), weight in found.items():
        smaller = min(sizes[one], sizes[other])
        few = min(len(reports[one].words), len(reports[other].words)) < FEWEST_WORDS
        likeness = weight / smaller if smaller else 0.0
        if (one, other) not in same and likeness >= ALIKE and not few and shared[one, other] > 1:
            yield likeness, one, other


def _weights(reports: Sequence[Report]) -> dict[str, float]:
    """Return how much each word says: the more, the fewer reports have it."""
    often = Counter(word for report in reports for word in report.words)
    return {word: log(1 + len(reports) / count) for word, count in often.items()}
