"""A date as it stands in a text, and what it means."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise

# The precisions of honest time that are told with the time of day.
WITH_TIME = ("minute", "hour", "part_of_day")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: characters `start` (inclusive) to `end`, and what they say.

    `begins` (inclusive) and `ends` (exclusive) are local times without a zone; `precision` is a key
    of honest time; `reason` says, in words for an editor, what the text itself left open.
    """

    start: int
    end: int
    text: str
    begins: datetime
    ends: datetime
    precision: str
    reason: str | Promise = ""

    @property
    def from_(self) -> str:
        """The first day (2026-01-06), or minute (2026-01-06T18:00) of what is told with hours."""
        return _told(self.begins, self.precision)

    @property
    def to(self) -> str:
        """The last day or minute, inclusive."""
        return _told(self.ends - timedelta(minutes=1), self.precision)


def _told(at: datetime, precision: str) -> str:
    return at.isoformat(timespec="minutes") if precision in WITH_TIME else at.date().isoformat()
