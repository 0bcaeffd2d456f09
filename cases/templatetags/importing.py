"""What pages of imports say of what was read."""

from django import template

from kb.records.spans import Precision, Span

register = template.Library()
_NAMES = dict(Precision.choices)


@register.filter
def precision_name(span: Span) -> str:
    """Return how precisely a time is known, in the reader's words."""
    return str(_NAMES.get(span.precision, span.precision))
