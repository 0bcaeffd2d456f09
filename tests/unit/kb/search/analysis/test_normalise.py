"""One spelling for one word."""

import pytest

from kb.search.analysis.normalise import clean, fold


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("雷軍", "雷军"),
        ("滑鼠", "鼠标"),
        ("ＡＢＣ１２", "abc12"),
        ("Straße", "strasse"),
        ("ﬁne", "fine"),
        ("㎏", "kg"),
        ("⾬", "雨"),
    ],
)
def test_spellings_of_one_word_fold_to_one(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_what_separates_words_becomes_a_space() -> None:
    assert clean("a\x00b\tc\u200bd\u2028e") == "a b c d e"


def test_what_no_reader_sees_is_left_out() -> None:
    assert clean("so\u00adft\ufeff \u202eright\u202c 葛\U000e0100") == "soft right 葛"


def test_half_a_surrogate_pair_is_left_out() -> None:
    assert fold("a\ud800b\udfff") == "ab"


def test_nothing_behind_a_nul_is_lost() -> None:
    assert fold("道歉\x00雷軍") == "道歉 雷军"
