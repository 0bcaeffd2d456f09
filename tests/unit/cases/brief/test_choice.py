"""Two sheets hold what weighs most; the rest is counted, not lost."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from cases.brief.choice import HALF_WIDTH, LINES, choose
from cases.dossier import Dossier
from cases.timeline.answers import first_answer
from kb.records.bilingual import Bilingual
from kb.records.spans import parse_typed


@dataclass(eq=False)
class Fact:
    kind: str
    what: Bilingual
    when: Any
    shown_citations: list[Any] = field(default_factory=list)


def _known(number: int, words: str = "Something happened there. " * 6) -> Dossier:
    incident = SimpleNamespace(verdict=Bilingual("It happened", "发生了"))
    events = [
        Fact(
            "media" if day else "trigger",
            Bilingual(words, ""),
            parse_typed(f"2026-01-{day + 1:02}"),
        )
        for day in range(number)
    ]
    return Dossier(incident, events=events)


def _chosen(known: Dossier, **how: bool) -> Any:
    return choose(known, first_answer(known.events, []), **how)


def test_a_small_incident_is_told_whole() -> None:
    chosen = _chosen(_known(4))
    assert len(chosen.events) == 4
    assert chosen.more_events == 0


def test_what_does_not_fit_is_counted() -> None:
    known = _known(31, "Something happened there. " * 20)
    chosen = _chosen(known)
    assert 0 < len(chosen.events) < 31
    assert len(chosen.events) + chosen.more_events == 31


def test_the_first_signal_is_kept_and_facts_stay_in_order() -> None:
    known = _known(31, "Something happened there. " * 20)
    known.events.reverse()
    chosen = _chosen(known)
    assert chosen.events[-1].kind == "trigger"
    assert chosen.events == [one for one in known.events if one in chosen.events]


def test_two_writings_leave_room_for_fewer_facts() -> None:
    known = _known(31)
    assert len(_chosen(known, both=True).events) <= len(_chosen(known).events)
    longest = max(len(one.what.en) for one in _chosen(known, both=True).events)
    assert longest <= HALF_WIDTH * LINES
