"""Affairs that grow: new reports find theirs among thousands that have one already.

What one audience sees of an affair must not depend on reports that it may not see. So affairs grow
audience by audience, the widest first: a report for fewer joins what those for more have made, and
never makes one affair out of two that others see apart.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from math import log

from kb.importing.affairs.grouping import ALIKE, FEWEST_WORDS, RUN
from kb.importing.affairs.groups import Groups, Link

# The groups who may know of a report, None for everybody.
Audience = frozenset[int] | None
# A word of more than so many reports, or of more than this share, proposes no pair by itself.
_COMMON = 40
_COMMON_SHARE = 0.02
# Copied text counts from this likeness on: outlets repeat their own lines in reports of anything.
_LEAST_COPIED = 0.03
# Of a long text so many characters are looked through for copied ones.
_LOOKED_AT = 4_000


@dataclass(frozen=True, slots=True)
class Placed:
    """A report as it stands: in the affair numbered `affair`, or in none yet.

    A `settled` affair is never joined with another settled one. `fresh` reports are compared with
    all others, those that are not were compared before.
    """

    words: frozenset[str]
    audience: Audience = None
    affair: int | None = None
    settled: bool = False
    fresh: bool = True


def grown(
    reports: Sequence[Placed],
    normalised: Callable[[int], str],
    told: Callable[[int, int], None] = lambda done, whole: None,
) -> list[list[int]]:
    """Return the affairs as lists of numbers of reports, each report in one.

    `normalised` returns the bare characters of a report by its number; `told` hears how many of the
    fresh reports have been compared.
    """
    grams = lru_cache(maxsize=1_024)(lambda number: _grams(normalised(number)))
    # A report is in the affair it had, or in one of its own, named by a negative number.
    home = [-n - 1 if r.affair is None else r.affair for n, r in enumerate(reports)]
    settled = {r.affair for r in reports if r.affair is not None and r.settled}
    whole = sum(report.fresh for report in reports)
    done = 0
    for audience in _widest_first(reports):
        numbers = [n for n, report in enumerate(reports) if _is_for(report.audience, audience)]
        own = {n for n in numbers if reports[n].audience == audience}
        groups = Groups(numbers, _by_home(numbers, home))

        decided = {n for n in numbers if home[n] in settled}

        def may_join(
            first: list[int], second: list[int], own: set[int] = own, decided: set[int] = decided
        ) -> bool:
            apart = own.issuperset(first) or own.issuperset(second)
            return apart and (decided.isdisjoint(first) or decided.isdisjoint(second))

        def progress(so_far: int, done: int = done) -> None:
            told(done + so_far, whole)

        found = _links(reports, numbers, own, grams, progress)
        groups.join_by(found, may_join)
        home = _rehoused(home, groups, settled)
        done += sum(reports[n].fresh for n in own)
    return [sorted(group) for group in _by_home(range(len(reports)), home)]


def _by_home(numbers: Iterable[int], home: Sequence[int]) -> list[list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for number in numbers:
        found[home[number]].append(number)
    return list(found.values())


def _rehoused(home: list[int], groups: Groups, settled: Collection[int]) -> list[int]:
    """Return the affair of each report now; what had one that was joined goes along."""
    now: dict[int, int] = {}
    for group in groups.all():
        homes = {home[number] for number in group}
        best = max(homes, key=lambda one: (one in settled, one > 0, -abs(one)))
        now.update(dict.fromkeys(homes, best))
    return [now.get(one, one) for one in home]


def _widest_first(reports: Sequence[Placed]) -> list[Audience]:
    """Return the audiences, each after all that are wider."""
    found = {report.audience for report in reports}
    return sorted(found, key=lambda a: (a is not None, -len(a or ()), sorted(a or ())))


def _is_for(audience: Audience, other: Audience) -> bool:
    """Return whether all of another audience see what is for this one."""
    return audience is None or (other is not None and other <= audience)


def _links(
    reports: Sequence[Placed],
    numbers: Sequence[int],
    own: Set[int],
    grams: Callable[[int], frozenset[int]],
    told: Callable[[int], None],
) -> Iterator[Link]:
    """Yield what links fresh reports: pairs of which one at least is of the audience itself."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number in numbers:
        for word in reports[number].words:
            holders[word].append(number)
    weights = {word: log(1 + len(numbers) / len(held)) for word, held in holders.items()}
    sizes = {n: sum(weights[word] for word in reports[n].words) for n in numbers}
    common = max(_COMMON, _COMMON_SHARE * len(numbers))
    compared = 0
    for number in numbers:
        report = reports[number]
        # A fresh one is compared with all; one that is not, only with fresh ones, from their side.
        if not report.fresh:
            continue
        shared: Counter[int] = Counter()
        for word in report.words:
            if len(holders[word]) <= common:
                shared.update(holders[word])
        for other, times in shared.items():
            twice = reports[other].fresh and other <= number
            if times < 2 or other == number or twice or not ({number, other} & own):
                continue
            both = report.words & reports[other].words
            smaller = min(sizes[number], sizes[other])
            likeness = sum(weights[word] for word in both) / smaller if smaller else 0.0
            if likeness >= _LEAST_COPIED and grams(number) & grams(other):
                yield 1.0, number, other
                continue
            few = min(len(report.words), len(reports[other].words)) < FEWEST_WORDS
            if likeness >= ALIKE and not few:
                yield likeness, number, other
        compared += number in own
        told(compared)


def _grams(text: str) -> frozenset[int]:
    """Return the runs of characters of a text, as numbers: as many as fit into little room."""
    text = text[:_LOOKED_AT]
    return frozenset(hash(text[n : n + RUN]) for n in range(len(text) - RUN + 1))
