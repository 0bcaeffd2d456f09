"""Incidents of the demonstration world without their facts, not saved."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cases.choices import (
    Certainty,
    IncidentStatus,
    Severity,
)
from cases.demo_world.dice import Dice
from cases.demo_world.marks import marked, slug_of
from cases.demo_world.names import TRADITIONAL
from cases.demo_world.numbers import needed
from cases.demo_world.shelf import LAST_DAY, Shelf
from cases.demo_world.words import filled, joined, pair, typed, words
from cases.models import (
    Incident,
    Organisation,
    Person,
)
from kb.records.bilingual import Bilingual
from kb.records.spans import Span

_SURE = [
    Certainty.CONFIRMED,
    Certainty.REPORTED,
    Certainty.CLAIMED,
    Certainty.DISPUTED,
    Certainty.DENIED,
    Certainty.INFERRED,
]


@dataclass
class Story:
    """One incident in the making: its dice, when it began, how much there is of it."""

    number: int
    dice: Dice
    began: datetime
    trouble: dict[str, Any]
    traditional: bool
    size: int
    incident: Incident

    @property
    def among(self) -> dict[type[Any], int]:
        """How many people and organisations there are to choose from."""
        return {
            Person: needed(Person, self.number),
            Organisation: needed(Organisation, self.number),
        }

    def typed(self, text: Bilingual) -> Bilingual:
        """Return a text in the script its author types."""
        return typed(text, self.traditional)

    def fact(self, place: int) -> dict[str, Any]:
        """Return the columns that every fact has."""
        return {"incident_id": self.incident.pk, "sort_order": place, "key": self.dice.key()}

    def sure(self) -> str:
        """Return how sure a fact is."""
        return self.dice.choices(_SURE, [40, 36, 12, 6, 2, 4])[0]


def story(shelf: Shelf, number: int) -> Story:
    """Return an incident without its facts."""
    dice = shelf.dice("incident", number)
    trouble = dice.choice(words()["troubles"])
    name = filled(trouble["name"], pair(dice, words()["products"]["names"]))
    place = pair(dice, words()["place_names"])
    began = shelf.day_zero(dice)
    size = _size(dice)
    lasted = timedelta(days=dice.lognormvariate(2.2, 1.1))
    over = dice.happens(0.85) and (began + lasted).replace(tzinfo=None) < LAST_DAY
    traditional = dice.happens(TRADITIONAL)
    said = Bilingual(*trouble["said"])
    verdict = pair(dice, words()["facts"]["verdicts"])
    title = marked(Bilingual(f"{place.en}: {name.en}", f"{place.zh}{name.zh}"))
    incident = Incident(
        slug=slug_of(number),
        title=typed(title, traditional),
        verdict=typed(marked(verdict), traditional),
        summary=typed(marked(joined(said, pair(dice, words()["responses"]["words"]))), traditional),
        began=dice.known(began),
        ended=dice.known(began + lasted) if over else Span(),
        status=dice.choice([IncidentStatus.CLOSED, IncidentStatus.CLOSED, IncidentStatus.CONTAINED])
        if over
        else dice.choice([IncidentStatus.OPEN, IncidentStatus.CONTAINED]),
        certainty=dice.choices(_SURE, [40, 40, 10, 6, 2, 2])[0],
        severity=dice.choices([None, *Severity.values], [10, 25, 30, 20, 10, 5])[0],
        crisis_type_id=shelf.crisis_types.get(trouble["type"]) if dice.happens(0.92) else None,
        **shelf.state(dice, number),
    )
    return Story(number, dice, began, trouble, traditional, size, incident)


def _size(dice: Dice) -> int:
    """Return how many events an incident has: mostly few, of one in a thousand very many."""
    if dice.happens(0.001):
        return dice.randrange(40, 121)
    if dice.happens(0.02):
        return dice.randrange(8, 20)
    return 1 + int(dice.expovariate(0.6))
