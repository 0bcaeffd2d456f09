"""Reports of one affair are found among others, and its moments told."""

import json
from pathlib import Path

import pytest

from kb.importing.affairs.grouping import affairs, copied
from kb.importing.affairs.moments import moments
from kb.importing.affairs.report import Report
from tests.importing_figures import b_cubed, f1_of_pairs, judged

DATA = Path(__file__).parents[3] / "data" / "importing" / "affairs"


@pytest.mark.parametrize("name", ["work", "judge"])
def test_affairs_and_moments_of_our_own_sets(name: str) -> None:
    rows = [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text().splitlines()]
    reports = [Report(row["title"], row["text"]) for row in rows]
    figures = dict(
        judged(name, reports, [r["affair"] for r in rows], [set(r["moments"]) for r in rows])
    )
    pairwise, of_moments = figures.values()
    assert pairwise >= 0.95
    assert of_moments >= 0.75


def test_copied_text_is_one_affair_whatever_else_it_says() -> None:
    sentence = "召回的第一天决定公众怎么看一家公司"
    one = Report("烤箱召回", f"{sentence}，工程师说。")
    other = Report("面包店的星期二", f"店主记得那句话：{sentence}。黑麦面包停售三天。")
    third = Report("渡轮撞上码头", "十一名乘客受轻伤，海事部门正在调查原因。")
    assert copied([one, other, third]) == {(0, 1)}
    assert affairs([one, other, third]) == [[0, 1], [2]]


def test_a_report_may_be_of_two_moments() -> None:
    reports = [
        Report("公司致歉并辞退经办人", "三天前的帖子之后，公司作出处理。"),
        Report("公司致歉", "公司说会退款。"),
        Report("经办人被辞退", "公司内部通报。"),
    ]
    assert moments(reports) == [("exposure", [0, 1]), ("discipline", [0, 2])]


def test_no_report_is_no_affair() -> None:
    assert affairs([]) == []
    assert moments([]) == []


def test_figures_of_groups() -> None:
    assert f1_of_pairs([[1, 2, 3]], [[1, 2], [3]]) == 0.5
    assert b_cubed([{"a"}, {"a"}], [{"x"}, {"x"}]) == 1.0
    assert b_cubed([{"a"}, {"a"}], [{"x"}, {"y"}]) == pytest.approx(2 / 3)
