"""Both sides of a repaired text are whole, and every repair is in one passage."""

from pathlib import Path

import pytest

from kb.importing.repairs.cleaning import clean
from kb.importing.repairs.side_by_side import Passage, SideBySide

DAMAGED = Path(__file__).parents[3] / "data" / "importing" / "damaged"
TEXTS = sorted(file for file in DAMAGED.glob("*.txt") if ".expected" not in file.name)


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.stem)
def test_the_passages_put_together_are_the_two_texts(file: Path) -> None:
    raw = file.read_text()
    cleaned = clean(raw)
    cleaned = clean(raw, [one.key for one in cleaned.repairs[::3]])
    compared = SideBySide(raw, cleaned)
    every = [Passage(0, start, end, (), ()) for start, end in compared.spans]
    before = "".join(piece.text for one in every for piece in compared.before(one))
    after = "".join(piece.text for one in every for piece in compared.after(one))
    assert (before, after) == (raw, cleaned.text)


def test_a_refused_repair_is_listed_and_its_place_marked() -> None:
    raw = "公司表示,本周召回。"
    (repair,) = clean(raw).repairs
    compared = SideBySide(raw, clean(raw, [repair.key]))
    (passage,) = compared.passages()
    assert passage.refused == (repair,)
    assert [piece.kind for piece in compared.before(passage)] == ["same", "kept", "same"]


def test_only_the_passages_of_one_rule_are_asked_for() -> None:
    raw = "公司表示,本周召回。\n战略(zhàn)會議略。"
    found = SideBySide(raw, clean(raw)).passages("punctuation")
    assert [(one.number, {repair.rule for repair in one.made}) for one in found] == [
        (1, {"punctuation"})
    ]


def test_a_line_without_an_end_comes_in_pieces() -> None:
    raw = "长" * 5000
    assert max(end - start for start, end in SideBySide(raw, clean(raw)).spans) <= 1000
