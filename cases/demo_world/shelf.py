"""What a piece of the world is made from: dice, the records that are there, and vocabularies."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from wagtail.models import Page

from cases.demo_world.dice import Dice
from cases.demo_world.numbers import Known
from cases.models import Organisation, Person
from kb.models import (
    Channel,
    CrisisType,
    GuidancePage,
    OutcomeKind,
    PlaybookMeasure,
    Rule,
    Strategy,
    Topic,
)
from kb.records.spans import days
from kb.starter.people import LEGAL

# The world's own today: times lie before it, whenever it is made.
LAST_DAY = datetime(2026, 10, 31)
_DAYS = 4300
# From which number on some people and organisations are restricted: those known best are public.
_WELL_KNOWN = 20


@dataclass
class Shelf:
    """Shared by all records of a run; `seed` decides everything that dice do."""

    seed: int
    known: Known
    now: datetime
    actors: dict[type[Any], int] = field(default_factory=dict)

    def dice(self, kind: str, number: int) -> Dice:
        """Return the dice of one object."""
        return Dice(self.seed, kind, number)

    @cached_property
    def legal(self) -> Group | None:
        """The group that restricted records are for; without it nothing is restricted."""
        return Group.objects.filter(name=LEGAL).first()

    @cached_property
    def channels(self) -> list[int]:
        """The keys of all channels."""
        return _keys(Channel)

    @cached_property
    def outcome_kinds(self) -> dict[str, int]:
        """The keys of outcome kinds by what doors call them."""
        return dict(OutcomeKind.objects.order_by("pk").values_list("key", "pk"))

    @cached_property
    def crisis_types(self) -> dict[str, int]:
        """The keys of crisis clusters and types by what doors call them."""
        return dict(CrisisType.objects.order_by("pk").values_list("key", "pk"))

    @cached_property
    def topics(self) -> dict[str, int]:
        """The keys of topics by what doors call them."""
        return dict(Topic.objects.order_by("pk").values_list("key", "pk"))

    @cached_property
    def strategies(self) -> dict[str, list[int]]:
        """The keys of strategies by scheme, families aside."""
        found: dict[str, list[int]] = {}
        rows = Strategy.objects.exclude(parent=None).order_by("pk")
        for scheme, key in rows.values_list("scheme", "pk"):
            found.setdefault(scheme, []).append(key)
        return found

    @cached_property
    def rules(self) -> list[int]:
        """The keys of the rules that are open to everybody."""
        return list(
            Rule.objects.published()
            .filter(audience="all")
            .order_by("pk")
            .values_list("pk", flat=True)
        )

    @cached_property
    def guidance(self) -> list[UUID]:
        """The translation keys of guidance pages."""
        live = Page.objects.live().type(GuidancePage).order_by("translation_key")
        return list(live.values_list("translation_key", flat=True).distinct())

    @cached_property
    def measures(self) -> list[UUID]:
        """The translation keys of measures in playbooks."""
        live = PlaybookMeasure.objects.filter(phase__page__live=True).order_by("translation_key")
        return list(live.values_list("translation_key", flat=True).distinct())

    def day_zero(self, dice: Dice) -> datetime:
        """Return a moment of the years of this world; recent ones are more frequent."""
        day = LAST_DAY - timedelta(days=1 + int(_DAYS * dice.random() ** 1.7))
        return days(day.date(), day.date())[0] + timedelta(minutes=dice.randrange(360, 1380))

    def somebody(self, dice: Dice, among: dict[type[Any], int]) -> dict[str, int]:
        """Return the key of a person or organisation, those known best far more often.

        `among` says how many of each kind there are to choose from.
        """
        if dice.happens(0.5):
            number = dice.skewed(among[Person], 2.0)
            return {"person_id": self.known.key(Person, number)}
        number = dice.skewed(among[Organisation], 2.5)
        return {"organisation_id": self.known.key(Organisation, number)}

    def state(self, dice: Dice, number: int, share: float = 0.02) -> dict[str, Any]:
        """Return the columns of a published record; a small share of them is restricted."""
        restricted = dice.happens(share) and number > _WELL_KNOWN and self.legal is not None
        return {
            "live": True,
            "audience": "groups" if restricted else "all",
            "first_published_at": self.now,
            "last_published_at": self.now,
        }


def new(model: type[Any], **fields: Any) -> Any:
    """Return an object of a model, not saved."""
    return model(**fields)


def _keys(model: type[Any]) -> list[int]:
    return list(model.objects.order_by("pk").values_list("pk", flat=True))
