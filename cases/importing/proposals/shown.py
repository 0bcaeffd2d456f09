"""The proposals of one page, by kind, as the filters of its address leave them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cases.importing.proposals.marking import anchor_of
from cases.importing.proposals.named import ROLES
from cases.importing.proposals.proposal import Kind, Proposal, State
from cases.importing.proposals.standing import state_of
from cases.models import ProposalDecision
from kb.attention_sources.things import editor_of


@dataclass(slots=True)
class Shown:
    """A proposal in the list: how it stands, and what a form that was refused had in it."""

    proposal: Proposal
    anchor: str
    state: State
    decision: ProposalDecision | None = None
    made: Any = None
    ticked: bool = False
    answer: str = ""
    wrong: str = ""

    @property
    def is_possible(self) -> bool:
        """Whether it can be accepted now, given the answer it asks for."""
        return self.is_open and not self.proposal.obstacle

    @property
    def is_ready(self) -> bool:
        """Whether it can be accepted as it stands in the form."""
        return self.is_possible and bool(self.answer or not self.proposal.choices)

    @property
    def made_url(self) -> str:
        """Where what came of it is edited, empty when nothing did."""
        return editor_of(self.made) if self.made else ""

    @property
    def is_open(self) -> bool:
        """Whether there is something to decide about it now."""
        return self.proposal.is_decided and self.state == State.OPEN


@dataclass(slots=True)
class Group:
    """The proposals of a kind that are shown."""

    kind: Kind
    rows: list[Shown] = field(default_factory=list)
    # As what those are involved for whom nothing else is chosen.
    role: str = ""

    @property
    def roles(self) -> tuple[tuple[str, Any], ...]:
        """The answers that can be given for all of them at once."""
        return ROLES if self.kind == Kind.MENTION else ()

    @property
    def acceptable(self) -> int:
        """How many of them can be accepted with one button."""
        return sum(row.is_ready or (row.is_possible and bool(self.roles)) for row in self.rows)


def shown(
    proposals: Iterable[Proposal],
    decisions: Mapping[str, ProposalDecision],
) -> list[Shown]:
    """Return proposals as rows, each with how it stands."""
    rows = []
    for one in proposals:
        decision = decisions.get(one.name)
        rows.append(
            Shown(
                proposal=one,
                anchor=anchor_of(one),
                state=state_of(one, dict(decisions)),
                decision=decision,
                made=decision.made if decision else None,
                answer=one.chosen,
            )
        )
    return rows


def grouped(rows: Iterable[Shown]) -> list[Group]:
    """Return rows by kind, in the order of the kinds."""
    groups = {kind: Group(kind) for kind in Kind}
    for row in rows:
        groups[row.proposal.kind].rows.append(row)
    return [group for group in groups.values() if group.rows]
