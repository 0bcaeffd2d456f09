"""A changed rule is tried on kept checks: which of them would come out otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kb.draft_checks.keeping import draft_of
from kb.firewall.checker import Finding, check
from kb.firewall.rules import CheckedRule
from kb.firewall.statement import Statement
from kb.models import DraftCheck
from kb.permissions import User

# So many kept checks, and so many characters of them, are read before a rule is saved.
MOST_TRIED = 200
MOST_CHARACTERS = 300_000


@dataclass(frozen=True)
class Differing:
    """A kept check that a changed rule reads otherwise: the words no longer found, and found now.

    Words whose severity changes stand in both.
    """

    kept: Any
    gone: list[str]
    new: list[str]


def differing(before: CheckedRule | None, after: CheckedRule, user: User) -> Iterator[Differing]:
    """Yield the kept checks this person may see that come out otherwise, the newest first."""
    read = 0
    for kept in DraftCheck.objects.visible_to(user)[:MOST_TRIED]:
        read += len(kept.text)
        if read > MOST_CHARACTERS:
            return
        statement = draft_of(kept).read()
        old, new = _found(before, statement), _found(after, statement)
        if old != new:
            yield Differing(kept, _words(kept.text, old - new), _words(kept.text, new - old))


def _found(rule: CheckedRule | None, statement: Statement) -> set[tuple[int, int, str]]:
    found: list[Finding] = check(statement, [rule]) if rule else []
    return {(one.start, one.end, one.severity) for one in found}


def _words(text: str, found: set[tuple[int, int, str]]) -> list[str]:
    return list(dict.fromkeys(text[start:end] for start, end, _severity in sorted(found)))
