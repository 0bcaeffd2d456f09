"""What the facts of the demonstration world are cited from."""

from cases.choices import Stance
from cases.demo_world.dice import Dice
from cases.demo_world.numbers import PER_INCIDENT
from cases.demo_world.shelf import Shelf
from cases.demo_world.words import pair, words
from cases.models import Citation, Source
from kb.records.bilingual import Bilingual

_STANCES = [Stance.SUPPORTS, Stance.CONTRADICTS, Stance.MENTIONS]


class Desk:
    """Cites facts; the first citation of each is from a source that is open to everybody."""

    def __init__(self, shelf: Shelf, closed: set[int]) -> None:
        """Take the keys of the sources that are not open to everybody."""
        self.shelf = shelf
        self.closed = closed

    def cite(self, dice: Dice, name: str, fact: int, near: int) -> list[Citation]:
        """Return the citations of one fact; `near` is the number of a source of its incident."""
        made = []
        for place in range(dice.choices([1, 2, 3], [78, 18, 4])[0]):
            stance = Stance.SUPPORTS if place == 0 else dice.choices(_STANCES, [60, 20, 20])[0]
            differs = stance == Stance.CONTRADICTS
            made.append(
                Citation(
                    **{f"{name}_id": fact},
                    source_id=self._source(dice, near, first=place == 0),
                    quote=f"Demo: {dice.choice(words()['facts']['quotes'])}",
                    place=f"p. {dice.randrange(1, 40)}" if dice.happens(0.2) else "",
                    stance=stance,
                    view=pair(dice, words()["facts"]["views"]) if differs else Bilingual(),
                    sort_order=place,
                    key=dice.key(),
                )
            )
        return made

    def _source(self, dice: Dice, near: int, *, first: bool) -> int:
        """Return the key of a source: one of the incident's own, or one that many cite."""
        known = self.shelf.known
        number = dice.skewed(near, 2.5) if dice.happens(0.15) else max(1, near - dice.randrange(3))
        key = known.key(Source, number)
        while first and key in self.closed and number > 1:
            number -= 1
            key = known.key(Source, number)
        return key


def near_source(incident: int) -> int:
    """Return the number of the last source that belongs to an incident."""
    return max(1, int(PER_INCIDENT[Source] * incident))
