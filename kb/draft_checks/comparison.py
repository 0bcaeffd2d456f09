"""What became of the findings of a first draft in a second one."""

from __future__ import annotations

from dataclasses import dataclass

from kb.draft_checks.told import Checked, Told


@dataclass(frozen=True)
class Compared:
    """Findings of the first draft that went or stay, and those that only the second has."""

    before: Checked
    gone: list[Told]
    stay: list[Told]
    new: list[Told]


def compare(before: Checked, after: Checked) -> Compared:
    """Tell which findings went, which stay, which are new.

    A finding stays when the second draft crosses the same rule by the same act, first of all in
    the same words: several of one kind are told one by one.
    """
    first, second = list(before.told), list(after.told)
    stay: list[Told] = []
    for same in (_same_words, _same_rule):
        for told in list(first):
            match = next((one for one in second if same(told, one)), None)
            if match is not None:
                first.remove(told)
                second.remove(match)
                stay.append(match)
    stay.sort(key=lambda one: one.number)
    return Compared(before, gone=first, stay=stay, new=second)


def _same_rule(first: Told, second: Told) -> bool:
    return first.rule == second.rule and first.finding.act == second.finding.act


def _same_words(first: Told, second: Told) -> bool:
    return _same_rule(first, second) and first.words == second.words
