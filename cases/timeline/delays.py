"""How long after one honest time another was: a range, as wide as what is known allows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta

from cases.choices import Distance
from kb.records.spans import Span

DAY = timedelta(days=1)
# What is known to the minute on both sides is told as one figure.
EXACT_WITHIN = timedelta(minutes=2)
# What may have been before its signal is "+1 day" only if it was not long before: both known to the
# day, on the same day. The classes of the ledger begin at the same border.
EARLIEST = -2 * DAY
# Each distance reaches to twice its length: three days after is "+1 week", not "+1 day".
REACHES = (
    (Distance.DAY, 2 * DAY),
    (Distance.WEEK, 14 * DAY),
    (Distance.MONTH, 61 * DAY),
    (Distance.YEAR, 731 * DAY),
)


@dataclass(frozen=True, slots=True)
class Delay:
    """Time that passed: more than `at_least`, less than `at_most`; negative is before."""

    at_least: timedelta
    at_most: timedelta

    @property
    def is_exact(self) -> bool:
        """Whether both times are known to the minute."""
        return self.at_most - self.at_least <= EXACT_WITHIN

    @property
    def middle(self) -> timedelta:
        """The figure of an exact delay; of a range, halfway, to sort and to draw by only."""
        return (self.at_least + self.at_most) / 2

    @property
    def order_is_known(self) -> bool:
        """Whether it is sure which of the two times came first."""
        return self.is_exact or self.at_least >= timedelta() or self.at_most <= timedelta()


def delay(since: Span, until: Span) -> Delay | None:
    """Return how long after `since` the time `until` was; None when one of them is unknown."""
    if since.start is None or since.end is None or until.start is None or until.end is None:
        return None
    # In UTC: Python subtracts times of one zone by the clock on the wall.
    return Delay(
        until.start.astimezone(UTC) - since.end.astimezone(UTC),
        until.end.astimezone(UTC) - since.start.astimezone(UTC),
    )


def distance(passed: Delay | None) -> Distance | None:
    """Return the distance (+1 day, week, month, year) a delay lies in.

    None when it is unknown, wholly before, possibly long before, beyond two years, or too wide to
    be in one of them: of such a delay only the range itself can be told.
    """
    if passed is None or passed.at_most <= timedelta() or passed.at_least < EARLIEST:
        return None
    shortest = max(passed.at_least, timedelta())
    reached = timedelta()
    for one, reach in REACHES:
        if reached <= shortest and passed.at_most <= reach:
            return one
        reached = reach
    return None
