"""Dice of one object of the demonstration world: the same for a seed, whatever was made before."""

import random
from datetime import datetime, timedelta
from uuid import UUID

from kb.records.spans import PARTS_OF_DAY, Precision, Span, days, unit

# How precisely times are known, of a hundred.
_PRECISIONS = {
    Precision.DAY: 46,
    Precision.PART_OF_DAY: 16,
    Precision.MINUTE: 12,
    Precision.HOUR: 12,
    Precision.MONTH: 6,
    Precision.PART_OF_MONTH: 4,
    Precision.WEEK: 2,
    Precision.YEAR: 1,
    Precision.UNKNOWN: 1,
}
_KINDS, _WEIGHTS = list(_PRECISIONS), list(_PRECISIONS.values())


class Dice(random.Random):
    """What an object of the world is chosen by."""

    def __init__(self, seed: int, kind: str, number: int) -> None:
        super().__init__(f"{seed} {kind} {number}")

    def happens(self, share: float) -> bool:
        """Return true in this share of all cases."""
        return self.random() < share

    def skewed(self, most: int, power: float) -> int:
        """Return a number from 1 to `most`, low ones far more often the higher the power is."""
        return 1 + int(most * self.random() ** power)

    def key(self) -> UUID:
        """Return the key of a part."""
        return UUID(int=self.getrandbits(128), version=4)

    def known(self, moment: datetime) -> Span:
        """Return a moment as somebody may know it: to the minute, to the month, or not at all."""
        precision = self.choices(_KINDS, _WEIGHTS)[0]
        inferred = "Demo: from the order of the posts" if self.happens(0.05) else ""
        if precision == Precision.UNKNOWN:
            return Span()
        if precision == Precision.PART_OF_DAY:
            midnight = days(moment.date(), moment.date())[0]
            hour = max(first for first, _hours in PARTS_OF_DAY.values() if first <= moment.hour)
            start = midnight + timedelta(hours=hour)
            return Span(*unit(start, precision), precision, inferred)
        return Span(*unit(moment, precision), precision, inferred)
