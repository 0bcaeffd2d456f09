"""Anything somebody may type, read as a query."""

from hypothesis import given
from hypothesis import strategies as st

from kb.search.expressions import NOTHING, Stretch, all_of, any_of, word
from kb.search.query import MOST_UNITS, Equivalent, read

SORRY = {"apolog": [Equivalent(("apolog",), "apology", "en"), Equivalent(("道歉",), "道歉", "zh")]}


def test_every_word_is_asked_for_once() -> None:
    query = read("道歉 Weibo 道歉 weibo").query({})
    assert query.expression == all_of([word("道歉"), word("weibo")])


def test_words_that_only_connect_are_dropped() -> None:
    assert [term.text for term in read("what is the apology").query({}).terms] == ["apology"]
    assert [term.text for term in read("什么 道歉").query({}).terms] == ["道歉"]


def test_words_that_only_connect_are_kept_when_nothing_else_is_left() -> None:
    assert [term.text for term in read("who is it").query({}).terms] == ["who", "is", "it"]


def test_an_equivalent_is_an_alternative() -> None:
    query = read("Apologies").query(SORRY)
    assert query.expression == any_of([word("apolog"), Stretch(("道歉",))])


def test_a_name_of_several_words_is_one_term() -> None:
    names = {"lei jun": [Equivalent(("雷军",), "雷军", "zh")]}
    query = read("Lei Jun 道歉").query(names)
    assert [term.text for term in query.terms] == ["lei jun", "道歉"]
    assert query.terms[0].expression == any_of(
        [all_of([word("lei"), word("jun")]), Stretch(("雷军",))]
    )


def test_nothing_but_signs_asks_for_nothing() -> None:
    for text in ("", "  ", '"', "(%", "\x00", "\ud800", "🙂", "，。"):
        assert read(text).query({}).expression == NOTHING


@given(st.text(max_size=400))
def test_no_text_is_an_error(text: str) -> None:
    typed = read(text)
    assert len(typed.units) == len(typed.words) <= MOST_UNITS
    assert len(typed.query({}).terms) <= MOST_UNITS


def test_very_long_texts_are_cut() -> None:
    assert len(read("word " * 5_000).units) <= MOST_UNITS
    assert len(read("道歉" * 5_000).units[0]) <= 64


def test_what_is_left_out_of_a_long_text_is_known() -> None:
    assert read("word " * MOST_UNITS + "more").cut
    assert read("道" * 65).cut
    assert not read("道" * 64 + " and other words").cut
