"""What narrows a list of results: kind, language and period, read leniently."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kb.language.codes import parse
from kb.search.sources import sources
from kb.search.sql import Sql, all_sql

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty or None where nothing is asked; days are inclusive."""

    kind: str = ""
    language: str = ""
    start: date | None = None
    end: date | None = None

    def __bool__(self) -> bool:
        return bool(self.kind or self.language or self.start or self.end)

    def condition(self) -> Sql:
        """Return the condition on a row of `kb_entry`."""
        parts = [Sql("kb_entry.kind = %s", (self.kind,))] if self.kind else []
        if self.language:
            parts.append(Sql("kb_entry.language IN (%s, 'both')", (self.language,)))
        if self.start:
            parts.append(Sql("kb_entry.day_end >= %s", (self.start.isoformat(),)))
        if self.end:
            parts.append(Sql("kb_entry.day <= %s", (self.end.isoformat(),)))
        return all_sql(parts)


def read_filters(values: Mapping[str, str]) -> Filters:
    """Read filters from the values of an address; what makes no sense is left out."""
    kind = values.get("kind", "")
    language = parse(values.get("lang", ""))
    return Filters(
        kind=kind if kind in sources else "",
        language=language.half if language else "",
        start=_first_day(values.get("from", "")),
        end=_last_day(values.get("to", "")),
    )


def _first_day(text: str) -> date | None:
    """Return the first day of a year, month or day: 2026, 2026-01, 2026-01-07."""
    found = _DAY.fullmatch(text.strip())
    return _date(found[1], found[2] or "1", found[3] or "1") if found else None


def _last_day(text: str) -> date | None:
    found = _DAY.fullmatch(text.strip())
    month = _date(found[1], found[2] or "12", "1") if found else None
    if found is None or month is None:
        return None
    last = str(monthrange(month.year, month.month)[1])
    return _date(found[1], str(month.month), found[3] or last)


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
