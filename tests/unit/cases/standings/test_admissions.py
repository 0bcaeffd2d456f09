"""Who may know what rests on several records."""

from cases.standings.admissions import ADMINISTRATORS, EVERYBODY, all_of, any_of, smallest, written

LEGAL, PRESS = frozenset([5]), frozenset([7])


def test_what_rests_on_several_records_asks_to_be_admitted_by_each() -> None:
    assert all_of(None, None) == EVERYBODY
    assert all_of(None, LEGAL) == frozenset([LEGAL])
    assert all_of(LEGAL, PRESS) == frozenset([LEGAL | PRESS])
    assert all_of(LEGAL, LEGAL | PRESS) == frozenset([LEGAL])
    assert all_of(LEGAL, frozenset()) == ADMINISTRATORS


def test_what_rests_on_any_of_several_asks_to_be_admitted_by_one() -> None:
    assert any_of([LEGAL, None]) is None
    assert any_of([LEGAL, PRESS]) == LEGAL | PRESS
    assert any_of([]) == frozenset()


def test_equal_people_are_written_as_equal_text() -> None:
    assert written(EVERYBODY) == ""
    assert written(ADMINISTRATORS) == "-"
    assert written(smallest([LEGAL | PRESS, LEGAL, PRESS])) == "5|7"
    assert written(frozenset([LEGAL | PRESS])) == "5 7"
