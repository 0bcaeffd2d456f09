"""What a date says before it is known which day is meant."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import Any


class ImpossibleDate(ValueError):
    """There is no such day or time: 30 February, the 13th month, 25 o'clock."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The parts of a date as written; None is what it does not say.

    `year_shift`, `month_shift`, `quarter_shift`, `week` and `days` count from the reference (去年
    is year_shift -1, 上周 is week -1, 昨天 is days -1); `ago` is a number and a unit. `edge` is
    "start" or "end" of a year without a month, `thirds` the part of a month. `weekday` counts from
    Monday as 0, a weekend is 7. `beside` is a month to look for beside that of the reference:
    -1 the last such month, 1 the next one. `offset` is the zone's, in minutes.
    """

    year: int | None = None
    year_shift: int | None = None
    decade: int | None = None
    half: int | None = None
    quarter: int | None = None
    quarter_shift: int | None = None
    month: int | None = None
    month_shift: int | None = None
    beside: int | None = None
    edge: str | None = None
    thirds: str | None = None
    week: int | None = None
    weekday: int | None = None
    week_of: bool | None = None
    day: int | None = None
    days: int | None = None
    ago: tuple[int, str] | None = None
    part: str | None = None
    noon: bool | None = None
    hour: int | None = None
    minute: int | None = None
    offset: int | None = None

    def over(self, before: Fields) -> Fields:
        """Return these fields, and those of an earlier piece that these do not give."""
        return Fields(**{**before.given(), **self.given()})

    def given(self) -> dict[str, Any]:
        """Return the fields that the text gives, by name."""
        named = zip(_NAMES, _values(self), strict=True)
        return {name: value for name, value in named if value is not None}

    @property
    def has_clock(self) -> bool:
        """Whether a time of day is given."""
        return self.part is not None or self.hour is not None or self.noon is not None

    @property
    def has_day(self) -> bool:
        """Whether a day is given, by whatever words."""
        return (
            self.day is not None
            or self.days is not None
            or (self.weekday is not None and self.weekday != WEEKEND)
        )


WEEKEND = 7
_NAMES = Fields.__slots__
_values = attrgetter(*_NAMES)
NOTHING = Fields()
# From the coarsest to the finest: the end of a range takes from its beginning what is coarser.
_GRAIN = (
    ("year", "year_shift", "decade"),
    ("half", "quarter", "quarter_shift", "edge"),
    ("month", "month_shift", "beside"),
    ("thirds", "week", "week_of"),
    ("day", "days", "weekday"),
    ("part", "noon"),
    ("hour",),
    ("minute", "offset"),
)


def continued(first: Fields, last: Fields) -> Fields:
    """Return the end of a range with what it leaves to its beginning: 5日 after 3月3日."""
    given = set(last.given())
    taken: dict[str, Any] = {}
    for grain in _GRAIN:
        if given & set(grain):
            break
        taken |= {name: value for name, value in first.given().items() if name in grain}
    return last.over(Fields(**taken))


# Where a piece of a date ends, what it says, and the end of the range that it holds, if any.
Read = tuple[int, Fields, Fields | None]
