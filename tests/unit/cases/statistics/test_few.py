"""Where there are too few, no share is told."""

from cases.statistics.few import is_few, percent
from cases.statistics.tallies import Count


def test_many_responses_to_few_incidents_are_few() -> None:
    assert is_few(Count(responses=40, incidents=9))
    assert not is_few(Count(responses=10, incidents=10))


def test_a_share_is_told_only_of_enough() -> None:
    assert percent(Count(2, 2), Count(9, 9)) is None
    assert percent(Count(2, 2), Count(12, 10)) == 17
