"""Whether a rule, page or measure is contradicted by cases that its reader may see."""

from collections.abc import Mapping
from typing import Any

from django import template

from kb.pulse import against, name_of

register = template.Library()


@register.simple_tag(takes_context=True)
def contradicted(context: Any, thing: Any) -> int:
    """Return how many open contradictions of a thing this reader may see; asked once a page."""
    request = context.get("request")
    if request is None:
        return 0
    known: Mapping[str, int] | None = getattr(request, "_casebook_pulse", None)
    if known is None:
        known = request._casebook_pulse = against(request.user)
    return known.get(name_of(thing), 0) if known else 0
