"""Excerpts with the words that matched."""

import pytest

from kb.language import protected_terms
from kb.language.codes import ENGLISH, SIMPLIFIED, TRADITIONAL, Language
from kb.search.highlights import Highlighter
from kb.search.query import Equivalent, read


@pytest.fixture(autouse=True)
def no_protected_terms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Convert without the names of a database, which these tests have none of."""
    monkeypatch.setattr(protected_terms, "current", lambda: protected_terms.NO_TERMS)


def highlighter(text: str, reader: Language = ENGLISH) -> Highlighter:
    names = {"apolog": [Equivalent(("道歉",), "道歉", "zh")]}
    return Highlighter(read(text).query(names), reader)


def test_words_are_marked_by_their_stem_and_runs_inside_runs() -> None:
    marked = highlighter("apologise 道歉").mark("They apologised; 当晚公开道歉。")
    assert marked == "They <mark>apologised</mark>; 当晚公开<mark>道歉</mark>。"


def test_the_other_script_is_marked() -> None:
    assert highlighter("雷军").mark("雷軍發言") == "<mark>雷軍</mark>發言"


def test_equivalents_are_marked() -> None:
    assert highlighter("apology").mark("公开道歉") == "公开<mark>道歉</mark>"


def test_a_wording_of_another_length_is_marked_as_a_whole_word() -> None:
    assert "<mark>網際網路</mark>" in highlighter("互联网").mark("在 網際網路 上")


def test_text_is_never_markup() -> None:
    assert highlighter("b").mark("<b> & b") == "&lt;<mark>b</mark>&gt; &amp; <mark>b</mark>"


def test_full_width_words_are_marked_as_they_stand() -> None:
    assert highlighter("su7").mark("小米ＳＵ７") == "小米<mark>ＳＵ７</mark>"


def test_an_excerpt_surrounds_the_match() -> None:
    text = "前面的话。" * 200 + "当晚公开道歉。" + "后面的话。" * 200
    excerpt = highlighter("道歉", SIMPLIFIED).excerpt([("zh", text)])
    assert excerpt is not None
    assert "<mark>道歉</mark>" in excerpt.html
    assert excerpt.html.startswith("…")
    assert excerpt.html.endswith("…")
    assert len(excerpt.html) < 150


def test_an_excerpt_is_where_most_words_are() -> None:
    text = "alpha. " + "filler " * 100 + "alpha and beta. " + "filler " * 100 + "beta."
    excerpt = highlighter("alpha beta").excerpt([("en", text)])
    assert excerpt is not None
    assert "<mark>alpha</mark> and <mark>beta</mark>" in excerpt.html


def test_without_a_match_an_excerpt_is_the_beginning_in_the_readers_language() -> None:
    parts = [("en", "In English."), ("zh", "后来的话。")]
    excerpt = highlighter("nightingale", TRADITIONAL).excerpt(parts)
    assert excerpt is not None
    assert excerpt.html == "後來的話。"
    assert highlighter("nightingale").excerpt([]) is None
