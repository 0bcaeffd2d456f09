"""How many there are of each kind beside so many incidents, and what is there already."""

from dataclasses import dataclass, field
from math import ceil
from typing import Any

from cases.demo_world.marks import number_of, of_demo
from cases.models import Incident, Organisation, Person, Source, Statement

# Of each kind beside one incident.
PER_INCIDENT = {Organisation: 0.06, Source: 0.8, Person: 0.4, Incident: 1.0, Statement: 0.4}


def needed(model: type[Any], incidents: int) -> int:
    """Return how many records of a kind a world of so many incidents has."""
    return ceil(PER_INCIDENT[model] * incidents)


def beside(model: type[Any], number: int) -> int:
    """Return the number of the incident that a record of a kind was made beside.

    What it may refer to follows from this alone, so a world grows as it would have been made.
    """
    return int((number - 1) / PER_INCIDENT[model]) + 1


@dataclass
class Known:
    """The primary keys of the records that are there, by kind and number."""

    keys: dict[type[Any], dict[int, int]] = field(default_factory=dict)

    @classmethod
    def now(cls) -> "Known":
        """Return what is in the database."""
        return cls(
            {
                model: {
                    number_of(slug): key for slug, key in of_demo(model).values_list("slug", "pk")
                }
                for model in PER_INCIDENT
            }
        )

    def last(self, model: type[Any]) -> int:
        """Return the highest number of a kind, 0 without any."""
        return max(self.keys[model], default=0)

    def missing(self, model: type[Any], incidents: int) -> range:
        """Return the numbers of a kind that are still to be made for so many incidents."""
        return range(self.last(model) + 1, needed(model, incidents) + 1)

    def add(self, model: type[Any], records: list[Any]) -> None:
        """Remember records that were made."""
        self.keys[model].update((number_of(one.slug), one.pk) for one in records)

    def key(self, model: type[Any], number: int) -> int:
        """Return the key of a number, or of the nearest lower one when somebody deleted it.

        Raises LookupError when there is none of the kind.
        """
        known = self.keys[model]
        if number in known:
            return known[number]
        lower = [one for one in known if one < number] or list(known)
        if not lower:
            raise LookupError(f"No demonstration record of {model.__name__} is there.")
        return known[max(lower)]
