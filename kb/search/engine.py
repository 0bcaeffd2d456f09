"""What an engine promises: to keep the words of entries, and to rank what matches."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from kb.search.analysis.segment import is_han
from kb.search.expressions import Expression, Stretch
from kb.search.facets import Counts, Narrowing
from kb.search.sql import TRUE, Sql

# Okapi BM25 with a word in the title counted twice; SQLite's own bm25() has the same k1 and b.
K1 = 1.2
B = 0.75
TITLE_WEIGHT = 2.0


@dataclass(frozen=True, slots=True)
class Text:
    """The stored texts of one entry."""

    title: str = ""
    body: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """The new text of an entry, and the old one when there is one."""

    entry_id: int
    new: Text
    old: Text | None = None


Scored = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """How many entries match, and a slice of them, best first, each with its score.

    `counts` says how many have each value of each facet, when that was asked for.
    """

    total: int
    scored: Scored = ()
    counts: Counts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing asked for, and the ways a text may say it, each with what it counts for.

    1 is a word as it was typed. A text scores by the best of the ways it has, once. The best known
    come first: of very many, the last are left out.
    """

    ways: tuple[tuple[Stretch, float], ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """Concepts of which some are enough, for entries that meet one more condition.

    With `coordination`, scores count times the share of concepts in use that are there, to that
    power.
    """

    concepts: Sequence[Concept]
    coordination: float = 0.0
    also: Sql = TRUE


class Engine(Protocol):
    """What differs by database. `where` is a condition on a row of `kb_entry`."""

    def write(self, changes: Sequence[Change]) -> None:
        """Store the texts of entries that exist, and make them searchable in this transaction."""

    def erase(self, entry_ids: Iterable[int]) -> None:
        """Take entries out of the word index and delete their texts."""

    def reset(self) -> None:
        """Forget all words and texts."""

    def refresh(self) -> None:
        """Bring statistics that only influence the ranking up to date."""

    def refresh_if_stale(self) -> None:
        """Bring them up to date when so much was written since that they no longer hold."""

    def many_writes(self) -> AbstractContextManager[None]:
        """Return a context in which very many entries are written, outside of a transaction."""

    def rank(
        self,
        expression: Expression,
        where: Sql,
        start: int = 0,
        stop: int | None = None,
        *,
        title_only: bool = False,
        narrowing: Narrowing | None = None,
        newest: bool = False,
    ) -> Ranked:
        """Return how many entries match, and those from `start` to `stop` in a stable order.

        With a `narrowing`, only what passes its filters, and the counts of all facets. The best
        come first, or the `newest`.
        """

    def count(self, expression: Expression, where: Sql) -> int:
        """Return how many entries match."""

    def loosely(self, askings: Sequence[Asking], where: Sql, limit: int) -> list[Scored]:
        """Return, for each asking, entries with some of its concepts, best first, stably ordered.

        BM25, of each concept by its best way: rare tokens choose whom to look at, all ways score.
        """

    def matches(self, expression: Expression, *, title_only: bool = False) -> Sql:
        """Return the condition on a row of `kb_entry` that it matches."""

    def has_prefix(self, start: str) -> Sql:
        """Return the condition on a row of `kb_entry` that a word of it begins so."""


def needle(stretch: Stretch) -> str:
    """Return what a stored text contains when the units stand in it in this order."""
    before = "" if is_han(stretch.units[0]) else " "
    after = "" if is_han(stretch.units[-1]) else " "
    return before + " ".join(stretch.units) + after
