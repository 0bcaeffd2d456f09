"""What a text dates otherwise than it is recorded with somebody whom it names."""

import pytest
from django.utils.translation import override

from cases.importing.proposals.against import against
from cases.importing.proposals.reading import Reading
from cases.importing.proposals.target import Target
from tests import factories as make
from tests.cast import persona

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("day", "number"), [("5", 1), ("6", 0)])
def test_a_milestone_that_is_dated_otherwise_is_shown_with_both_sides(
    day: str, number: int
) -> None:
    make.person("Wang Min · 王敏", make.milestone("Resigned as chief · 辞职", "2026-01-06"))
    document = make.raw_document(f"Wang Min resigned on {day} January 2026. She said no more.")
    reading = Reading(document, persona("legal_editor"))
    with override("en"):
        found = list(against(reading, Target(reading)))
    assert len(found) == number
    assert all(one.obstacle and "people/" in one.url for one in found)
