"""Roles contradict each other only when that is certain; what lacks an end is a question."""

import pytest

from cases.duplicates.tenures import Clash, Tenure, Turn, clashes, office
from kb.records.spans import parse_typed


def tenure(pk: int, began: str, ended: str = "", *, title: str = "CEO", person: int = 0) -> Tenure:
    """Return a role at one organisation; its person has its number unless another is named."""
    return Tenure(pk, person or pk, 1, (title, ""), parse_typed(began), parse_typed(ended))


def told(*tenures: Tenure, turns: tuple[Turn, ...] = ()) -> list[tuple[str, bool]]:
    """Return the codes of what was found, and whether it is certain."""
    found: list[Clash] = list(clashes(tenures, turns, {1: ["Harbour Motors", "港湾汽车"]}))
    return [(clash.code, clash.is_certain) for clash in found]


def test_two_people_in_one_office_at_one_time_contradict_each_other() -> None:
    assert told(tenure(1, "2020", "2024"), tenure(2, "2022", "2025")) == [("role-shared", True)]


@pytest.mark.parametrize(
    ("ended", "began"),
    [("2023", "2023"), ("2023-06-01", "2023-06-01"), ("2023-06", "2023"), ("2022", "2023")],
)
def test_a_handover_within_what_is_known_is_no_contradiction(ended: str, began: str) -> None:
    assert told(tenure(1, "2020", ended), tenure(2, began, "2025")) == []


def test_an_office_without_an_end_is_a_question_about_the_next_holder_only() -> None:
    rows = [tenure(1, "2020"), tenure(2, "2022", "2023"), tenure(3, "2024", "2025")]
    assert told(*rows) == [("role-shared", False)]


@pytest.mark.parametrize("title", ["Vice president", "Co-CEO", "Acting CEO", "Engineer", "副总裁"])
def test_titles_that_several_hold_may_be_held_by_several(title: str) -> None:
    both = tenure(1, "2020", "2024", title=title), tenure(2, "2021", "2023", title=title)
    assert told(*both) == []


def test_one_office_has_many_names_in_both_languages() -> None:
    assert (
        office(("Chief Executive Officer", "")) == office(("", "首席执行官")) == office(("CEO", ""))
    )
    assert office(("Head of public relations", "")) == {"head public relations"}
    assert office(("", "公关部负责人")) == {"head 公关部"}


def test_a_role_that_ends_before_it_begins_and_one_that_stands_twice() -> None:
    assert told(tenure(1, "2024", "2020")) == [("role-order", True)]
    assert told(tenure(1, "2024-01", "2024-01")) == []
    twice = (
        tenure(1, "2020", "2024", title="Clerk"),
        tenure(2, "2021", "2023", title="clerk", person=1),
    )
    assert told(*twice) == [("role-twice", True)]
    later = (
        tenure(1, "2020", "2021", title="Clerk"),
        tenure(2, "2022", "2023", title="Clerk", person=1),
    )
    assert told(*later) == []


@pytest.mark.parametrize(
    ("what", "when", "whose", "clash"),
    [
        ("The company was founded", "2021", "organisation", [("role-dates", True)]),
        ("公司成立", "2021", "organisation", [("role-dates", True)]),
        ("The company was founded", "2020", "organisation", []),
        ("It founded a school", "2021", "organisation", []),
        ("The company was dissolved", "2022", "organisation", [("role-dates", True)]),
        ("Born in a village", "2021", "person", [("role-dates", True)]),
        ("Left Harbour Motors", "2022", "person", [("role-left", True)]),
        ("从港湾汽车离职", "2022", "person", [("role-left", True)]),
        ("Left another firm", "2022", "person", []),
        ("Left Harbour Motors", "2019", "person", []),
    ],
)
def test_known_dates_bound_a_role(
    what: str, when: str, whose: str, clash: list[tuple[str, bool]]
) -> None:
    number = {"person": 1} if whose == "person" else {"organisation": 1}
    turn = Turn(9, (what, ""), parse_typed(when), **number)
    assert told(tenure(1, "2020", "2024"), turns=(turn,)) == clash


def test_what_a_decision_is_remembered_with_changes_with_the_times() -> None:
    (one,) = clashes([tenure(1, "2024", "2020")])
    (same,) = clashes([tenure(1, "2024", "2020")])
    (other,) = clashes([tenure(1, "2024", "2021")])
    assert one.seen == same.seen != other.seen
