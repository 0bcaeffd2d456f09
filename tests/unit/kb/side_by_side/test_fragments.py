"""Rich text in paragraphs and sentences, its marks kept."""

import random
from html.parser import HTMLParser

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


class _Balance(HTMLParser):
    """Counts what is opened and never closed, or closed and never opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "br":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing is opened by it."""

    def handle_endtag(self, tag: str) -> None:
        self.wrong += not (self.open and self.open.pop() == tag)


def test_pieces_of_any_paragraph_are_whole_and_together_its_text() -> None:
    dice = random.Random(11)
    words = [
        "One.",
        " Two! ",
        "三。",
        "四",
        "&amp;",
        "&#8217;",
        "<br/>",
        "A &lt; b. ",
        "…… ",
        "“五？”",
    ]
    marks = [("<b>", "</b>"), ('<a linktype="page" id="3">', "</a>"), ("<i>", "</i>")]

    def some(depth: int) -> str:
        html = ""
        for _ in range(dice.randint(1, 5)):
            before, after = dice.choice(marks)
            html += f"{before}{some(depth - 1)}{after}" if depth and dice.random() < 0.4 else ""
            html += dice.choice(words)
        return html

    for _ in range(300):
        for one in fragments(f"<p>{some(2)}</p>"):
            ends = [end for _start, end in spans(one.text)]
            pieces = cut(one.html, ends[:-1])
            assert len(pieces) <= len(ends)
            text = ""
            for piece in pieces:
                balance = _Balance()
                balance.feed(piece)
                balance.close()
                assert (balance.open, balance.wrong) == ([], 0), (one.html, pieces)
                text += "".join(fragment.text for fragment in fragments(piece))
            assert "".join(text.split()) == "".join(one.text.split()), one.html
