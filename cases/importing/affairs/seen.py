"""One affair as one reader sees it: of the reports they may see, and of nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from cases.importing.affairs.moment_words import MOMENTS, MomentWords
from cases.models import Affair, ImportedReport
from kb.importing.affairs.copies import copies
from kb.importing.affairs.moments import moments
from kb.importing.affairs.report import Report
from kb.permissions import User


@dataclass
class Told:
    """A report with the moments it tells, and its near-duplicates that came later."""

    report: Any
    moments: list[str] = field(default_factory=list)
    copies: list[Told] = field(default_factory=list)

    @property
    def labels(self) -> list[Any]:
        """The moments in words."""
        return [MOMENTS[key].label for key in self.moments]


@dataclass(frozen=True)
class Moment:
    """A moment of an affair and the reports that tell it, by time."""

    key: str
    reports: list[Any]

    @property
    def words(self) -> MomentWords:
        """What it is called."""
        return MOMENTS[self.key]


@dataclass(frozen=True)
class SeenAffair:
    """An affair: its title, its reports by time with copies folded, and its moments."""

    affair: Any
    title: str
    told: list[Told]
    moments: list[Moment]

    @property
    def name(self) -> str:
        """What somebody called it, as far as this reader may know; empty without a name."""
        return self.title if self.title == self.affair.name else ""

    @property
    def reports(self) -> list[Any]:
        """Every report by time, near-duplicates too."""
        return [one.report for one in self.every]

    @property
    def every(self) -> list[Told]:
        """Every report with what it tells, each followed by its copies."""
        return [one for first in self.told for one in (first, *first.copies)]

    def label_of(self, key: str) -> Any:
        """Return what one of its moments is called."""
        return MOMENTS[key].label

    @property
    def outlets(self) -> list[str]:
        """Who reports it, each once."""
        return list(dict.fromkeys(r.outlet for r in self.reports if r.outlet))


def reports_of(affair: Affair, user: User) -> list[Any]:
    """Return the reports of an affair that somebody may see, by time."""
    rows = ImportedReport.objects.visible_to(user).filter(affair=affair).by_time()
    return list(rows.select_related("document__file__batch"))


def seen(affair: Affair, user: User) -> SeenAffair:
    """Return an affair as somebody sees it."""
    rows = reports_of(affair, user)
    plain = [Report(row.title, row.text) for row in rows]
    told = [Told(row) for row in rows]
    found = []
    for key, numbers in moments(plain):
        found.append(Moment(key, [rows[n] for n in numbers]))
        for number in numbers:
            told[number].moments.append(key)
    firsts = copies([report.normalised for report in plain])
    for number, first in enumerate(firsts):
        if first is not None:
            told[first].copies.append(told[number])
    kept = [one for one, first in zip(told, firsts, strict=True) if first is None]
    return SeenAffair(affair, title_of(affair, rows), kept, found)


def title_of(affair: Affair, rows: Sequence[Any]) -> str:
    """Return what an affair is called among these reports of it, by time.

    A name that somebody gave it holds for those who see the report beside which it was given.
    """
    if affair.name and any(row.pk == affair.named_beside_id for row in rows):
        return affair.name
    return next((row.title for row in rows if row.title), "") or first_words(rows)


def first_words(rows: Iterable[Any]) -> str:
    """Return how the first report begins."""
    return next((str(row.text[:60]) for row in rows), "")
