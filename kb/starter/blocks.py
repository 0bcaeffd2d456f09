"""Turns the block tables of a starter page into the stream that Wagtail stores."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from kb.starter.files import stable_key
from kb.starter.prose import PageFinder, rich_text

# Gives the primary key of a record by kind and slug: `kb` does not know the kinds of `cases`.
Resolve = Callable[[str, str], int | None]

EMBEDS = ("incident_card", "timeline", "outcomes")


def stream(
    tables: list[dict[str, Any]], where: str, resolve: Resolve, find_page: PageFinder
) -> str:
    """Return the stream's JSON; a block or citation whose record is gone is left out.

    Each table holds one block: its name, and its value as the file writes it.
    """
    blocks = []
    for number, table in enumerate(tables):
        ((name, given),) = table.items()
        value = _value(name, given, where=f"{where}/{number}", resolve=resolve, find_page=find_page)
        if value is not None:
            blocks.append(_typed(name, value, f"{where}/{number}"))
    return json.dumps(blocks)


def _typed(name: str, value: Any, where: str) -> dict[str, Any]:
    return {"type": name, "value": value, "id": str(stable_key("block", where))}


def _value(name: str, given: Any, *, where: str, resolve: Resolve, find_page: PageFinder) -> Any:
    if name == "text":
        return rich_text(given, find_page)
    if name in EMBEDS:
        incident = resolve("incident", given)
        return None if incident is None else {"incident": incident}
    if name == "quotation":
        source = resolve("source", given["source"])
        return None if source is None else {**given, "source": source}
    if name == "citations":
        rows = [{"note": "", **row, "source": resolve("source", row["source"])} for row in given]
        return [
            _typed("item", row, f"{where}/{number}")
            for number, row in enumerate(rows)
            if row["source"] is not None
        ] or None
    if name == "steps":
        rows = [{"who": "", "when": "", **row} for row in given["steps"]]
        items = [_typed("item", row, f"{where}/{number}") for number, row in enumerate(rows)]
        return {"title": given["title"], "steps": items}
    return {"note": "", **given} if name == "key_message" else given
