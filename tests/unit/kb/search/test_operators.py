"""The small language of the search box."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.operators import MOST_OPERATORS, Parsed, parse

ALPHABET = '道歉雷军事件kind:person：lang"“”「」-－ 　\x00\ud800a1.*%()'


def pieces(text: str) -> list[tuple[str, str, str]]:
    return [
        (piece.operator or piece.kind, piece.value, "-" if piece.excluded else "")
        for piece in parse(text).pieces
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("道歉 apology", [("word", "道歉", ""), ("word", "apology", "")]),
        ('"special inquiry"', [("exact", "special inquiry", "")]),
        ("“专项调查”", [("exact", "专项调查", "")]),
        ("「專項調查」雷軍", [("exact", "專項調查", ""), ("word", "雷軍", "")]),
        ("-直播 －網紅", [("word", "直播", "-"), ("word", "網紅", "-")]),
        ('-"live stream"', [("exact", "live stream", "-")]),
        ("kind:incident", [("kind", "incident", "")]),
        ("種類：事件", [("kind", "事件", "")]),
        ("-kind:source", [("kind", "source", "-")]),
        ('person:"Lei Jun"', [("person", "Lei Jun", "")]),
        ("人物:雷军 机构：小米", [("person", "雷军", ""), ("organisation", "小米", "")]),
        ("After:2025-11", [("after", "2025-11", "")]),
        ("well-known", [("word", "well-known", "")]),
        ("https://example.org/a", [("word", "https://example.org/a", "")]),
        ("12:30", [("word", "12:30", "")]),
        ("kind:", [("word", "kind:", "")]),
        ('say "half', [("word", "say", ""), ("word", "half", "")]),
    ],
)
def test_pieces_are_read(text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert pieces(text) == wanted


def test_a_piece_can_be_taken_back() -> None:
    parsed = parse('apology kind:incident "special inquiry"')
    assert parsed.without(parsed.pieces[1]) == 'apology "special inquiry"'


def test_an_operator_that_means_nothing_is_words() -> None:
    parsed = parse("apology kind:nonsense -livestream")
    assert parsed.words() == "apology"
    assert parsed.words(parsed.pieces[1]) == "apology nonsense"


@given(st.text(alphabet=ALPHABET, max_size=200) | st.text(max_size=200))
def test_no_text_is_an_error_and_no_piece_overlaps_another(text: str) -> None:
    parsed: Parsed = parse(text)
    end = 0
    for piece in parsed.pieces:
        assert end <= piece.start < piece.end <= len(parsed.text)
        end = piece.end
        assert parsed.text[piece.start : piece.end].strip()


@given(st.text(alphabet=ALPHABET, max_size=200))
def test_what_is_no_operator_is_not_lost(text: str) -> None:
    parsed = parse(text)
    kept = "".join(parsed.text[piece.start : piece.end] for piece in parsed.pieces)
    left = "".join(char for char in parsed.text if char not in kept)
    assert all(char in ' "“”„「『」』＂' for char in left)


def test_very_many_operators_are_words() -> None:
    many = parse("kind:incident " * 70).pieces
    assert sum(piece.kind == "operator" for piece in many) == MOST_OPERATORS
