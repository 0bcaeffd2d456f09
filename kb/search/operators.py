"""The small language of the search box: quotes, minus, and `name:value`, never an error.

What cannot be read as such is words. Full-width signs and Chinese names are read like their twins.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kb.search.analysis.normalise import clean, fold
from kb.search.query import MOST_CHARACTERS

MOST_OPERATORS = 20

# The names of an operator, folded, by what it narrows.
_NAMES = {
    "kind": "kind type 种类 类型 类别",
    "language": "lang language 语言 语种",
    "person": "person people who 人物 人员",
    "organisation": "org organisation organization company 机构 组织 公司",
    "outcome": "outcome 结果 结局",
    "strategy": "strategy 策略",
    "after": "after since from 晚于 始于",
    "before": "before until 早于",
    "year": "year 年份",
}
OPERATORS = {fold(name): operator for operator, names in _NAMES.items() for name in names.split()}

_OPEN, _CLOSE = '"＂“”„「『', '"＂“”」』'
_QUOTED = rf"[{_OPEN}](?P<{{name}}>[^{_OPEN}{_CLOSE}]*)[{_CLOSE}]"
_PIECE = re.compile(
    r"(?P<minus>(?:(?<=\s)|(?<![\s\S]))[-－−–])?"  # only at the beginning of a piece
    r"(?:"
    r"(?P<name>[^\W\d_]{1,20})[:：]\s?(?:"
    + _QUOTED.format(name="exact_value")
    + rf"|(?P<value>[^\s{_OPEN}{_CLOSE}]+))"
    rf"|{_QUOTED.format(name='exact')}"
    rf"|(?P<word>[^\s{_OPEN}{_CLOSE}]+)"
    r")"
)

PieceKind = Literal["word", "exact", "operator"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of what was typed: its kind, what it is about, and where it stands.

    `operator` is what it narrows, empty for words; `value` what stands after the colon, inside the
    quotes, or the word itself.
    """

    kind: PieceKind
    value: str
    excluded: bool
    start: int
    end: int
    operator: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A cleaned text and its pieces, in their order; `cut` when not all of it was read."""

    text: str
    pieces: tuple[Piece, ...]
    cut: bool = False

    def without(self, piece: Piece) -> str:
        """Return the text as if a piece had not been typed."""
        return " ".join((self.text[: piece.start] + " " + self.text[piece.end :]).split())

    def words(self, *also: Piece) -> str:
        """Return the words asked for, with the values of operators that mean nothing."""
        return " ".join(piece.value for piece in self.pieces if piece in also or _is_plain(piece))


def _is_plain(piece: Piece) -> bool:
    return piece.kind == "word" and not piece.excluded


def parse(text: str) -> Parsed:
    """Read anything that may be typed into the search box."""
    cleaned = " ".join(clean(text[:MOST_CHARACTERS]).split())
    return Parsed(cleaned, tuple(_pieces(cleaned)), cut=len(text) > MOST_CHARACTERS)


def _pieces(text: str) -> Iterator[Piece]:
    operators = 0
    for match in _PIECE.finditer(text):
        start, end = match.span()
        excluded = match["minus"] is not None
        operator = OPERATORS.get(fold(match["name"])) if match["name"] else None
        value = match["exact_value"] if match["value"] is None else match["value"]
        if operator and value and value.strip() and operators < MOST_OPERATORS:
            operators += 1
            yield Piece("operator", value.strip(), excluded, start, end, operator)
        elif match["name"]:
            # An address or a time of day, or a name nobody knows: words like any other.
            yield Piece("word", match[0].removeprefix(match["minus"] or ""), excluded, start, end)
        elif match["exact"] is not None:
            yield Piece("exact", match["exact"], excluded, start, end)
        else:
            yield Piece("word", match["word"], excluded, start, end)
