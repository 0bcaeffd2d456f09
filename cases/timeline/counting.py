"""How many moments there are, by lane and by year and month; in one grouped statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connections

from cases.querysets.months import ALL, UNKNOWN
from cases.timeline.kinds import KINDS
from cases.timeline.moments import Moments
from kb.records.spans import days


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts by lane and by when, written as in `cases/querysets/months.py`.

    Of the year that is looked at there are months, of each other year only itself.
    """

    numbers: Mapping[tuple[str, str], int]

    def of(self, lanes: Iterable[str] = (), month: str = "") -> dict[tuple[str, str], int]:
        """Return the counts of some lanes (none named: all) in a year or month (empty: ever)."""
        wanted = set(lanes)
        return {
            (lane, written): n
            for (lane, written), n in self.numbers.items()
            if (not wanted or lane in wanted) and month in ("", ALL, written, year_of(written))
        }

    def lanes(self, month: str = "") -> dict[str, int]:
        """Return how many there are in each lane."""
        found: dict[str, int] = {}
        for (lane, _written), n in self.of((), month).items():
            found[lane] = found.get(lane, 0) + n
        return found

    def years(self, lanes: Iterable[str] = (), month: str = "") -> dict[str, int]:
        """Return how many there are in each year."""
        found: dict[str, int] = {}
        for (_lane, written), n in self.of(lanes, month).items():
            year = year_of(written) or written
            found[year] = found.get(year, 0) + n
        return found

    def total(self, lanes: Iterable[str] = (), month: str = "") -> int:
        """Return how many there are."""
        return sum(self.of(lanes, month).values())

    def by_time(self, lanes: Iterable[str] = ()) -> dict[str, dict[str, int]]:
        """Return, by when, how many there are in each lane."""
        found: dict[str, dict[str, int]] = {}
        for (lane, written), n in self.of(lanes).items():
            found.setdefault(written, {})[lane] = n
        return found


def year_of(written: str) -> str:
    """Return the year whose months are looked at with a choice, empty for none."""
    return "" if written in ("", ALL, UNKNOWN) else written[:4]


def count(moments: Moments, year: str) -> Counts:
    """Count moments by lane and year, those of one year by month."""
    when, params = _when(moments.db, year)
    question = f"SELECT lane, {when}, COUNT(*) FROM moments GROUP BY 1, 2"
    return Counts({(lane, at): n for lane, at, n in moments.ask(question, params)})


def _when(db: str, year: str) -> tuple[str, list[Any]]:
    """Return the SQL of the year or month of a moment.

    Borders are compared instead of asking each time for its local month: SQLite does that in
    Python, row by row.
    """
    params: list[Any] = []
    sql = f"CASE WHEN starts IS NULL THEN '{UNKNOWN}'"
    if year:
        for number in range(1, 13):
            start, end = _month(int(year), number)
            sql += f" WHEN starts >= %s AND starts < %s AND ends <= %s THEN '{year}-{number:02}'"
            params += [start, end, end]
    first, last = _years(db)
    for one in range(last, first, -1):
        written = f"{one}-00" if str(one) == year else f"{one}"
        sql += f" WHEN starts >= %s THEN '{written}'"
        params.append(days(date(one, 1, 1), date(one, 1, 1))[0])
    sql += f" ELSE '{first}-00' END" if str(first) == year else f" ELSE '{first}' END"
    adapt = connections[db].ops.adapt_datetimefield_value
    return sql, [adapt(one) for one in params]


def _month(year: int, month: int) -> tuple[Any, Any]:
    start = days(date(year, month, 1), date(year, month, 1))[0]
    after = date(year + month // 12, month % 12 + 1, 1)
    return start, days(after, after)[0]


def _years(db: str) -> tuple[int, int]:
    """Return years before and after which nothing is, whoever asks: from the ends of indexes."""
    ends = " UNION ALL ".join(
        f'SELECT {which}("{kind.start}") FROM {_table(kind)}'
        for kind in KINDS
        for which in ("MIN", "MAX")
    )
    with connections[db].cursor() as cursor:
        cursor.execute(ends)
        # Of a text or a datetime, in UTC: the local year may be one more or less.
        found = [int(str(one)[:4]) for (one,) in cursor.fetchall() if one is not None]
    return (min(found) - 1, max(found) + 1) if found else (2000, 2000)


def _table(kind: Any) -> str:
    return f'"{kind.model._meta.db_table}"'
