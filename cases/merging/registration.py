"""Tells the knowledge base what merges mean for versions, publication, deletion and history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from cases.merging import drafts
from cases.merging.relations import KINDS
from kb import holding, readiness
from kb.history.kinds import ChangeKind, Note, notes
from kb.records.base import Record


def _is_merged(record: Any) -> Iterator[str]:
    """Refuse to publish what is part of another record."""
    if record.merged_into_id is not None:
        yield _("It was merged into “%(name)s”: change that record, or undo the merge.") % {
            "name": record.merged_into
        }


def _holds(thing: Model) -> Iterator[Model]:
    """Yield what a merged record is part of now: drafts and the undoing still need it."""
    if isinstance(thing, Record) and thing.merged_into_id is not None:
        into: Any = thing.merged_into
        yield into


def register() -> None:
    """Register all of it."""
    drafts.register()
    for name, kind in KINDS.items():
        readiness.checks.register(readiness.ReadinessCheck(f"merged {name}", kind, _is_merged))
    holding.sources.register(holding.HolderSource("merges", _holds))
    notes.register(Note("cases.merge", ChangeKind.MERGED))
