"""What was decided about the proposals of a document, as far as one person may know it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType

from cases.importing.proposals.proposal import DECIDED, Proposal, State
from cases.models import Incident, ProposalDecision
from kb.models import RawDocument
from kb.permissions import User

Answer = ProposalDecision.Answer


def decision_key(proposal: Proposal, made: Any = None) -> str:
    """Return what a decision stores: with what came of it, where others may decide otherwise.

    Who may not know of that record decides for themselves, and meets no trace of it.
    """
    return f"{proposal.key}@{made.pk}" if made is not None else proposal.key


def standing_of(
    document: RawDocument, user: User, incident: Incident | None
) -> dict[str, ProposalDecision]:
    """Return the decisions that hold for this person and incident, by the names of proposals.

    One that made something this person may not work on is not among them.
    """
    rows = ProposalDecision.objects.standing().filter(document=document, kind__in=DECIDED)
    decisions = list(rows.select_related("by").prefetch_related("made").order_by("at", "pk"))
    seen = _made(decisions, user)
    incidents = ContentType.objects.get_for_model(Incident).pk
    found = {}
    for one in decisions:
        if one.answer == Answer.ACCEPTED and (one.made_type_id, one.made_id) not in seen:
            continue
        elsewhere = one.made_type_id == incidents and incident and one.made_id != incident.pk
        if not elsewhere:
            found[f"{one.kind}:{one.proposal.partition('@')[0]}"] = one
    return found


def _made(decisions: list[ProposalDecision], user: User) -> set[tuple[int | None, int | None]]:
    """Return what came of decisions that this person works on, as type and number."""
    numbers: dict[int, set[int]] = defaultdict(set)
    for one in decisions:
        if one.made_type_id is not None and one.made_id is not None:
            numbers[one.made_type_id].add(one.made_id)
    found: set[tuple[int | None, int | None]] = set()
    for kind, wanted in numbers.items():
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        rows = model.objects.editable_by(user).filter(pk__in=wanted)
        found |= {(kind, pk) for pk in rows.values_list("pk", flat=True)}
    return found


def state_of(proposal: Proposal, decisions: dict[str, ProposalDecision]) -> State:
    """Return how a proposal stands."""
    decision = decisions.get(proposal.name)
    return State(decision.answer) if decision else State.OPEN
