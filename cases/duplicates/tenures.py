"""Roles that contradict each other, in plain Python.

Times are honest ranges. Two roles contradict each other only when both were certainly held at one
moment: from the latest moment the later may have begun to the earliest the first may have ended.
What only lacks an end is a question (`is_certain` is False), not a contradiction.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations

from kb.records.spans import Span
from kb.search.analysis.normalise import fold

ORDER, TWICE, SHARED, DATES, LEFT = (
    "role-order",
    "role-twice",
    "role-shared",
    "role-dates",
    "role-left",
)
CODES = (ORDER, TWICE, SHARED, DATES, LEFT)

UNKNOWN = Span()

# Titles that one person holds at a time, by the name they are compared under.
_ONE_HOLDER = {
    "chief executive": "chief executive|chief executive officer|ceo|首席执行官|行政总裁",
    "chairman": "chairman|chairwoman|chairperson|chair|chairman of the board|chair of the board"
    "|board chair|board chairman|董事长|董事会主席",
    "president": "president|总裁",
    "general manager": "general manager|总经理",
    "managing director": "managing director|董事总经理",
    "chief financial officer": "chief financial officer|cfo|首席财务官|财务总监",
    "chief operating officer": "chief operating officer|coo|首席运营官",
    "chief technology officer": "chief technology officer|cto|首席技术官",
    "chief marketing officer": "chief marketing officer|cmo|首席营销官|首席市场官",
    "editor-in-chief": "editor-in-chief|editor in chief|chief editor|总编辑|总编|主编",
    "spokesperson": "chief spokesperson|首席发言人",
}
_BY_TITLE = {title: name for name, titles in _ONE_HOLDER.items() for title in titles.split("|")}
_HEAD = re.compile(r"^(?:the )?(?:head|chief) of (?P<what>.+)$")
_HAN_HEAD = re.compile(r"^(?P<what>.{2,})(?:负责人|部长|局长|主任|总监)$")
_MANY = re.compile(
    r"\b(?:vice|deputy|assistant|acting|interim|co|joint|former|honorary|associate)\b"
    r"|副|代理|代|助理|联席|荣誉|前任"
)

_FOUNDED = re.compile(
    r"\b(?:was|were|is|got) (?:founded|established|incorporated|set up)\b"
    r"|^(?:founded|established|incorporated|foundation\b|incorporation\b)"
    r"|^.{0,12}(?:成立|创立|创办|创建)$|^(?:正式)?(?:成立|创立)"
)
_CLOSED = re.compile(
    r"\b(?:was|were|is|got) (?:dissolved|wound up|closed down|disbanded|liquidated)\b"
    r"|^(?:dissolved|wound up|disbanded|dissolution\b)"
    r"|^.{0,12}(?:解散|注销|倒闭|停业)$|^(?:解散|注销)"
)
_BORN = re.compile(r"\b(?:was|is) born\b|^born\b|出生$|^.{0,8}出生于|^出生")
_DIED = re.compile(r"\b(?:died|passed away|dies)\b|^(?:death\b)|去世|逝世|辞世")
_LEFT = re.compile(
    r"\b(?:left|leaves|resigned|resigns|stepped down|steps down|was dismissed|was removed|retired"
    r"|retires|departed)\b|离职|辞职|辞去|卸任|离任|免职|退休|离开"
)


@dataclass(frozen=True)
class Tenure:
    """One role: whose, where, as what (both writings), from when, until when."""

    pk: int
    person: int
    organisation: int | None
    titles: tuple[str, str]
    began: Span = UNKNOWN
    ended: Span = UNKNOWN


@dataclass(frozen=True)
class Turn:
    """A milestone of a person or an organisation."""

    pk: int
    what: tuple[str, str]
    when: Span
    person: int | None = None
    organisation: int | None = None


@dataclass(frozen=True)
class Clash:
    """What contradicts what: `second` is another role, a milestone, or 0."""

    code: str
    first: int
    second: int
    person: int
    other_person: int | None
    organisation: int | None
    is_certain: bool
    seen: str


def office(titles: tuple[str, str]) -> frozenset[str]:
    """Return the offices of one holder that a title means; empty for any other title."""
    found = set()
    for title in titles:
        text = " ".join(fold(title).replace("&", "and").split()).strip(" .")
        if not text or _MANY.search(text):
            continue
        if name := _BY_TITLE.get(text.removeprefix("the ")):
            found.add(name)
        elif head := _HEAD.match(text) or _HAN_HEAD.match(text):
            found.add(f"head {head['what']}")
    return frozenset(found)


def clashes(
    tenures: Iterable[Tenure], turns: Iterable[Turn] = (), names: dict[int, list[str]] | None = None
) -> Iterator[Clash]:
    """Yield what contradicts itself or another; `names` are those of organisations by number."""
    listed = list(tenures)
    for one in listed:
        if one.began.start and one.ended.end and one.ended.end <= one.began.start:
            yield _clash(ORDER, one)
    by_place: dict[int, list[Tenure]] = defaultdict(list)
    for one in listed:
        if one.organisation is not None:
            by_place[one.organisation].append(one)
    for together in by_place.values():
        yield from _twice(together)
        yield from _shared(together)
    yield from _against_turns(listed, list(turns), names or {})


def _twice(together: list[Tenure]) -> Iterator[Clash]:
    groups: dict[tuple[int, tuple[str, ...]], list[Tenure]] = defaultdict(list)
    for one in together:
        groups[one.person, tuple(fold(title).strip() for title in one.titles)].append(one)
    for group in groups.values():
        for one, other in combinations(group, 2):
            if _overlap(one, other):
                yield _clash(TWICE, one, other)
            elif one.began == other.began and not one.ended and not other.ended:
                yield _clash(TWICE, one, other, is_certain=False)


def _shared(together: list[Tenure]) -> Iterator[Clash]:
    holders: dict[str, list[Tenure]] = defaultdict(list)
    for one in together:
        for name in office(one.titles):
            holders[name].append(one)
    told = set()
    for group in holders.values():
        for one, other in combinations(sorted(group, key=lambda one: one.pk), 2):
            if one.person == other.person or (one.pk, other.pk) in told:
                continue
            if _overlap(one, other):
                told.add((one.pk, other.pk))
                yield _clash(SHARED, one, other)
        for one in group:
            later = _next_holder(one, group)
            if later and tuple(sorted((one.pk, later.pk))) not in told:
                told.add((min(one.pk, later.pk), max(one.pk, later.pk)))
                yield _clash(SHARED, one, later, is_certain=False)


def _overlap(one: Tenure, other: Tenure) -> bool:
    """Return whether both were certainly held at one moment."""
    if not (one.began.end and other.began.end and one.ended.start and other.ended.start):
        return False
    return max(one.began.end, other.began.end) < min(one.ended.start, other.ended.start)


def _next_holder(one: Tenure, group: list[Tenure]) -> Tenure | None:
    """Return whose role began first of those that certainly began after one without an end."""
    if one.ended or not one.began.end:
        return None
    after = [
        (other.began.start, other.pk, other)
        for other in group
        if other.person != one.person and other.began.start and one.began.end <= other.began.start
    ]
    return min(after, key=lambda found: found[:2])[2] if after else None


def _against_turns(
    tenures: list[Tenure], turns: list[Turn], names: dict[int, list[str]]
) -> Iterator[Clash]:
    of_person: dict[int, list[Turn]] = defaultdict(list)
    of_place: dict[int, list[Turn]] = defaultdict(list)
    for turn in turns:
        if turn.person is not None:
            of_person[turn.person].append(turn)
        if turn.organisation is not None:
            of_place[turn.organisation].append(turn)
    for one in tenures:
        for turn in of_place.get(one.organisation or 0, ()):
            if _outside(one, turn, _FOUNDED, _CLOSED):
                yield _clash(DATES, one, turn)
        for turn in of_person.get(one.person, ()):
            if _outside(one, turn, _BORN, _DIED):
                yield _clash(DATES, one, turn)
            elif _says(turn, _LEFT) and _is_about(turn, one, names):
                yield from _after_leaving(one, turn)


def _says(turn: Turn, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(fold(text).strip(" .。")) for text in turn.what if text)


def _outside(one: Tenure, turn: Turn, first: re.Pattern[str], last: re.Pattern[str]) -> bool:
    """Return whether a role certainly lies, at least in part, before or after the known dates."""
    start, end = turn.when.start, turn.when.end
    if not start or not end:
        return False
    if _says(turn, first):
        return any(span.end and span.end <= start for span in (one.began, one.ended))
    if _says(turn, last):
        return any(span.start and span.start >= end for span in (one.began, one.ended))
    return False


def _is_about(turn: Turn, one: Tenure, names: dict[int, list[str]]) -> bool:
    """Return whether a milestone names the organisation or the title of a role."""
    told = [fold(text) for text in turn.what if text]
    called = [*names.get(one.organisation or 0, ()), *one.titles]
    return any(fold(name) in text for name in called if len(name) > 1 for text in told)


def _after_leaving(one: Tenure, turn: Turn) -> Iterator[Clash]:
    start, end = turn.when.start, turn.when.end
    if not start or not end or not one.began.end or one.began.end > start:
        # Who begins after leaving has come back.
        return
    if one.ended.start and one.ended.start >= end:
        yield _clash(LEFT, one, turn)
    elif not one.ended:
        yield _clash(LEFT, one, turn, is_certain=False)


def _clash(
    code: str, one: Tenure, other: Tenure | Turn | None = None, *, is_certain: bool = True
) -> Clash:
    printed = repr((code, is_certain, _printed(one), _printed(other))).encode("utf-8", "replace")
    another = isinstance(other, Tenure) and other.person != one.person
    return Clash(
        code,
        one.pk,
        other.pk if other else 0,
        one.person,
        other.person if other and another else None,
        one.organisation,
        is_certain,
        blake2b(printed, digest_size=16).hexdigest(),
    )


def _printed(one: Tenure | Turn | None) -> object:
    """Return what a decision is remembered with: the times and words of a fact."""
    if isinstance(one, Tenure):
        spans = (one.began.start, one.began.end, one.ended.start, one.ended.end)
        return one.titles, one.organisation, [str(at) for at in spans]
    return (one.what, str(one.when.start), str(one.when.end)) if one else None
