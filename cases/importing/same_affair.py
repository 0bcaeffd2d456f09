"""Which of several imported documents, or of their items, report the same affair."""

from collections.abc import Iterable, Iterator
from typing import Any

from kb.importing.affairs.grouping import affairs
from kb.importing.affairs.moments import moments
from kb.importing.affairs.report import Report


def tell_affairs(rows: list[dict[str, Any]]) -> None:
    """Number the affairs of documents and items, and name the moments each is about.

    A digest is of the affair that most of its items are of; a plan reports none.
    """
    sources = list(_sources(rows))
    reports = [Report(source["title"] or "", source["text"]) for source in sources]
    for number, group in enumerate(affairs(reports), 1):
        for member in group:
            sources[member].update(affair=number, moments=[])
        for key, members in moments([reports[member] for member in group]):
            for member in members:
                sources[group[member]]["moments"].append(key)
    for row in rows:
        if row["items"]:
            found = [item["affair"] for item in row["items"]]
            row["affair"] = max(found, key=found.count)
            row["moments"] = list(dict.fromkeys(k for i in row["items"] for k in i["moments"]))


def affair_lines(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return an object for each affair: its reports, and which of them is about which moment."""
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        for number, source in enumerate(row["items"] or [row], 1):
            if source["affair"] is None:
                continue
            affair = found.setdefault(
                source["affair"],
                {"affair": source["affair"], "title": None, "reports": [], "moments": {}},
            )
            affair["title"] = affair["title"] or source["title"]
            for key in source["moments"]:
                affair["moments"].setdefault(key, []).append(len(affair["reports"]))
            affair["reports"].append(
                {
                    "path": row["path"],
                    "item": number if row["items"] else None,
                    "title": source["title"],
                    "outlet": source["outlet"],
                    "moments": source["moments"],
                }
            )
    return [found[number] for number in sorted(found)]


def _sources(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        if row["items"]:
            yield from row["items"]
        elif row["text"] and not row["errors"] and not row["measures"]:
            yield row
