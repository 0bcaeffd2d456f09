"""Lines of a page that are not its text: interface, counts, neighbours, recommendations."""

import re
from collections.abc import Iterator

from kb.importing.repairs.edit import Edit
from kb.importing.repairs.line_kinds import (
    ANYWHERE,
    COMMENT_SIGNS,
    LEGAL_WORDS,
    folded,
    is_interface,
    is_search_box,
    kind_of,
)
from kb.language.detection import width

_SENTENCE_END = re.compile(r"[。！？.!?”」]$")
_WIDE_GAP = re.compile(r" {2,}|\t")
_FIRST_LINES = 10
_LIST_ITEM = re.compile(r"^\s*([-•·*]|\d{1,2}[.、)])")
_QUERY = 16  # the widest that what is in a search box may be
_LINK = 90  # the widest title among recommendations
_MOST_RELATED, _MOST_COMMENTS = 40, 300  # lines that may follow such a heading
_MOST_HEADINGS = 20
_MOST_FOLLOWING = 1_000
_TEXT = 24  # the width from which a line is text


def find(text: str) -> Iterator[Edit]:
    """Yield each stretch of such lines, and such words before the text of a line."""
    lines = text.split("\n")
    whole = list(_find_lines(text, lines))
    within = [
        edit
        for edit in _find_in_lines(lines)
        if not any(line.start < edit.end and edit.start < line.end for line in whole)
    ]
    return iter(sorted([*whole, *within], key=lambda edit: edit.start))


def _find_lines(text: str, lines: list[str]) -> Iterator[Edit]:
    """Yield each stretch of lines, with the empty lines that parted it from the text."""
    kinds = _kinds(lines)
    starts, place = [], 0
    for line in lines:
        starts.append(place)
        place += len(line) + 1
    last = max((n for n, line in enumerate(lines) if line.strip() and kinds[n] is None), default=-1)
    number = 0
    while number < len(lines):
        kind = kinds[number]
        if kind is None:
            number += 1
            continue
        start, end = starts[number], min(starts[number] + len(lines[number]) + 1, len(text))
        # Empty lines behind go as well where there is one before, or nothing.
        following = number + 1
        if number == 0 or not lines[number - 1].strip() or kinds[number - 1] is not None:
            while following < len(lines) and not lines[following].strip():
                end = min(starts[following] + len(lines[following]) + 1, len(text))
                following += 1
        if number > last:
            # Nothing of the text follows: its last line ends without a line feed.
            start = _end_of_text(lines, kinds, starts, number, start)
        yield Edit(start, end, "", kind)
        number = following


def _find_in_lines(lines: list[str]) -> Iterator[Edit]:
    """Yield what stands of the interface before the text of one of the first lines."""
    place = 0
    for line in lines[:_FIRST_LINES]:
        end = words = 0
        for gap in _WIDE_GAP.finditer(line):
            (word,) = folded([line[end : gap.start()]])
            if not is_interface(word):
                break
            end, words = gap.end(), words + 1
        if words >= 2:
            yield Edit(place, place + end, "", "interface")
        place += len(line) + 1


def _end_of_text(
    lines: list[str], kinds: list[str | None], starts: list[int], number: int, start: int
) -> int:
    before = number - 1
    while before >= 0 and not lines[before].strip():
        before -= 1
    if before < 0 or kinds[before] is not None:
        return start
    return starts[before] + len(lines[before])


def _kinds(lines: list[str]) -> list[str | None]:
    """Return for each line what it is, None for text and for empty lines."""
    compared = folded(lines)
    found = [kind_of(line) if line else None for line in compared]
    text = [
        number
        for number, line in enumerate(lines)
        if found[number] is None and (len(line) >= _TEXT or width(line) >= _TEXT)
    ]
    first, last = (text[0], text[-1]) if text else (len(lines), -1)
    _keep_headings_of_slides(lines, found)
    kinds: list[str | None] = [None] * len(lines)
    for number, kind in enumerate(found):
        outside = number < first or number > last
        if kind in ANYWHERE or (kind and outside and kind not in ("legal_heading", "related")):
            kinds[number] = kind
        elif kind == "legal_heading":
            _mark_notice(lines, compared, kinds, number)
    _mark_related(lines, found, kinds)
    _mark_comments(lines, compared, found, kinds)
    _mark_query(lines, compared, kinds, first)
    if all(kinds[number] or not line.strip() for number, line in enumerate(lines)):
        return [None] * len(lines)  # a document of nothing but such lines is one about them
    return kinds


def _keep_headings_of_slides(lines: list[str], found: list[str | None]) -> None:
    """Forget the page numbers that stand alone above or below text: an outline is headed so."""
    full = [number for number, line in enumerate(lines) if line.strip()]
    for place, number in enumerate(full):
        if found[number] == "page":
            beside = full[max(place - 1, 0) : place] + full[place + 1 : place + 2]
            if all(found[other] is None for other in beside):
                found[number] = None


def _mark_notice(
    lines: list[str], compared: list[str], kinds: list[str | None], heading: int
) -> None:
    """Mark a notice's heading and its list, when most of the list speaks of the site's rights."""
    end = heading + 1
    while end < len(lines) and not lines[end].strip():
        end += 1
    block: list[int] = []
    while end < len(lines) and lines[end].strip() and (_LIST_ITEM.match(lines[end]) or not block):
        block.append(end)
        end += 1
    about = sum(bool(LEGAL_WORDS.search(compared[n])) for n in block)
    if block and 2 * about > len(block) and (about >= 2 or kinds[block[0]]):
        for number in (heading, *block):
            kinds[number] = "legal"


def _mark_related(lines: list[str], found: list[str | None], kinds: list[str | None]) -> None:
    """Mark headings of recommendations and the titles to the end, when nothing else follows."""
    titles = 0
    first = len(lines)
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number].rstrip()
        if found[number] == "related":
            first = number
        elif line and found[number] is None:
            titles += 1
            if titles > _MOST_RELATED or line.endswith("。") or width(line) > _LINK:
                break
    for number in range(first, len(lines)):
        if lines[number].strip():
            kinds[number] = kinds[number] or "related"


def _mark_comments(
    lines: list[str], compared: list[str], found: list[str | None], kinds: list[str | None]
) -> None:
    """Mark what readers wrote below the last heading of comments."""
    headings = [n for n, kind in enumerate(found) if kind == "comments" and n > 0]
    for heading in headings[-_MOST_HEADINGS:]:
        rest = _following(lines, found, heading, _MOST_COMMENTS)
        if rest is None:
            continue
        signs = sum(bool(COMMENT_SIGNS.search(compared[n])) for n in rest)
        if rest and 3 * signs >= len(rest) and all(width(lines[n]) <= 200 for n in rest):
            for number in (heading, *rest):
                kinds[number] = kinds[number] or "comments"
            return


def _following(
    lines: list[str], found: list[str | None], heading: int, most: int
) -> list[int] | None:
    """Return the lines below a heading, without empty ones; None when too many are of no kind."""
    rest: list[int] = []
    unknown = 0
    for number in range(heading + 1, len(lines)):
        if lines[number].strip():
            rest.append(number)
            unknown += found[number] is None
            if unknown > most or len(rest) > _MOST_FOLLOWING:
                return None
    return rest


def _mark_query(lines: list[str], compared: list[str], kinds: list[str | None], first: int) -> None:
    """Mark what stands in a search box: a short line between two of the interface."""
    for number in range(1, min(first, len(lines) - 1)):
        between = kinds[number - 1] == kinds[number + 1] == "interface"
        is_query = 0 < width(lines[number]) <= _QUERY and not _SENTENCE_END.search(lines[number])
        if kinds[number] is None and between and is_query and is_search_box(compared[number + 1]):
            kinds[number] = "interface"
