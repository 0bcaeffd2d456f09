"""What each report of an affair adds: the facts and sentences that no earlier one has.

A fact is a date, a name, a number or a quotation. A sentence is new when it tells a fact that is
new, or when little of its wording stands in the reports before.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kb.language.conversion import fold_script
from kb.language.detection import has_han, sentences

# Characters in a row that are compared, and the share of a sentence's that earlier ones must have.
_RUN = 5
_KNOWN = 0.6
# Shorter sentences are labels and headings.
_SHORTEST = 8
_KEPT = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
_NUMBER = re.compile(
    r"(?<![0-9A-Za-z.])(?P<figure>\d[\d,]*(?:\.\d+)?)\s?"
    r"(?P<unit>%|％|小时|小時|分钟|分鐘|个月|個月|[万亿萬億]?[\u3400-\u9fff]?)"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact at a place of a text; facts with one `key` are the same fact."""

    start: int
    end: int
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: new or known, with the kind of fact it is ("" for plain words)."""

    text: str
    is_new: bool
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Addition:
    """What one report adds: its whole text in pieces, and its new facts as they are written."""

    pieces: tuple[Piece, ...]
    facts: tuple[tuple[str, str], ...]

    @property
    def is_anything(self) -> bool:
        """Whether anything in it is new."""
        return any(piece.is_new for piece in self.pieces)


def additions(reports: Sequence[tuple[str, Iterable[Fact]]]) -> list[Addition]:
    """Return what each text adds to those before it; texts in order of time, with their facts."""
    known_facts: set[str] = set()
    known_runs: set[str] = set()
    found = []
    for text, facts in reports:
        own = sorted((*facts, *_numbers(text)), key=lambda fact: (fact.start, -fact.end))
        new = [fact for fact in _apart(own) if fact.key not in known_facts]
        found.append(Addition(tuple(_pieces(text, new, known_runs)), _told(text, new)))
        known_facts.update(fact.key for fact in own)
        known_runs |= _runs(text)
    return found


def quotation_fact(start: int, end: int, text: str) -> Fact:
    """Return a quotation as a fact: the same words, however they are punctuated and written."""
    return Fact(start, end, "quotation", f"quotation:{_bare(text)}")


def _numbers(text: str) -> Iterator[Fact]:
    for match in _NUMBER.finditer(text):
        figure = match["figure"].replace(",", "")
        # A bare digit counts nothing that could be told from another.
        if len(figure) > 1 or match["unit"]:
            yield Fact(*match.span(), "number", f"number:{figure}{_bare(match['unit'])}")


def _apart(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Yield facts that do not overlap: of two the one that begins first, then the longer."""
    end = 0
    for fact in facts:
        if fact.start >= end:
            end = fact.end
            yield fact


def _told(text: str, facts: Iterable[Fact]) -> tuple[tuple[str, str], ...]:
    told = {fact.key: (fact.kind, text[fact.start : fact.end]) for fact in facts}
    return tuple(told.values())


def _pieces(text: str, new: Sequence[Fact], known: set[str]) -> Iterator[Piece]:
    place = 0
    for sentence in sentences(text):
        end = place + len(sentence)
        # One that reaches into the next sentence stands where it begins.
        inside = [fact for fact in new if place <= fact.start < end]
        is_new = bool(inside) or not _is_known(sentence, known)
        for fact in inside:
            yield from _piece(text[place : fact.start], is_new)
            stop = min(fact.end, end)
            yield Piece(text[fact.start : stop], True, fact.kind)
            place = stop
        yield from _piece(text[place:end], is_new)
        place = end


def _piece(text: str, is_new: bool) -> Iterator[Piece]:
    if text:
        yield Piece(text, is_new and bool(text.strip()))


def _is_known(sentence: str, known: set[str]) -> bool:
    runs = _runs(sentence)
    if len(_bare(sentence)) < _SHORTEST:
        return True
    return len(runs & known) >= _KNOWN * len(runs)


def _runs(text: str) -> set[str]:
    bare = _bare(text)
    return {bare[n : n + _RUN] for n in range(max(1, len(bare) - _RUN + 1))}


def _bare(text: str) -> str:
    folded = (fold_script(text) if has_han(text) else text).lower()
    return _KEPT.sub("", folded)
