"""The facts of an incident of the demonstration world, not saved."""

from datetime import timedelta
from typing import Any

from cases.choices import Distance, EventKind, InvolvementRole
from cases.demo_world.marks import marked
from cases.demo_world.shelf import Shelf, new
from cases.demo_world.story import Story
from cases.demo_world.words import pair, words
from cases.models import Event, EventActor, Involvement, Outcome, Response
from kb.records.bilingual import Bilingual

# Days after which an outcome is measured.
_AFTER = {Distance.DAY: 1, Distance.WEEK: 7, Distance.MONTH: 30, Distance.YEAR: 365}


def events(shelf: Shelf, one: Story) -> list[Event]:
    """Return the events: the trigger on day zero, what followed over hours and weeks."""
    dice, made = one.dice, []
    moment = one.began
    for place in range(one.size):
        kind = EventKind.TRIGGER if place == 0 else dice.choice(EventKind.values[1:])
        made.append(
            Event(
                **one.fact(place),
                kind=kind,
                what=one.typed(marked(pair(dice, words()["facts"][kind]))),
                when=dice.known(moment),
                channel_id=dice.choice(shelf.channels)
                if dice.happens(0.6) and shelf.channels
                else None,
                certainty=one.sure(),
                remark=pair(dice, words()["facts"]["remarks"])
                if dice.happens(0.05)
                else Bilingual(),
            )
        )
        moment += timedelta(hours=dice.lognormvariate(2.5, 1.2))
    return made


def actors(shelf: Shelf, one: Story, facts: list[Event]) -> list[EventActor]:
    """Return who took part in the events."""
    dice = one.dice
    return [
        EventActor(event_id=fact.pk, sort_order=place, key=dice.key(), **_actor(shelf, one))
        for fact in facts
        for place in range(dice.choices([0, 1, 2], [45, 45, 10])[0])
    ]


def _actor(shelf: Shelf, one: Story) -> dict[str, Any]:
    if one.dice.happens(0.08):
        return {"group": pair(one.dice, words()["facts"]["groups"])}
    return shelf.somebody(one.dice, one.among)


def responses(shelf: Shelf, one: Story, facts: list[Event]) -> list[Response]:
    """Return the answers, each to one of the events, hours or days after the first signal."""
    dice, made = one.dice, []
    number = dice.choices([0, 1, 2, 3], [18, 48, 24, 10])[0] + one.size // 8
    for place in range(number):
        moment = one.began + timedelta(hours=dice.lognormvariate(2.6, 1.3) * (1 + place))
        made.append(
            new(
                Response,
                **one.fact(place),
                summary=one.typed(marked(pair(dice, words()["responses"]["summaries"]))),
                when=dice.known(moment),
                channel_id=dice.choice(shelf.channels)
                if dice.happens(0.8) and shelf.channels
                else None,
                answers=dice.choice(facts).key if facts and dice.happens(0.7) else None,
                effect=pair(dice, words()["facts"]["effects"])
                if dice.happens(0.15)
                else Bilingual(),
                certainty=one.sure(),
                **_actor(shelf, one),
            )
        )
    return made


def outcomes(shelf: Shelf, one: Story) -> list[Outcome]:
    """Return how it ended, some of it measured a day, week, month or year after."""
    dice, made = one.dice, []
    number = dice.choices([0, 1, 2, 3], [25, 45, 22, 8])[0] + one.size // 15
    for place in range(number):
        kind = dice.choice(sorted(words()["outcomes"]))
        fields: dict[str, Any] = {}
        after = dice.lognormvariate(2.5, 1.0)
        if dice.happens(0.35):
            en, zh, unit = dice.choice(words()["facts"]["metrics"])
            before = dice.randrange(50, 5000)
            distance = dice.choice(list(_AFTER))
            after = _AFTER[distance]
            change = dice.uniform(0.6, 1.25)
            fields = {
                "metric": Bilingual(en, zh),
                "unit": unit,
                "before": before,
                "after": round(before * change),
                "distance": distance,
            }
        made.append(
            new(
                Outcome,
                **one.fact(place),
                kind_id=shelf.outcome_kinds.get(kind),
                what=one.typed(marked(pair(dice, words()["outcomes"][kind]))),
                when=dice.known(one.began + timedelta(days=after)),
                certainty=one.sure(),
                **fields,
                **(_actor(shelf, one) if dice.happens(0.6) else {}),
            )
        )
    return made


def involvements(shelf: Shelf, one: Story) -> list[Involvement]:
    """Return who is part of it: of a very big incident dozens."""
    dice = one.dice
    number = dice.choices([1, 2, 3, 4], [50, 30, 14, 6])[0] + one.size // 4
    return [
        Involvement(
            **one.fact(place),
            role=InvolvementRole.SUBJECT if place == 0 else dice.choice(InvolvementRole.values[1:]),
            certainty=one.sure(),
            **_actor(shelf, one),
        )
        for place in range(number)
    ]
