"""What somebody may do with an incident, for the buttons on its page."""

from typing import Any

from django import template

from cases.actions.confirm import may_confirm
from cases.actions.statement_state import steps
from cases.actions.write_up import may_write_up
from cases.choices import Certainty, StatementState
from cases.models import Incident, Statement
from kb.permissions import may

register = template.Library()


@register.simple_tag(takes_context=True)
def can_write_up(context: Any) -> bool:
    """Return whether this person may make a page of an incident."""
    return may_write_up(context["request"].user)


@register.simple_tag(takes_context=True)
def can_confirm(context: Any, incident: Incident) -> bool:
    """Return whether this person may confirm an incident that waits for it."""
    return incident.certainty == Certainty.UNVERIFIED and may_confirm(context["request"].user)


@register.simple_tag(takes_context=True)
def statement_moves(context: Any, statement: Statement) -> list[tuple[str, Any]]:
    """Return the states this person can give a statement that they work on."""
    if not may(context["request"].user, "publish", Statement):
        return []
    return [(one, StatementState(one).label) for one in steps(statement)]
