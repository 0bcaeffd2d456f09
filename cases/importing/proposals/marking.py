"""A stretch of a cleaned text as HTML, with the words of each proposal marked in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from cases.importing.proposals.proposal import Kind, Proposal
from cases.importing.proposals.reading import Reading
from kb.importing.structure.languages import Passage, passages
from kb.language.codes import Language
from kb.language.passages import mark_passages

# A page shows about so many characters.
_ROOM = 6000
Place = tuple[int, int, Proposal]


def portions(reading: Reading) -> list[tuple[int, int]]:
    """Return the stretches of a text that are shown one at a time; items and lines stay whole.

    A line longer than that is cut after a sentence.
    """
    text, ends = reading.text, _ends(reading)
    found, start = [], 0
    while len(text) - start > _ROOM:
        number = bisect_right(ends, start + _ROOM) - 1
        end = ends[number] if number >= 0 and ends[number] > start else _cut(text, start)
        found.append((start, end))
        start = end
    return [*found, (start, len(text))]


def _ends(reading: Reading) -> list[int]:
    if items := reading.apart.items:
        return sorted({item.end for item in items})
    return [place + 1 for place, character in enumerate(reading.text) if character == "\n"]


def _cut(text: str, start: int) -> int:
    last = start + _ROOM
    stop = max(text.rfind(mark, start, last) for mark in ("\n", "。", ". "))
    return stop + 1 if stop > start else last


def anchor_of(proposal: Proposal) -> str:
    """Return the address of a proposal within its page."""
    return "p-" + proposal.name.replace(":", "-").replace("@", "-").replace(" ", "-")


def marked_text(
    reading: Reading, start: int, end: int, shown: Sequence[Proposal], reader: Language
) -> SafeString:
    """Return the paragraphs of a stretch; the words of each proposal lead to it in the list.

    Where several hold, the narrowest is marked; `m-…` is the way back to where one is first met.
    """
    places = [
        (first, last, one)
        for one in shown
        for first, last in one.places
        if first < end and start < last
    ]
    tongues = passages(reading.text)
    met: set[str] = set()
    lines, place = [], start
    for line in reading.text[start:end].split("\n"):
        if line.strip():
            pieces = _line(reading.text, place, place + len(line), places, tongues, reader, met)
            lines.append(SafeString("".join(pieces)))
        place += len(line) + 1
    return format_html_join("\n", "<p>{}</p>", ((line,) for line in lines))


def _line(
    text: str,
    start: int,
    end: int,
    places: Iterable[Place],
    tongues: Sequence[Passage],
    reader: Language,
    met: set[str],
) -> Iterator[SafeString]:
    here = [place for place in places if place[0] < end and start < place[1]]
    tongue = next((one.language for one in tongues if one.start < end and start < one.end), reader)
    for first, last, over in _segments(start, end, here):
        words = _words(text[first:last], tongue, reader)
        if over is None:
            yield words
            continue
        begins = first == max(over[0], start)
        yield _mark(words, over[2], met, begins=begins)


def _segments(start: int, end: int, places: list[Place]) -> Iterator[tuple[int, int, Place | None]]:
    """Yield stretches of a line with the narrowest place over each, joined where it is the same."""
    borders = sorted(
        {start, end, *(min(max(b, start), end) for one in places for b in (one[0], one[1]))}
    )
    joined: tuple[int, int, Place | None] | None = None
    for first, last in pairwise(borders):
        over = min(
            (one for one in places if one[0] <= first and last <= one[1]),
            key=lambda one: (one[1] - one[0], list(Kind).index(one[2].kind)),
            default=None,
        )
        if joined is not None and joined[2] is over:
            joined = (joined[0], last, over)
            continue
        if joined is not None:
            yield joined
        joined = (first, last, over)
    if joined is not None:
        yield joined


def _words(words: str, tongue: Language, reader: Language) -> SafeString:
    html = SafeString(mark_passages(conditional_escape(words), tongue))
    if tongue.tag == reader.tag or not words.strip():
        return html
    return format_html('<span lang="{}">{}</span>', tongue.tag, html)


def _mark(words: SafeString, proposal: Proposal, met: set[str], *, begins: bool) -> SafeString:
    anchor = anchor_of(proposal)
    kind = SafeString("")
    if begins:
        kind = format_html('<span class="visually-hidden">{}: </span>', proposal.kind.label)
    back = SafeString("") if anchor in met else format_html(' id="m-{}"', anchor[2:])
    met.add(anchor)
    return format_html(
        '<a class="mark mark--{}" href="#{}"{}>{}{}</a>', proposal.kind, anchor, back, kind, words
    )
