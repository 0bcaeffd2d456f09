"""Canary words: one for each thing, kind of thing and state, and who may meet which."""

import re
from dataclasses import dataclass

STATES = ("public", "restricted", "draft", "archived")
# In the order of the table's columns.
PERSONAS = (
    "anonymous",
    "reader",
    "legal",
    "editor",
    "legal_editor",
    "reviewer",
    "administrator",
    "deactivated",
)
OF_LEGAL = {"legal", "legal_editor", "administrator"}
AT_THE_DESK = {"editor", "legal_editor", "reviewer", "administrator"}
SIGNED_IN = {"reader", "legal", *AT_THE_DESK}

CANARY = re.compile(r"cnry([a-z]+?)(public|restricted|draft|archived)(live|later)", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Canary:
    """The word of one thing: `later` is what its newest draft says and the published version does not."""

    kind: str
    state: str
    later: bool = False

    def __str__(self) -> str:
        return f"cnry{self.kind}{self.state}{'later' if self.later else 'live'}"

    def may_be_met_by(self, persona: str) -> bool:
        """Return whether somebody has a right to this word: the rule, told without the site's code."""
        known = set(SIGNED_IN)
        if self.later or self.state in ("draft", "archived"):
            known &= AT_THE_DESK
        if self.state == "restricted":
            known &= OF_LEGAL
        return persona in known


def found_in(text: str) -> set[Canary]:
    """Return the canaries of a text."""
    return {
        Canary(kind.lower(), state.lower(), later.lower() == "later")
        for kind, state, later in CANARY.findall(text)
    }
