"""What the screens of likely duplicates and contradicting roles show."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from cases.duplicates.conflicts import about, shown
from cases.models import Role
from kb.attention_sources.things import editor_of
from kb.permissions import User
from kb.records.spans import Span
from kb.templatetags.reading import reading
from kb.templatetags.times import when

register = template.Library()

MOST = 5


@register.filter
def fact_text(value: Any) -> SafeString | str:
    """Show a fact: a time as it is known, a text as this reader reads it."""
    return when(value) if isinstance(value, Span) else reading(value)


@register.filter
def is_role(fact: Any) -> bool:
    """Return whether a fact is a role, not a milestone."""
    return isinstance(fact, Role)


@register.filter
def editor_address(record: Any) -> str:
    """Return the address at which a record is edited."""
    return editor_of(record)


@register.inclusion_tag("cases/admin/role_conflicts_of.html", takes_context=True)
def role_conflicts_of(context: Any, record: Any, user: User) -> dict[str, Any]:
    """Show what contradicts what in the roles of a person or organisation."""
    rows = list(about(record, user)[: MOST + 1])
    return {
        "conflicts": shown(rows[:MOST], user),
        "more": len(rows) > MOST,
        "csrf_token": context.get("csrf_token"),
    }
