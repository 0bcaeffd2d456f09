"""Moments completed for one reader: citations, and whom they name as far as may be known."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cases.actors import actor_keys, attach_visible
from cases.evidence import gather
from cases.models import Event, Statement
from cases.timeline.moments import Moment
from kb.permissions import User


def complete(user: User, moments: Sequence[Moment]) -> None:
    """Give the facts of moments their citations, people and organisations."""
    cite(user, [moment.fact for moment in moments])


def cite(user: User, facts: list[Any]) -> None:
    """Complete facts of any kind that are shown without their record: people and citations."""
    cited = citable(facts)
    evidence = gather(user, cited)
    attach_visible(user, [*named_in(facts), *evidence.outlet_keys()])
    evidence.give(cited)


def citable(facts: Iterable[Any]) -> list[Any]:
    """Return the facts that have sources; words on record are their own."""
    return [fact for fact in facts if not isinstance(fact, Statement)]


def named_in(facts: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    """Yield the keys of facts to whom and what they name."""
    for fact in facts:
        if isinstance(fact, Event):
            yield from actor_keys(fact.actors.all())
        elif hasattr(fact, "person_id"):
            yield from actor_keys([fact])
        if isinstance(fact, Statement):
            yield fact, "incident"
