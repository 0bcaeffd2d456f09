"""Accepting and refusing proposals: several at once, all or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions.amend import draft
from cases.importing.proposals.finding import proposals
from cases.importing.proposals.parts_of_drafts import content_of, part_at
from cases.importing.proposals.proposal import Proposal, State
from cases.importing.proposals.reading import Reading
from cases.importing.proposals.standing import decision_key, standing_of, state_of
from cases.importing.proposals.step import Change, Making
from cases.importing.proposals.steps import STEPS
from cases.importing.proposals.target import Target
from cases.models import ProposalDecision
from kb.editing.held_row import hold
from kb.models import RawDocument
from kb.permissions import may_edit

Answer = ProposalDecision.Answer


class NotDone(Exception):
    """Nothing was done, and why: a sentence for each proposal by its name, or `""` for all."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        self.sentences = dict(sentences)
        super().__init__(" ".join(self.sentences.values()))


class DecidedMeanwhile(NotDone):
    """Somebody else has decided, or the text or its names have changed, since the page was read."""


@transaction.atomic
def accept(document: RawDocument, user: Any, answers: Mapping[str, str]) -> int:
    """Accept proposals, given by name with what they ask for; return how many.

    Each record gets one new draft. Raises NotDone with a sentence for each that cannot be accepted,
    PermissionDenied for who may not edit what changes, Locked when somebody has locked it; nothing
    is changed then.
    """
    target, chosen = _chosen(document, user, list(answers))
    if wrong := {p.name: said for p in chosen if (said := _problem(p, answers[p.name]))}:
        raise NotDone(wrong)
    steps = [(p, STEPS[p.kind](target, p, answers[p.name], user)) for p in chosen]
    by_record: dict[Any, list[tuple[Proposal, Change]]] = defaultdict(list)
    for proposal, step in steps:
        if isinstance(step, Making):
            made = step.make()
            detail = {"revision": made.latest_revision_id}
            _note(document, proposal, user, Answer.ACCEPTED, made, detail)
        else:
            by_record[step.record].append((proposal, step))
    for record, changes in by_record.items():
        _change(document, record, changes, user)
    return len(chosen)


def _change(
    document: RawDocument, record: Any, changes: list[tuple[Proposal, Change]], user: Any
) -> None:
    """Make all changes of one record in one new draft, and note what came of each."""
    editable = type(record).objects.editable_by(user).filter(pk=record.pk)
    if not may_edit(user, type(record)) or not editable.exists():
        raise PermissionDenied

    def apply(version: Any) -> None:
        for _proposal, change in changes:
            change.apply(version)

    draft(record, user, "cases.proposals.accept", apply)
    fresh = type(record)._base_manager.get(pk=record.pk)
    newest = fresh.get_latest_revision_as_object()
    for proposal, change in changes:
        part = part_at(newest, change.path)
        detail = {"path": [list(step) for step in change.path], "content": content_of(part)}
        _note(document, proposal, user, Answer.ACCEPTED, record, detail)


@transaction.atomic
def refuse(document: RawDocument, user: Any, names: list[str]) -> int:
    """Refuse proposals, given by name; return how many. Raises NotDone."""
    _target, chosen = _chosen(document, user, names)
    for proposal in chosen:
        _note(document, proposal, user, Answer.REFUSED, None, {})
    return len(chosen)


def _chosen(document: RawDocument, user: Any, names: list[str]) -> tuple[Target, list[Proposal]]:
    """Return proposals that are open still, held until the transaction ends."""
    hold(RawDocument, document.pk)
    target = _held(document, user)
    if not names:
        raise NotDone({"": _("Tick at least one proposal.")})
    found = {one.name: one for one in proposals(target.reading, target) if one.is_decided}
    decisions = standing_of(document, user, target.incident)
    gone = [name for name in names if name not in found]
    decided = [n for n in names if n in found and state_of(found[n], decisions) != State.OPEN]
    if gone:
        raise DecidedMeanwhile(
            {"": _("The text or the names in it have changed meanwhile: nothing was done.")}
        )
    if decided:
        raise DecidedMeanwhile(
            {"": _("Some of them were decided meanwhile: nothing was done. Look again.")}
        )
    return target, [found[name] for name in names]


def _held(document: RawDocument, user: Any) -> Target:
    """Return where things go, with the incident held before its draft is read."""
    fresh = RawDocument.objects.select_related("file__batch").get(pk=document.pk)
    target = Target(Reading(fresh, user))
    if target.incident is not None:
        hold(type(target.incident), target.incident.pk)
        target.incident.refresh_from_db()
    return target


def _problem(proposal: Proposal, answer: str) -> str:
    """Return why a proposal cannot be accepted so, empty when it can."""
    if proposal.obstacle:
        return str(proposal.obstacle)
    if proposal.choices and answer not in dict(proposal.choices):
        return _("Choose an answer: %(question)s.") % {"question": proposal.question}
    return ""


def _note(
    document: RawDocument,
    proposal: Proposal,
    user: Any,
    answer: str,
    made: Any,
    detail: dict[str, Any],
) -> None:
    kind = ContentType.objects.get_for_model(made) if made is not None else None
    ProposalDecision.objects.create(
        document=document,
        kind=proposal.kind,
        proposal=decision_key(proposal, made),
        answer=answer,
        made_type=kind,
        made_id=made.pk if made is not None else None,
        detail={"words": proposal.words, **detail},
        by=user,
    )
