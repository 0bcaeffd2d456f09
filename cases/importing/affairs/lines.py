"""The affairs of everything imported, as objects for the command line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from cases.importing.affairs.seen import title_of
from cases.models import Affair, ImportedReport
from kb.importing.affairs.moments import moments
from kb.importing.affairs.report import Report
from kb.permissions import User


def stored_lines(user: User) -> Iterator[dict[str, Any]]:
    """Yield an object for each affair that somebody may see, the oldest first."""
    reports: dict[int, list[Any]] = defaultdict(list)
    rows = ImportedReport.objects.visible_to(user).exclude(affair=None).by_time()
    for row in rows.select_related("document").defer("words", "dates"):
        reports[row.affair_id].append(row)
    affairs = Affair.objects.in_bulk(reports)
    for number, pk in enumerate(sorted(reports), 1):
        yield _line(number, affairs[pk], reports[pk])


def _line(number: int, affair: Any, rows: list[Any]) -> dict[str, Any]:
    found = moments([Report(row.title, row.text) for row in rows])
    told: dict[int, list[str]] = defaultdict(list)
    for key, members in found:
        for member in members:
            told[member].append(key)
    return {
        "affair": number,
        "key": str(affair.key),
        "title": title_of(affair, rows),
        "reports": [
            {
                "path": row.document.name,
                "item": row.number if row.place != "whole" else None,
                "title": row.title or None,
                "outlet": row.outlet or None,
                "moments": told[place],
            }
            for place, row in enumerate(rows)
        ],
        "moments": dict(found),
    }
