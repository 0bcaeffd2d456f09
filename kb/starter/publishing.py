"""The one way the starter brings something out: first revision, log entry, both indexes."""

from __future__ import annotations

from typing import Any

from kb.readiness import NotReady
from kb.records.base import Record, refresh_indexes
from kb.starter.memory import Tally, remember


def bring_out(record: Record, tally: Tally) -> None:
    """Save a new record with its parts and publish it; one that is not ready stays a draft."""
    slug = record.slug
    record.save()
    remember(record, slug)
    try:
        record.save_revision().publish()
    except NotReady as refusal:
        tally.drafts.append(f"{slug} ({'; '.join(refusal.messages)})")
    tally.new += 1


def bring_out_page(page: Any, tally: Tally) -> None:
    """Publish a new page and write its rows of the reference and search index."""
    page.save_revision().publish()
    refresh_indexes(page)
    tally.new += 1
