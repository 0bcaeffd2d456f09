"""Words of timelines."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from cases.timeline.density import Bar, Share
from cases.timeline.lanes import Lane, lane_of, narrower_kind, text_of

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


@register.filter
def shares_of(bar: Bar, lanes: Iterable[Lane]) -> list[Share | None]:
    """Return what each of some lanes has of a bar, None for nothing."""
    found = {share.lane: share for share in bar.shares}
    return [found.get(lane) for lane in lanes]
