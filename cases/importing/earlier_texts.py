"""Drafts that were made before repairs of their raw document changed, and the new text for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from cases.importing.decisions import SOURCE, digest_of, held_document, standing, why_kept
from cases.importing.parts import Part, parts_of
from cases.models import ProposalDecision, Source
from kb.editing.locks import locked_by_another
from kb.models import RawDocument


@dataclass(frozen=True, slots=True)
class Earlier:
    """A source made with an earlier text; `why_kept` says why it gets no new one, or nothing.

    `part` is None when the document no longer has it.
    """

    decision: ProposalDecision
    source: Any
    part: Part | None
    why_kept: str


def earlier_texts(document: RawDocument, user: Any) -> list[Earlier]:
    """Return the sources made of a document whose text is no longer that of their part.

    Only those that this person may work on.
    """
    decided = [
        one for one in standing(document, SOURCE).values() if one.made_id and "text" in one.detail
    ]
    if not decided:
        return []
    sources = Source.objects.editable_by(user).in_bulk([one.made_id for one in decided])
    parts = {part.key: part for part in parts_of(document)}
    found = []
    for one in decided:
        source, part = sources.get(one.made_id), parts.get(one.proposal)
        if source is None or (part and digest_of(part.text) == one.detail["text"]):
            continue
        found.append(Earlier(one, source, part, _why_kept(source, one)))
    return found


def _why_kept(source: Any, decision: ProposalDecision) -> str:
    return why_kept(source, decision, to_go=False)


@transaction.atomic
def renew(document: RawDocument, user: Any) -> int:
    """Bring the new text into drafts that nobody published or changed, and return how many."""
    now = held_document(document, user)
    renewed = 0
    for one in earlier_texts(now, user):
        if one.part is None or one.why_kept:
            continue
        draft: Any = Source.objects.select_for_update(of=("self",)).get(pk=one.source.pk)
        if _why_kept(draft, one.decision) or locked_by_another(draft, user):
            continue
        draft = draft.get_latest_revision_as_object()
        draft.text = one.part.text
        draft.save()
        revision = draft.save_revision(user=user)
        log(instance=draft, action="cases.import", user=user, revision=revision)
        one.decision.detail |= {"revision": revision.pk, "text": digest_of(one.part.text)}
        one.decision.save(update_fields=["detail"])
        renewed += 1
    return renewed
