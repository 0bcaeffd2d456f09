"""Rich text in paragraphs and sentences, its marks kept."""

import pytest

from kb.language.side_by_side.sentences import spans
from kb.side_by_side.fragments import cut, fragments


def test_each_paragraph_heading_item_and_quote_is_one_fragment() -> None:
    html = (
        '<h2 data-block-key="a1">One</h2><p>Two <b>bold</b></p><ul><li>three<ul><li>four</li></ul>'
        "</li></ul><ol><li>x</li><li>five</li></ol><blockquote><p>six</p></blockquote><hr><p> </p>"
    )
    found = fragments(html)
    assert [(one.kind, one.html) for one in found] == [
        ("h2", "One"),
        ("p", "Two <b>bold</b>"),
        ("li", "three"),
        ("li", "four"),
        ("oli", "x"),
        ("oli", "five"),
        ("quote", "six"),
    ]
    assert (found[0].key, found[3].depth, found[5].number) == ("a1", 2, 2)


def test_a_picture_alone_is_a_fragment() -> None:
    (found,) = fragments('<embed embedtype="image" id="3" alt="x"/>')
    assert found.text == ""
    assert "embed" in found.html


def test_marks_that_run_over_a_sentence_are_closed_and_opened_again() -> None:
    (one,) = fragments('<p>One &amp; two. <b>Three <a href="x?a=1&amp;b=2">four. Five</a></b>!</p>')
    ends = [end for _start, end in spans(one.text)]
    assert cut(one.html, ends[:-1]) == [
        "One &amp; two. ",
        '<b>Three <a href="x?a=1&amp;b=2">four. </a></b>',
        '<b><a href="x?a=1&amp;b=2">Five</a></b>!',
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<p>A. <br/>B. C&#8217;s. <i>D</i></p>",
        "<p><b> A.</b> B. </p>",
        '<p><span data-script="keep">范。</span>乙。丙</p>',
        "<p>1 &lt; 2. 3 &gt; 2.</p>",
    ],
)
def test_sentences_together_have_the_text_of_the_paragraph(html: str) -> None:
    (one,) = fragments(html)
    found = spans(one.text)
    pieces = cut(one.html, [end for _start, end in found[:-1]])
    texts = ["".join(fragment.text for fragment in fragments(piece)) for piece in pieces]
    assert [text.strip() for text in texts] == [one.text[a:b].strip() for a, b in found]
