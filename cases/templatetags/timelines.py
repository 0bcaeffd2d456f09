"""Words of timelines."""

from collections.abc import Mapping
from typing import Any

from django import template

from cases.timeline.lanes import lane_of, narrower_kind, text_of

register = template.Library()


@register.simple_tag
def fact_kind(fact: Any) -> Any:
    """Return what a fact is in as few words as possible: "Exposure", "Response"."""
    return narrower_kind(fact) or lane_of(fact).label


@register.filter
def fact_text(fact: Any) -> Any:
    """Return a fact in words, in both writings."""
    return text_of(fact)


@register.filter
def value_at(values: Mapping[Any, Any], key: Any) -> Any:
    """Return what stands under a key that a template holds in a variable."""
    return values[key]
