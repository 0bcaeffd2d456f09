"""How long it took until somebody spoke: the figure or range, and why it is no better."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.timeline.delay_text import delay_text, length_text
from cases.timeline.delays import Delay, delay
from cases.timeline.firsts import First, day_zero, first_statement


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """Day zero, the first statement, and the time between them as far as it is known."""

    zero: First
    statement: First
    passed: Delay | None

    @property
    def text(self) -> str:
        """The delay in words."""
        return delay_text(self.passed)

    @property
    def reasons(self) -> list[str]:
        """Sentences that say why the delay is a figure, a range or not known."""
        if self.passed is None:
            found = [_no_signal(self.zero)] if not self.zero else []
            return found + ([_no_statement(self.statement)] if not self.statement else [])
        found = [_precision(self.passed, self.zero, self.statement)]
        if not self.passed.order_is_known:
            found.append(_("Which came first is not known."))
        if n := self.zero.undated:
            found.append(
                ngettext(
                    "%(n)s more signal has no time and may have come earlier.",
                    "%(n)s more signals have no time and may have come earlier.",
                    n,
                )
                % {"n": n}
            )
        if n := self.statement.undated:
            found.append(
                ngettext(
                    "%(n)s more statement has no time and may have come earlier.",
                    "%(n)s more statements have no time and may have come earlier.",
                    n,
                )
                % {"n": n}
            )
        return found


def first_answer(events: Iterable[Any], responses: Iterable[Any]) -> FirstAnswer:
    """Return the first answer to an incident, from the facts a reader may see."""
    known = list(events)
    zero, statement = day_zero(known), first_statement(known, responses)
    return FirstAnswer(zero, statement, delay(zero.when, statement.when))


def _precision(passed: Delay, zero: First, statement: First) -> str:
    if passed.is_exact:
        return _("Both times are known to the minute.")
    return _(
        "A range: the signal is known to within %(signal)s, the statement to within %(statement)s."
    ) % {"signal": _length(zero), "statement": _length(statement)}


def _length(first: First) -> str:
    assert first.when.start is not None
    assert first.when.end is not None
    return length_text(first.when.end - first.when.start)


def _no_signal(zero: First) -> str:
    if zero.undated:
        return _("No public signal has a time.")
    return _("No public signal has been recorded (trigger, exposure or media coverage).")


def _no_statement(statement: First) -> str:
    if statement.undated:
        return _("No statement or response has a time.")
    return _("No statement or response has been recorded.")
