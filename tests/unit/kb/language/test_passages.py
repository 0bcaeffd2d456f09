"""Passages in another language than their page's are marked, and nothing else changes."""

import re

import pytest

from kb.language.codes import ENGLISH, SIMPLIFIED, TRADITIONAL
from kb.language.passages import mark_passages, mark_text


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<p>Xiaomi 小米 sold it</p>", '<p>Xiaomi <span lang="zh-Hans">小米</span> sold it</p>'),
        ("<p>小米SU7发布会。</p>", '<p><span lang="zh-Hans">小米SU7发布会。</span></p>'),
        ('<p title="小米">雷軍</p>', '<p title="小米"><span lang="zh-Hant">雷軍</span></p>'),
        ('<i lang="zh-Hans">小米</i>', '<i lang="zh-Hans">小米</i>'),
        ("<code>小米</code>", "<code>小米</code>"),
        ("<p>None &amp; nothing</p>", "<p>None &amp; nothing</p>"),
    ],
)
def test_chinese_on_an_english_page_is_marked(html: str, marked: str) -> None:
    assert mark_passages(html, ENGLISH) == marked
    assert re.sub(r"</?span[^>]*>", "", marked) == re.sub(r"</?span[^>]*>", "", html)


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        (
            "<p>说明</p><p>We are very sorry.</p>",
            '<p>说明</p><p><span lang="en">We are very sorry.</span></p>',
        ),
        ("<p>小米 SU7 Ultra Max Pro 发布</p>", "<p>小米 SU7 Ultra Max Pro 发布</p>"),
        ("<p>Lei Jun</p>", "<p>Lei Jun</p>"),
        ('<p class="one two three">说明</p>', '<p class="one two three">说明</p>'),
        ('<p lang="en">We are very sorry.</p>', '<p lang="en">We are very sorry.</p>'),
    ],
)
def test_english_on_a_chinese_page_is_marked_where_it_is_more_than_a_name(
    html: str, marked: str
) -> None:
    for reader in (SIMPLIFIED, TRADITIONAL):
        assert mark_passages(html, reader) == marked


def test_a_short_text_is_marked_as_a_whole_and_escaped() -> None:
    assert mark_text("Lei <Jun>", SIMPLIFIED) == '<span lang="en">Lei &lt;Jun&gt;</span>'
    assert mark_text("小米 <a>", ENGLISH) == '<span lang="zh-Hans">小米</span> &lt;a&gt;'
    assert mark_text("2026", SIMPLIFIED) == "2026"
