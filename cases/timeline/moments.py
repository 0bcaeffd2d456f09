"""Moments of all kinds as one list: narrowed kind by kind, counted and paged in one statement."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db import connections
from django.utils.translation import gettext as _

from cases.models import Event
from cases.querysets.facets.compiled import Compiled, compiled
from cases.querysets.months import UNKNOWN
from cases.timeline.kinds import KINDS, TURNS, Kind
from cases.timeline.lanes import Lane, narrower_kind
from kb.permissions import User
from kb.records.spans import Span, days
from kb.search.backends.remembered import remembered

# Of so many moments all keys are asked for at once.
FEW = 1000
Narrowing = Callable[[Kind, Any], Any]
# Kinds whose rows say more narrowly what they are than their lane.
CODED = ("event", "response", "outcome")


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened: a row of its kind, at a time, in a lane."""

    kind: Kind
    fact: Any
    lane: Lane

    @property
    def when(self) -> Span:
        """The time it stands at, as it is known."""
        found: Span = getattr(self.fact, self.kind.time)
        return found

    @property
    def is_turn(self) -> bool:
        """Whether something begins, ends or changes for somebody."""
        return self.kind.name in TURNS

    @property
    def label(self) -> Any:
        """What it is, in as few words as possible."""
        return {"begins": _("Role begins"), "ends": _("Role ends")}.get(
            self.kind.name, self.lane.label
        )

    @property
    def narrower(self) -> Any:
        """What it is beside its label, in words or as a row of a vocabulary; often nothing."""
        if self.kind.name == "statement":
            return (
                self.fact.get_kind_display()
                if self.fact.kind != "statement"
                else _("Words on record")
            )
        return (
            narrower_kind(self.fact) if self.kind.name in ("event", "response", "outcome") else ""
        )

    @property
    def address(self) -> str:
        """Where it is told."""
        if self.kind.name in ("incident", "statement"):
            return str(self.fact.get_absolute_url())
        record = next(
            one
            for name in ("incident", "person", "organisation")
            if (one := getattr(self.fact, name, None)) is not None
        )
        return f"{record.get_absolute_url()}#{self.fact.key}"


@dataclass(frozen=True)
class Known:
    """What is known of some moments already: what they depend on, and how many each year has.

    `asked` holds all that they depend on but what records say; `years` are written as counts write
    them, and `size` is how much had to be looked through.
    """

    asked: Hashable
    years: Callable[[], Mapping[str, int]]
    size: Callable[[], int]


@dataclass(frozen=True)
class Moments:
    """The moments one reader may see, in order of time; unknown times last.

    Filters and pages use it as they use a queryset; nothing is asked before it has to be.
    """

    user: User
    wider: Moments | None = None
    narrow: Narrowing | None = None
    newest: bool = True
    known: Known | None = None

    # What a filter set asks of a queryset.
    model = Event

    def all(self) -> Moments:
        """Return the same."""
        return self

    @cached_property
    def rows(self) -> dict[Kind, Any]:
        """The rows of each kind that is not left out."""
        if self.wider is None or self.narrow is None:
            return {kind: kind.visible(self.user) for kind in KINDS}
        kept = {kind: self.narrow(kind, rows) for kind, rows in self.wider.rows.items()}
        return {kind: rows for kind, rows in kept.items() if rows is not None}

    def each(self, narrow: Narrowing) -> Moments:
        """Narrow the rows of each kind; a kind for which None comes back is left out."""
        return Moments(self.user, self, narrow, self.newest)

    def of_kinds(self, names: Iterable[str]) -> Moments:
        """Keep the moments of these kinds."""
        wanted = set(names)
        return self.each(lambda kind, rows: rows if kind.name in wanted else None)

    def under(self, facet: str, chosen: Sequence[str]) -> Moments:
        """Keep the moments under any of these choices of a facet."""

        def narrow(kind: Kind, rows: Any) -> Any:
            one = kind.facets.get(facet)
            return rows.filter(one.rows_under(chosen, self.user)) if one else None

        return self.each(narrow)

    def between(self, start: datetime, end: datetime) -> Moments:
        """Keep the moments that begin from one instant on and before another."""
        return self.each(
            lambda kind, rows: rows.filter(
                **{f"{kind.start}__gte": start, f"{kind.start}__lt": end}
            )
        )

    def with_known(self, known: Known) -> Moments:
        """Say what is known of them already."""
        return replace(self, known=known)

    def in_order(self, *, newest: bool) -> Moments:
        """Order by time, the latest or the earliest first."""
        return replace(self, newest=newest)

    def count(self) -> int:
        """Return how many there are."""
        if self.known:
            return sum(self.known.years().values())
        found = self.ask("SELECT COUNT(*) FROM moments")
        return int(found[0][0]) if found else 0

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Moment]:
        first, number = part.start or 0, part.stop - (part.start or 0)
        if self.known is None:
            return self.fetched(self._keys(first, number))
        keys = remembered(
            ("page of moments", self.known.asked, self.newest, first, number),
            lambda: (
                self._keys_by_year(first, number)
                if self.count() > FEW
                else self.few[first : first + number]
            ),
            lambda _keys: self.known.size() if self.known else 0,
        )
        return self.fetched(keys)

    @cached_property
    def few(self) -> list[tuple[Any, ...]]:
        """The keys of all moments where these are few: number of kind, key, lane, start."""
        return self._keys(0, FEW)

    def _keys(self, first: int, number: int) -> list[tuple[Any, ...]]:
        way = "DESC" if self.newest else "ASC"
        # Unknown times last on both databases; `starts` is shown so that SQLite orders by index.
        return self.ask(
            "SELECT kind, pk, lane, starts FROM moments "
            f"ORDER BY starts {way} NULLS LAST, kind, pk LIMIT %s OFFSET %s",
            [number, first],
        )

    def _keys_by_year(self, first: int, number: int) -> list[tuple[Any, ...]]:
        """Return the same, looking only through the years that the page is of."""
        assert self.known is not None
        years = self.known.years()
        order = sorted((one for one in years if one != UNKNOWN), reverse=self.newest)
        skipped, there = 0, 0
        touched: list[int] = []
        for year in order:
            if not touched and skipped + years[year] <= first:
                skipped += years[year]
            elif skipped + there < first + number:
                touched.append(int(year))
                there += years[year]
        found: list[tuple[Any, ...]] = []
        if touched:
            start, end = days(date(min(touched), 1, 1), date(max(touched), 12, 31))
            found = self.between(start, end)._keys(first - skipped, number)
        if len(found) < number and years.get(UNKNOWN):
            undated = self.each(lambda kind, rows: rows.filter(**{kind.start: None}))
            after = max(first - sum(years[year] for year in order), 0)
            found += undated._keys(after, number - len(found))
        return found

    def fetched(self, keys: Sequence[tuple[Any, ...]], there: Iterable[Any] = ()) -> list[Moment]:
        """Return the moments with these keys; one query for each kind not all of which is there."""
        found = {(row._meta.model, row.pk): row for row in there}
        wanted: dict[Kind, list[int]] = {}
        for number, pk, _lane, _starts in keys:
            if (KINDS[number].model, pk) not in found:
                wanted.setdefault(KINDS[number], []).append(pk)
        for kind, pks in wanted.items():
            rows = kind.fetched(kind.model.objects.filter(pk__in=pks))
            found |= {(kind.model, row.pk): row for row in rows}
        return [
            Moment(KINDS[number], found[KINDS[number].model, pk], Lane(lane))
            for number, pk, lane, _starts in keys
            if (KINDS[number].model, pk) in found
        ]

    def keys(self, kind: Kind) -> Compiled | None:
        """Return the SQL of the keys of one kind; None when there can be none."""
        return compiled(self.rows[kind].order_by().values("pk"))

    def ask(self, question: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the answer to a question in SQL about `moments`; nothing when there can be none.

        `moments` has the columns kind (its number), pk, lane, starts and ends.
        """
        if self._sql is None:
            return []
        sql, values = self._sql
        with connections[self.db].cursor() as cursor:
            cursor.execute(
                f"WITH moments (kind, pk, lane, starts, ends) AS ({sql}) {question}",
                [*values, *params],
            )
            return list(cursor.fetchall())

    @property
    def db(self) -> str:
        """The database they are asked of."""
        return str(Event.objects.db)

    @cached_property
    def _sql(self) -> Compiled | None:
        """The SQL of all of them; Django can neither filter nor group a union."""
        parts: list[Compiled] = []
        for number, kind in enumerate(KINDS):
            if kind not in self.rows:
                continue
            rows = self.rows[kind].order_by().annotate(of_lane=kind.of_lane())
            if found := compiled(rows.values_list("pk", "of_lane", kind.start, kind.end)):
                parts.append((found[0].replace("SELECT", f"SELECT {number},", 1), found[1]))
        if not parts:
            return None
        return (
            " UNION ALL ".join(sql for sql, _params in parts),
            tuple(value for _sql, params in parts for value in params),
        )
