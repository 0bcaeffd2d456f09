"""Marks of rich text, read and taken off."""

import pytest
from wagtail_localize.segments import extract

from kb.history.streams import plain
from kb.language.marks import said, without_marks

SAYS = '<p>本<span data-hant="軟體" data-hk="軟件">软<b>件</b></span>&amp;<br/>发布</p>'


def test_words_of_every_script_are_found_once() -> None:
    assert list(said(SAYS + SAYS)) == ["軟體", "軟件"]


def test_an_empty_word_is_none() -> None:
    assert list(said('<span data-hant=" " data-hk="">软件</span>')) == []


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        (SAYS, "<p>本软<b>件</b>&amp;<br/>发布</p>"),
        ('<p><span data-script="keep" translate="no">头</span>发</p>', "<p>头发</p>"),
        ('<p><span lang="en">KML</span> &#21457;<!--x--></p>', None),
    ],
)
def test_only_marks_are_taken_off(html: str, plain: str | None) -> None:
    assert without_marks(html) == (plain or html)


def test_a_marked_sentence_is_one_segment() -> None:
    _template, strings = extract.extract_strings(SAYS.replace("<br/>", ""))
    assert [string.data for string, _attributes in strings] == ["本软<b>件</b>&amp;发布"]


def test_histories_show_the_words_of_a_mark() -> None:
    assert plain(SAYS.replace("<br/>", "")) == "本软件［軟體 · 軟件］&发布"
