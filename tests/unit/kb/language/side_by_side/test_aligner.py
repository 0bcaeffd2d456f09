"""Who answers whom, and who nobody."""

from kb.language.side_by_side.aligner import Bead, Unit, align, in_order
from kb.language.side_by_side.evidence import SharedName


def shapes(beads: list[Bead]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.english, bead.chinese) for bead in beads]


def units(*texts: str) -> list[Unit]:
    return [Unit(text) for text in texts]


LONG = "In the morning the whole town came down to the harbour to see the ship"
LONG_ZH = "早晨全城的人都来到港口看那艘大船，人山人海"


def test_an_empty_side_leaves_the_other_unpaired() -> None:
    assert shapes(align(units("One.", "Two."), [])) == [((0,), ()), ((1,), ())]
    assert shapes(align([], units("一。"))) == [((), (0,))]
    assert align([], []) == []


def test_lengths_alone_find_a_sentence_cut_in_two() -> None:
    beads = align(units(f"{LONG}, {LONG}.", "So."), units(f"{LONG_ZH}。", f"{LONG_ZH}。", "好。"))
    assert shapes(beads) == [((0,), (0, 1)), ((1,), (2,))]


def test_a_number_leaves_what_is_without_counterpart_alone() -> None:
    beads = align(
        units("It sold 300 boats in 2019.", "It sold 45 boats in 2020."),
        units("2019年卖出300艘船。", "那一年天气很好大家高兴。", "2020年卖出45艘船。"),
    )
    assert shapes(beads) == [((0,), (0,)), ((), (1,)), ((1,), (2,))]


def test_a_shared_name_outweighs_the_order_of_lengths() -> None:
    names = [SharedName(("Blue Finch",), ("青雀",))]
    english = units("Nobody had come to the meeting.", "Blue Finch had been invited.")
    chinese = units("青雀获邀请出席这次会议。")
    assert shapes(align(english, chinese, names=names)) == [((0,), ()), ((1,), (0,))]


def test_names_in_pinyin_are_heard() -> None:
    english = units("Nobody answered that day.", "Xu Jieyun answered that day.")
    assert shapes(align(english, units("徐洁云当天作了答复。"))) == [((0,), ()), ((1,), (0,))]


def test_a_heading_does_not_answer_a_paragraph() -> None:
    english = [Unit("How it works", "h2"), Unit(f"{LONG}.", "p")]
    chinese = [Unit("如何运作", "h2"), Unit("另一段", "h2"), Unit(f"{LONG_ZH}。", "p")]
    assert ((1,), (2,)) in shapes(align(english, chinese))


def test_the_same_place_outweighs_everything_else() -> None:
    english = [Unit("A.", place="x"), Unit(f"{LONG}.", place="y")]
    chinese = [Unit(f"{LONG_ZH}。", place="x"), Unit("甲。", place="y")]
    assert shapes(align(english, chinese)) == [((0,), (0,)), ((1,), (1,))]


def test_what_somebody_has_said_stays_and_the_rest_goes_round_it() -> None:
    english, chinese = units("One.", "Two.", "Three."), units("一。", "二。", "三。")
    beads = align(english, chinese, fixed=[Bead((0,), (1,)), Bead((1,), ())])
    assert shapes(beads) == [((), (0,)), ((0,), (1,)), ((1,), ()), ((2,), (2,))]
    many = align(english, chinese, fixed=[Bead((0, 1, 2), (0, 1, 2))])
    assert shapes(many) == [((0, 1, 2), (0, 1, 2))]
    assert many[0].score == 1.0


def test_of_two_that_cannot_both_hold_the_first_said_wins() -> None:
    first, second = Bead((0,), (2,)), Bead((1,), (1,))
    assert in_order([first, second]) == [first]
    assert in_order([second, Bead((1,), ())]) == [second]


def test_long_texts_are_walked_only_around_what_is_sure() -> None:
    english = units(*(f"Ship number {n} left the harbour." for n in range(2, 80)))
    chinese = units(*(f"第{n}号船离开了港口。" for n in range(20, 80)))
    beads = align(english, chinese)
    assert [bead.chinese for bead in beads[:18]] == [()] * 18
    assert shapes(beads)[18:] == [((n + 18,), (n,)) for n in range(60)]


def test_words_left_in_their_own_language_answer_themselves() -> None:
    english = units("See below.", "断章取义", "A note.")
    assert shapes(align(english, units("见下文。", "断章取义", "注。")))[1] == ((1,), (1,))
