"""What an act makes of the pairs, and which of the remembered ones still hold."""

import pytest

from kb.language.side_by_side.aligner import Bead
from kb.models import PairCorrection
from kb.side_by_side.corrections import (
    CannotBeDone,
    act,
    names_of,
    possible,
    remembered,
    still_said,
)

BEADS = [Bead((0,), (0,)), Bead((1, 2), (1,)), Bead((), (2,)), Bead((3,), (3,))]


@pytest.mark.parametrize(
    ("action", "at", "fixed"),
    [
        ("confirm", 0, [BEADS[0]]),
        ("join", 0, [Bead((0, 1, 2), (0, 1))]),
        ("split", 1, [Bead((1,), (1,)), Bead((2,), ())]),
        ("apart", 0, [Bead((0,), ()), Bead((), (0,))]),
        ("english_down", 1, [Bead((1,), (1,)), Bead((2,), (2,))]),
        ("english_up", 1, [Bead((0, 1), (0,)), Bead((2,), (1,))]),
        ("chinese_up", 2, [Bead((1, 2), (1, 2))]),
        ("chinese_down", 2, [Bead((3,), (2, 3))]),
        ("chinese_down", 3, [Bead((3,), ()), Bead((), (3,))]),
    ],
)
def test_an_act_fixes_the_pairs_it_changes(action: str, at: int, fixed: list[Bead]) -> None:
    assert act(action, BEADS, at) == fixed


def test_only_acts_that_change_something_are_offered() -> None:
    assert possible([Bead((0,), (0,))], 0) == {
        "confirm",
        "apart",
        "english_up",
        "english_down",
        "chinese_up",
        "chinese_down",
    }
    assert possible([Bead((), (0,))], 0) == {"confirm"}
    with pytest.raises(CannotBeDone):
        act("split", BEADS, 0)
    with pytest.raises(CannotBeDone):
        act("join", BEADS, 3)


def test_texts_that_are_alike_are_told_apart() -> None:
    assert names_of(["a", "b", "a", "a"]) == ["a", "b", "a.2", "a.3"]


def test_a_correction_holds_while_its_texts_stand_beside_each_other() -> None:
    kept = PairCorrection(beads=remembered([Bead((1, 2), (0,))], ["a", "b", "c"], ["x"]))
    assert still_said([kept], ["new", "a", "b", "c"], ["x"]).fixed == [Bead((2, 3), (0,))]
    for english in (["a", "b"], ["a", "b", "new", "c"]):
        said = still_said([kept], english, ["x"])
        assert said.fixed == []
        assert said.stale == [kept]
