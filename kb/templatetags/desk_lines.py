"""What the desk has for a page or record, beside it."""

from typing import Any

from django import template

from kb import desk_lines as desk
from kb.permissions import User

register = template.Library()


@register.inclusion_tag("components/desk_lines.html")
def desk_lines(thing: Any, user: User) -> dict[str, Any]:
    """Show the lines of a thing to whoever works on it; nothing to readers."""
    return {"lines": desk.desk_lines(thing, user) if getattr(thing, "pk", None) else []}
