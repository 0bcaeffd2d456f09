"""The rows of the ledger: responses with all that one reader may know of what surrounds them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cases.actors import actor_keys, attach_visible
from cases.choices import Distance
from cases.evidence import gather
from cases.models import Event, Outcome, Response
from cases.timeline.delays import Delay, delay, distance
from cases.timeline.firsts import SIGNALS, First, day_zero
from kb.permissions import User


@dataclass(frozen=True, slots=True)
class Known:
    """The outcomes of an incident at one distance, none when nothing is known."""

    distance: Distance
    outcomes: list[Any]


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One response: strategies by scheme, its delay, and the outcomes of its incident.

    `undated` signals of the incident have no time: the delay may be longer than the known ones say.
    """

    response: Any
    strategies: dict[str, list[Any]]
    delay: Delay | None
    undated: int
    known: list[Known]


def with_records(responses: Any) -> Any:
    """Fetch what every row names: the incident, the channel, the strategies."""
    return responses.select_related("incident", "channel").prefetch_related("strategies")


def ledger_rows(responses: Iterable[Any], user: User) -> list[LedgerRow]:
    """Return responses that this person may see as rows, in their order.

    Six queries whatever the number of rows: signals, outcomes, people, organisations, citations,
    outlets. Each response gets `shown_citations`.
    """
    shown = list(responses)
    incidents = {one.incident_id for one in shown}
    signals = Event.objects.filter(incident__in=incidents, kind__in=sorted(SIGNALS))
    zeros = {
        incident: day_zero(events)
        for incident, events in _by_incident(signals.supported_for(user)).items()
    }
    ended = Outcome.objects.filter(incident__in=incidents).supported_for(user)
    outcomes = _by_incident(ended.select_related("kind").by_time())
    evidence = gather(user, shown)
    attach_visible(user, [*actor_keys(shown), *evidence.outlet_keys()])
    evidence.give(shown)
    return [
        LedgerRow(
            one,
            _by_scheme(one.strategies.all()),
            _delay(zeros.get(one.incident_id), one),
            zeros[one.incident_id].undated if one.incident_id in zeros else 0,
            _known(outcomes.get(one.incident_id, []), zeros.get(one.incident_id)),
        )
        for one in shown
    ]


def _by_incident(facts: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for fact in facts:
        found.setdefault(fact.incident_id, []).append(fact)
    return found


def _delay(zero: First | None, response: Response) -> Delay | None:
    return delay(zero.when, response.when) if zero else None


def _known(outcomes: Sequence[Any], zero: First | None) -> list[Known]:
    """Return outcomes under the distance somebody stated, else under that of their time."""
    found: dict[str, list[Any]] = {}
    for one in outcomes:
        reached = one.distance or (distance(delay(zero.when, one.when)) if zero else None)
        if reached:
            found.setdefault(str(reached), []).append(one)
    return [Known(one, found.get(one.value, [])) for one in Distance]


def _by_scheme(strategies: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for one in sorted(strategies, key=lambda one: (one.scheme, one.order, one.key)):
        found.setdefault(one.scheme, []).append(one)
    return found
