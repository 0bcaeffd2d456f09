"""Drawings: as wide and as large as their counts say."""

import pytest

from cases.statistics.charts import LARGEST, bars, discs
from cases.statistics.tables import Choice, Line, choices_of, crossed, table
from cases.statistics.tallies import Count

CHOICES = [Choice("a", "A"), Choice("b", "B"), Choice("c", "C", below=True)]
BASE = Line(Choice("", ""), Count(20, 20), "/")


def address(choices: object) -> str:
    return "/"


def test_a_bar_is_as_wide_as_its_count_and_what_has_none_is_left_out() -> None:
    shown = table("x", BASE, CHOICES, {("a",): Count(4, 4), ("c",): Count(2, 1)}, address)
    drawn = bars(shown)
    assert [bar.line.choice.value for bar in drawn.bars] == ["a", "c"]
    assert drawn.bars[0].width == 100
    assert drawn.bars[1].width == pytest.approx(48)
    assert drawn.bars[1].x + drawn.bars[1].width <= 100


def test_lines_keep_the_order_of_their_vocabulary() -> None:
    shown = table("x", BASE, CHOICES, {("a",): Count(1, 1), ("b",): Count(9, 9)}, address)
    assert [line.choice.value for line in shown.lines] == ["a", "b"]


def test_the_area_of_a_disc_is_its_count_and_an_empty_cell_has_none() -> None:
    counts = {("k", "a"): Count(16, 16), ("k", "b"): Count(4, 4), ("m", "a"): Count(1, 1)}
    columns = [Choice("k", "K"), Choice("l", "L"), Choice("m", "Two words here")]
    whole = {("a",): Count(17, 16), ("b",): Count(4, 4)}
    shown = crossed(("col", columns), ("x", CHOICES), BASE, whole, counts, address)
    assert [one.value for one in shown.columns] == ["k", "m"]
    drawn = discs(shown)
    assert [[disc.radius for disc in line.discs] for line in drawn.lines] == [
        [LARGEST, LARGEST / 4],
        [LARGEST / 2],
    ] or drawn.lines[0].discs[1].radius == pytest.approx(LARGEST / 4, abs=0.1)
    assert shown.lines[0].cells[0].percent == 94
    assert shown.lines[1].cells[0].percent is None
    assert drawn.heads[1][1] == ["Two words", "here"]


def test_a_vocabulary_becomes_choices_with_what_lies_below() -> None:
    class Row:
        def __init__(self, pk: int, parent_id: int | None) -> None:
            self.pk, self.parent_id, self.key, self.label = pk, parent_id, str(pk), str(pk)

    rows = [Row(1, None), Row(2, None), Row(3, 1)]
    assert [(one.value, one.below) for one in choices_of(rows)] == [
        ("1", False),
        ("3", True),
        ("2", False),
    ]
