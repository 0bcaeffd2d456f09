"""Likely duplicates are told from others: the labelled pairs, and how names are compared."""

import pytest

from cases.duplicates.addresses import plain_address
from cases.duplicates.judging import KINDS, judge
from cases.duplicates.profile import QUEUE, Profile
from cases.duplicates.spelling import misspelt
from cases.duplicates.titles import closeness
from tests.duplicate_pairs import figures, pairs

FLOOR = 0.9


@pytest.mark.parametrize("name", ["work", "judge"])
def test_the_labelled_pairs_are_judged_as_people_judge_them(name: str) -> None:
    found = figures(name)
    for kind in ("all", *KINDS):
        assert found[kind].precision >= FLOOR, found[kind].wrong
        assert found[kind].recall >= FLOOR, found[kind].missed


def test_there_are_enough_labelled_pairs_of_each_kind_and_answer() -> None:
    every = [*pairs("work"), *pairs("judge")]
    assert len(every) >= 150
    for kind in KINDS:
        for same in (0, 1):
            assert sum(row["k"] == kind and row["same"] == same for row in every) >= 15


@pytest.mark.parametrize("row", [*pairs("work"), *pairs("judge")][::7], ids=lambda row: row["why"])
def test_the_order_of_two_records_changes_nothing(row: dict[str, object]) -> None:
    one = Profile(str(row["k"]), 1, titles=tuple(row["a"]["n"]))  # type: ignore[index]
    other = Profile(str(row["k"]), 2, titles=tuple(row["b"]["n"]))  # type: ignore[index]
    assert judge(one, other).score == judge(other, one).score


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("https://www.tide.example/a/?utm_source=x&id=3#top", "tide.example/a?id=3"),
        ("HTTP://Tide.example:80/a/index.html", "tide.example/a"),
        ("tide.example/%E9%9B%B7/", "tide.example/雷"),
        ("https://m.tide.example/?b=2&a=1", "tide.example?a=1&b=2"),
        ("not an address", ""),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_addresses_of_one_page_have_one_form(address: str, plain: str) -> None:
    assert plain_address(address) == plain


def test_a_letter_at_the_end_makes_another_name_and_one_inside_a_slip() -> None:
    assert misspelt("holloway", "holoway")
    assert not misspelt("roberta", "robert")
    assert not misspelt("zhangjing", "zhangjin")
    assert not misspelt("s500000", "s500001")


def test_titles_that_each_say_something_else_are_not_close() -> None:
    assert closeness("Strike of the cabin crew", "Strike of the ground crew") == 0
    assert closeness("车主数据泄露", "员工数据泄露") == 0
    assert closeness("车主数据泄露", "車主數據泄露") == 100


@pytest.mark.parametrize("text", ["", " ", "。。", "\x00", "🙂", "a" * 3000, "雷" * 3000, "\ud800"])
def test_any_text_can_be_compared(text: str) -> None:
    for kind in KINDS:
        one = Profile(kind, 1, titles=(text,), others=(text,), address=text, outlet=text)
        assert 0 <= judge(one, Profile(kind, 2, titles=("Lei", text))).score < 100
    assert QUEUE > 0
