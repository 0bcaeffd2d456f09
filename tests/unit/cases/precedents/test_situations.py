"""The labelled situations can be asked as they are, and their figures are those of the textbook."""

import pytest

from cases.choices import OrganisationKind, Severity
from cases.demo_world.words import words
from kb.starter.vocabulary import starter_keys
from tests.precedent_situations import PARTS, WAYS, WRITINGS, figures, situations


def test_every_situation_asks_for_what_there_is() -> None:
    types, channels, topics = map(starter_keys, ("crisis_type", "channel", "topic"))
    troubles = [one["name"][0].replace("{}", "").strip() for one in words()["troubles"]]
    products = [en for en, _zh in words()["products"]["names"]]
    for part in PARTS:
        for one in situations(part):
            asked = one.situation
            assert asked.type in types | {""}
            assert asked.channel in channels | {""}
            assert set(asked.topic) <= topics
            assert asked.severity in {"", *map(str, Severity.values)}
            assert asked.organisation in {"", *OrganisationKind.values}
            named = [one.trouble, *one.near]
            assert all(any(name in full for full in troubles) for name in named if name)
            assert one.product in {"", *products}
            assert (one.way in WAYS, one.language in WRITINGS) == (True, True)
            assert bool(asked.words) == (one.way != "facets")


def test_a_ranking_is_judged_by_the_best_there_is() -> None:
    grades = {1: 3, 2: 2, 3: 1}
    assert figures([1, 2, 3], grades) == (1.0, 1.0, 1.0)
    assert figures([9, 9, 9, 1], grades)[:2] == (0.0, 0.25)
    assert figures([2, 3, 1], grades)[2] == pytest.approx(0.7592, abs=1e-4)
    assert figures([], grades) == (0.0, 0.0, 0.0)
