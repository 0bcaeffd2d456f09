"""What keeps two records from being merged, as sentences that say what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from cases.citing import CITED_PARTS, missing_citations
from cases.models import Incident
from kb.editing.locks import Locked, demand_unlocked
from kb.permissions import may


class Refused(ValidationError):
    """A merge, or its undoing, that was refused; `messages` says why and what to do."""


def demand_rights(kind: Any, user: Any, *keys: int) -> None:
    """Raise PermissionDenied unless somebody publishes a kind and may work on these records.

    `user` None is whoever runs commands on the server.
    """
    if user is None:
        return
    found = kind.objects.editable_by(user).filter(pk__in=keys).count()
    if not may(user, "publish", kind) or found != len(set(keys)):
        raise PermissionDenied


def problems(kept: Any, merged: Any, user: Any) -> list[str]:
    """Return what keeps `merged` from being merged into `kept`; empty when nothing does."""
    if kept.pk == merged.pk:
        return [_("This is one and the same record: choose another.")]
    return [*_of_merges(kept, merged), *_of_state(kept, merged), *_of_people(kept, merged, user)]


def _of_merges(kept: Any, merged: Any) -> Iterator[str]:
    for one in (kept, merged):
        if one.merged_into_id is not None:
            yield _(
                "“%(name)s” has been merged into “%(into)s”: "
                "choose that record, or undo that merge."
            ) % {"name": one, "into": one.merged_into}


def audience_of(record: Any) -> tuple[str, frozenset[int]]:
    """Return who may know of a record, in a form that compares."""
    return record.audience, frozenset(record.audience_groups.values_list("pk", flat=True))


def _of_state(kept: Any, merged: Any) -> Iterator[str]:
    for one in (kept, merged):
        if one.is_archived and one.merged_into_id is None:
            yield _("“%(name)s” is archived: restore it first.") % {"name": one}
    if audience_of(kept) != audience_of(merged):
        yield _(
            "“%(kept)s” and “%(merged)s” are for different people. Give both the same audience "
            "first: a merge shows nobody more than before, and hides nothing."
        ) % {"kept": kept, "merged": merged}
    if merged.live and not kept.live:
        yield _(
            "“%(kept)s” is not published, “%(merged)s” is: publish it first, or merge the other "
            "way round."
        ) % {"kept": kept, "merged": merged}
    if merged.live and merged.has_unpublished_changes:
        yield _(
            "“%(name)s” has changes that are not published: publish them, or go back to the "
            "published version, first. They would not come along."
        ) % {"name": merged}
    if merged.scheduled_revision is not None:
        yield _("“%(name)s” has a version on the schedule: take it off first.") % {"name": merged}
    if merged.workflow_in_progress:
        yield _("“%(name)s” is under review: finish or cancel the review first.") % {"name": merged}
    if kept.live and not merged.live and type(merged) in CITED_PARTS:
        # What nobody has published comes to a published record only with what that asks for.
        own = _("The incident itself")
        for sentence in missing_citations(merged):
            if not (isinstance(merged, Incident) and sentence.startswith(own)):
                yield sentence


def _of_people(kept: Any, merged: Any, user: Any) -> Iterator[str]:
    for one in (kept, merged):
        try:
            demand_unlocked(one, user)
        except Locked as refusal:
            yield f"{one}: {' '.join(refusal.messages)}"
