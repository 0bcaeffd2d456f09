"""The one way the starter brings something out: first revision, log entry, both indexes."""

from __future__ import annotations

from typing import Any

from kb.editing.indexing import indexed_later, references_kept
from kb.readiness import NotReady
from kb.records.base import Record, refresh_indexes
from kb.starter.memory import Tally, remember


def bring_out(record: Record, tally: Tally) -> None:
    """Save a new record with its parts and publish it; one that is not ready stays a draft."""
    slug = record.slug
    with indexed_later(record), references_kept():
        record.save()
        remember(record, slug)
        revision = record.save_revision()
    try:
        revision.publish()
    except NotReady as refusal:
        refresh_indexes(record)
        tally.drafts.append(f"{slug} ({'; '.join(refusal.messages)})")
    tally.new += 1


def bring_out_page(page: Any, tally: Tally) -> None:
    """Publish a new page."""
    page.save_revision().publish()
    tally.new += 1
