"""From a text to its tokens."""

from hypothesis import given
from hypothesis import strategies as st

from kb.search.analysis.pipeline import BOUNDARY, pairs, sequence, stem, stored, stream, units


def test_a_text_becomes_runs_and_stems() -> None:
    assert units("雷軍 apologised：SU7") == ["雷军", "apologis", "su7"]


def test_words_of_one_stem_are_one_unit() -> None:
    assert stem("apology") == stem("apologies")
    assert units("companies’") == units("company's") == units("Company")


def test_apostrophes_do_not_matter() -> None:
    assert units("don't") == units("don’t") == units("dont")


def test_words_of_other_scripts_are_kept() -> None:
    assert units("Привет こんにちは") == ["привет", "こんにちは"]


def test_pairs_overlap() -> None:
    assert pairs("公开道歉") == ["公开", "开道", "道歉"]
    assert pairs("米") == []


def test_runs_that_would_read_on_are_kept_apart() -> None:
    assert list(sequence(["你好", "好人"])) == ["你好", BOUNDARY, "好人"]
    assert list(sequence(["你好", "坏人"])) == ["你好", "坏人"]


def test_single_characters_follow_once() -> None:
    assert stream(stored(["好好", "abc", "米"])) == ["好好", "abc", "好", "米"]


@given(st.text(max_size=300))
def test_a_stored_text_gives_its_units_back(text: str) -> None:
    assert stored(units(text)).split() == units(text)


@given(st.text(max_size=300))
def test_no_token_has_a_space_or_a_quote(text: str) -> None:
    assert not any(set(token) & set(" \"'\x00") for token in stream(stored(units(text))))
