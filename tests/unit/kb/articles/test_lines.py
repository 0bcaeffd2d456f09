"""One line of a file of articles."""

import json

import pytest

from kb.articles.lines import BadLine, read_line

GOOD = {"id": "doc-1", "lang": "zh-Hans", "title": "标题", "text": "第一段\n\n第二段 <b>"}


def raw(**changes: object) -> bytes:
    return json.dumps(GOOD | changes, ensure_ascii=False).encode()


def test_a_line_becomes_an_article() -> None:
    line = read_line(raw(), 7)
    assert (line.number, line.id, line.locale, line.title) == (7, "doc-1", "zh-hans", "标题")
    (block,) = json.loads(line.body)
    assert block["value"] == "<p>第一段</p><p>第二段 &lt;b&gt;</p>"


def test_traditional_chinese_stands_in_the_tree_of_chinese() -> None:
    assert read_line(raw(lang="zh-Hant"), 1).locale == "zh-hans"
    assert read_line(raw(lang="EN"), 1).locale == "en"


def test_the_first_words_stand_for_a_title_that_is_missing() -> None:
    assert read_line(raw(title="  "), 1).title == "第一段 第二段 <b>"
    words = "one two three four five six seven eight nine ten eleven twelve thirteen"
    assert read_line(raw(title="", text=words), 1).title.endswith("eleven…")


def test_what_a_line_says_has_a_digest() -> None:
    assert read_line(raw(), 1).digest == read_line(raw(), 2).digest
    assert read_line(raw(), 1).digest != read_line(raw(text="另一段"), 1).digest


def test_a_mark_at_the_beginning_of_a_file_is_no_fault() -> None:
    assert read_line(b"\xef\xbb\xbf" + raw(), 1).id == "doc-1"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"[]", "is not an object"),
        (raw(id=None), '"id" is missing'),
        (raw(id=5), '"id" is not a text'),
        (raw(id="a b"), "letters, digits"),
        (raw(id="道歉"), "letters, digits"),
        (raw(id="x" * 300), "300 characters"),
        (raw(title="x" * 300), "300 characters"),
        (raw(lang="fr"), "must be en, zh-Hans or zh-Hant"),
        (raw(text="  "), '"text" is empty'),
        (raw(text="a\x00b"), "broken character (U+0000)"),
        (b'{"id": "a", "lang": "en", "title": "t", "text": "\\ud800"}', "(U+D800)"),
    ],
)
def test_a_line_that_is_no_article_says_why(line: bytes, reason: str) -> None:
    with pytest.raises(BadLine) as refused:
        read_line(line, 1)
    assert reason in str(refused.value)
