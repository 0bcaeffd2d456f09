"""Which passage of a translation stands for which of its source."""

from kb.translation.matching import blocks, counterparts
from kb.translation.tracking import Passage, advance, start


def text(*pieces: tuple[str, str]) -> list[Passage]:
    """Return passages of (block, words)."""
    return [Passage(f"body.{block}", words) for block, words in pieces]


EN = text(("a", "The firm said it was sorry."), ("a", "Shops closed."), ("b", "Nobody was hurt."))
ZH = text(("x", "公司表示道歉。"), ("x", "门店停业。"), ("y", "没有人受伤。"))


def test_pages_made_by_hand_are_paired_in_order() -> None:
    assert counterparts(start(EN), ZH, "en") == {0: 0, 1: 1, 2: 2}


def test_what_was_added_since_stands_for_nothing_and_moves_nothing() -> None:
    now = advance(start(EN), [EN[0], *text(("a", "Everybody left early.")), *EN[1:]], 1)
    pairs = counterparts(now, ZH, "en")
    assert pairs == {0: 0, 2: 1, 3: 2}
    assert blocks(now, ZH, pairs)[1] == "x"


def test_pages_with_other_numbers_of_passages_are_paired_by_their_words() -> None:
    en = text(("a", "The firm said it was sorry."), ("b", "In 2021 all 14 shops closed for good."))
    zh = text(("x", "公司表示道歉。"), ("x", "以下是背景。"), ("y", "2021年，14家门店全部关闭。"))
    assert counterparts(start(en), zh, "en")[1] == 2
    assert counterparts(start(zh), en, "zh")[2] == 1


def test_pages_with_the_same_blocks_are_paired_block_by_block() -> None:
    zh = text(("a", "公司表示道歉，门店停业。"), ("b", "没有人受伤。"))
    assert counterparts(start(EN), zh, "en")[2] == 1
