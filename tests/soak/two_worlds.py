"""Random worlds with and without one hidden record: nobody who may not see it notices.

Each try makes a random world, takes one record of it that somebody may not see (restricted, a
draft, or archived), and asks every address of `tests/two_worlds/addresses.txt` as that person,
before and after the record is taken away with all that would not be there without it. The first
try instead asks as somebody who may see all, whether every address shows anything hidden at all.
"""

from random import Random
from typing import Any

from django.core.management import call_command
from django.db import transaction

from cases.models import Incident, Organisation, Person, Source, Statement
from kb.search.rebuilding import mark_all
from tests import cast
from tests import factories as make
from tests.random_worlds import random_world
from tests.soak.figure import Result, Trial
from tests.two_worlds.comparison import addresses, answers, differences, untried
from tests.two_worlds.erasing import erase
from tests.two_worlds.world import build

TITLE = "Two worlds"
TIMES = 40
SECONDS = 3_600
KINDS: dict[str, type[Any]] = {
    "incident": Incident,
    "person": Person,
    "organisation": Organisation,
    "source": Source,
    "statement": Statement,
}


def run(trial: Trial) -> Result:
    """Try it, in one database whose changes are taken back each time."""
    result = Result()
    kinds: dict[str, int] = dict.fromkeys(KINDS, 0)
    with transaction.atomic():
        result.wrong += _shows_nothing()
        transaction.set_rollback(True)
    for number in range(trial.times):
        if not trial.has_time:
            break
        with transaction.atomic():
            story = _try(trial.random(number), kinds)
            transaction.set_rollback(True)
        result.wrong += [f"try {number}: {line}" for line in story]
        result.done += 1
    result.numbers = {"addresses": len(addresses()), **kinds}
    return result


def _shows_nothing() -> list[str]:
    middle = build()
    shown = answers("legal", middle.names)
    for record in middle.hidden.values():
        erase(record)
    useless = untried(shown, answers("legal", middle.names))
    return [f"{pattern} shows nothing hidden even to who may see it" for pattern in useless]


def _try(dice: Random, kinds: dict[str, int]) -> list[str]:
    random_world(dice.randrange(1_000_000))
    mark_all()
    call_command("rebuild_search", verbosity=0)
    persona = dice.choice(["reader", "legal"])
    user = cast.persona(persona)
    hidden = [
        (kind, record)
        for kind, model in KINDS.items()
        for record in model.objects.exclude(pk__in=model.objects.visible_to(user).values("pk"))
    ]
    if not hidden:
        return []
    kind = dice.choice(sorted({kind for kind, _record in hidden}))
    record = dice.choice([one for of_kind, one in hidden if of_kind == kind])
    public = _public(dice, user)
    asked = [one for one in addresses() if _can_be_asked(one, public)]
    before = answers(persona, public, asked)
    told = f"{persona}, {kind} {record}"
    erase(record)
    call_command("rebuild_search", verbosity=0)
    kinds[kind] += 1
    return [f"{told}: {line}" for line in differences(before, answers(persona, public, asked))]


def _public(dice: Random, user: Any) -> dict[str, Any]:
    """Return two records of each kind that somebody may see, as far as there are so many."""
    found: dict[str, Any] = {}
    for kind, model in KINDS.items():
        rows = list(model.objects.visible_to(user).order_by("pk"))
        dice.shuffle(rows)
        found |= dict(zip((kind, f"other_{kind}"), rows, strict=False))
    found["rule"] = make.rule("T01")
    found["guidance"] = make.guidance()
    found["article"] = make.article()
    return found


def _can_be_asked(address: Any, public: dict[str, Any]) -> bool:
    try:
        address.of(public)
    except KeyError:
        return False
    return True
