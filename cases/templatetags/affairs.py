"""Words for what an affair's reports add."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def label_of(labels: dict[str, Any], key: str) -> Any:
    """Return the label of a kind of fact."""
    return labels.get(key, key)
