"""What experience speaks against: how many new cases contradict a rule, page or measure.

Apps register where this is known; for each person it counts only what they may see.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kb.permissions import User, is_signed_in
from kb.registry import Registry


@dataclass(frozen=True)
class PulseSource:
    """`against(user)` gives how much is open, by `rule:12`, `page:KEY` or `measure:KEY`."""

    name: str
    against: Callable[[User], Mapping[str, int]]


sources: Registry[PulseSource] = Registry()


def against(user: User) -> Mapping[str, int]:
    """Return how many open contradictions this person may know of, by what they contradict."""
    found: Counter[str] = Counter()
    for source in sources if is_signed_in(user) else ():
        found.update(source.against(user))
    return found


def name_of(thing: Any) -> str:
    """Return what names a rule, or a page or measure in whichever language."""
    if key := getattr(thing, "translation_key", None):
        return f"{'measure' if hasattr(thing, 'phase_id') else 'page'}:{key}"
    return f"rule:{thing.pk}"
