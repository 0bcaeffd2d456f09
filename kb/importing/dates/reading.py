"""What a text says of dates, place by place from left to right, whenever it was written.

At each place where a date may begin the pieces are tried that the languages list. What is
recognised as an impossible date is passed over whole, so that 2月30日 is not read as February.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb.importing.dates import chinese, chinese_patterns, english, numeric
from kb.importing.dates.beginnings import english_day_may_begin, may_begin
from kb.importing.dates.fields import NOTHING, Fields, ImpossibleDate, continued
from kb.importing.dates.places import next_place
from kb.language.folding import fold_keeping_case

_ASCII_PIECES = (
    english.date,
    english.in_year,
    english.day_word,
    english.month,
    english.lone_day,
)
_DAILY = re.compile(r" (?:daily|every day|each day|on weekdays|at weekends)\b")
_BRACKET = re.compile(r" ?\( ?")
_CHINESE_JOIN = re.compile(chinese_patterns.JOIN)
_ENGLISH_JOIN = re.compile(r" (?:to|until|till|through|and) (?:the )?| ?[-–—] ?")


_DELIBERATE = re.compile(
    r"[每逢][日天晚早周年月]?\Z|(?:every|daily|each) (?:day )?(?:at )?\Z", re.IGNORECASE
)


_NONSENSE = re.compile(r"[0-9〇零○一二三四五六七八九十 年月日号时点分/.:-]{1,24}")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a place says: a date, and the end of the range that it begins, if it is one."""

    end: int
    first: Fields
    last: Fields | None = None


class Readings:
    """The readings of one text, which do not depend on when it was written.

    `language` decides only how digits like 3/5/2024 are read; who has the text folded gives that.
    """

    def __init__(self, typed: str, language: str = "", *, folded: str | None = None) -> None:
        self.typed = typed
        self.text = fold_keeping_case(typed) if folded is None else folded
        self._language = language
        # Where a reading starts, and whether it is a time of day without its day.
        self.all: list[tuple[int, Reading, bool]] = list(self._find())

    def _find(self) -> Iterator[tuple[int, Reading, bool]]:
        place = 0
        while (start := next_place(self.text, place)) >= 0:
            if not may_begin(self.text, start):
                place = start + 1
                continue
            try:
                read = self._read(start)
            except ImpossibleDate:
                nonsense = _NONSENSE.match(self.text, start)
                place = max(start + 1, nonsense.end() if nonsense else 0)
                continue
            place = read.end if read else start + 1
            if read is not None:
                is_clock = read.first.days == 0 and read.first.has_clock
                try:
                    is_lone = is_clock and self._day(start, continuing=False) is None
                except ImpossibleDate:
                    continue
                yield start, read, is_lone

    def _read(self, place: int) -> Reading | None:
        """Return the date or range that begins at a place."""
        first = self._point(place)
        if first is None:
            return None
        if first.last is not None:
            return first
        return self._range(first) or first

    def _range(self, first: Reading) -> Reading | None:
        """Return the range that a date begins: 3月5日至7日, 3 January – 5 February."""
        for pattern in (_CHINESE_JOIN, _ENGLISH_JOIN):
            join = pattern.match(self.text, first.end)
            if join is None:
                continue
            try:
                last = self._end_of_range(join.end(), first.first)
            except ImpossibleDate:
                return None
            if last is not None:
                return Reading(last.end, first.first, continued(first.first, last.first))
        return None

    def _end_of_range(self, place: int, first: Fields) -> Reading | None:
        if first.has_clock:
            part = chinese.part(self.text, place)
            at = part[0] if part else place
            clock = (
                chinese.clock(self.text, at)
                or english.lone_time(self.text, at)
                or english.time(self.text, at)
            )
            if clock is not None:
                said = clock[1].over(part[1]) if part else clock[1]
                return Reading(clock[0], said)
            if part is not None and first.hour is None:
                return Reading(part[0], part[1])
        last = self._point(place, continuing=True)
        if last is None or last.last is not None:
            return None
        if not _alike(first, last.first):
            return None
        return last

    def _point(self, place: int, *, continuing: bool = False) -> Reading | None:
        """Return the single date at a place, with its time of day."""
        text = self.text
        before = None
        if text[place : place + 1].isascii():
            if times := self._times_on(place):
                return times
            before = english.time_on(text, place) or english.part_of(text, place)
        core = self._day(before[0] if before else place, continuing=continuing)
        if core is None:
            return self._lone_clock(place)
        if before and core.first.has_day:
            if core.last is None:
                later = english.part(text, core.end)
                said = before[1].over(later[1]) if later else before[1]
                return Reading(later[0] if later else core.end, said.over(core.first))
            return Reading(core.end, core.first, core.last)
        if before:
            return None
        if core.last is not None or not core.first.has_day:
            return core
        return self._with_clock(core)

    def _times_on(self, place: int) -> Reading | None:
        """Return 9 am to 11 am on 6 March."""
        begin = english.lone_time(self.text, place)
        join = _ENGLISH_JOIN.match(self.text, begin[0]) if begin else None
        end = english.time_on(self.text, join.end()) if join else None
        core = self._day(end[0], continuing=False) if end else None
        if begin is None or end is None or core is None or not core.first.has_day:
            return None
        return Reading(core.end, begin[1].over(core.first), end[1].over(core.first))

    def _with_clock(self, core: Reading) -> Reading:
        text, first = self.text, core.first
        end = chinese.weekday_beside(text, core.end)
        part = chinese.part(text, end) or english.part(text, end)
        if part is not None:
            end, first = part[0], part[1].over(first)
        clock = numeric.time(text, end) or chinese.clock(text, end) or english.time(text, end)
        if clock is not None:
            end, first = clock[0], clock[1].over(first)
            if part is None and (later := english.part(text, end)):
                end, first = later[0], later[1].over(first)
        return Reading(end, first)

    def _day(self, place: int, *, continuing: bool) -> Reading | None:
        """Return the day, or the longer time, that begins at a place."""
        text = self.text
        character = text[place : place + 1]
        if character.isascii() and character.isalnum():
            if character.isdigit() and numeric.inside_something(text, place) and not continuing:
                return None
            is_english = english_day_may_begin(text, place)
            week = english.week_of(text, place) if is_english else place
            for piece in _ASCII_PIECES if is_english else ():
                if read := piece(text, week):
                    if week != place and not read[1].has_day:
                        return None
                    said = replace(read[1], week_of=True) if week != place else read[1]
                    if said.weekday is not None:
                        return self._with_date_beside(read[0], said)
                    return _joined(read[0], said, read[2])
            if read := numeric.date(text, place, self._language):
                return _joined(*read)
            if read := english.lone_year(text, place):
                return _joined(*read)
            if character.isalpha():
                return None
        return self._chinese(place, continuing=continuing)

    def _chinese(self, place: int, *, continuing: bool) -> Reading | None:
        text = self.text
        for piece in (chinese.ago, chinese.day_word, chinese.week, chinese.named_day):
            if read := piece(text, place):
                if piece is chinese.week and _DELIBERATE.search(text[max(0, place - 2) : place]):
                    return None
                if piece is chinese.week and read[1].weekday is not None:
                    return self._with_date_beside(read[0], read[1])
                return _joined(*read)
        end, said, last = place, NOTHING, None
        counted = not continuing and chinese.counted(text, place)
        if read := chinese.year(text, end):
            end, said, last = read
            if last is not None or said.decade is not None:
                return _joined(end, said, last)
            if holiday := chinese.named_day(text, end):
                return _joined(holiday[0], holiday[1].over(said), None)
            if (more := chinese.in_year(text, end)) and not chinese.month(text, end):
                return _joined(more[0], more[1].over(said), more[2])
        elif read := chinese.lone_in_year(text, place):
            return None if counted else _joined(*read)
        elif not counted and (read := chinese.lone_in_month(text, place)):
            return _joined(*read)
        if read := chinese.month(text, end):
            if said is NOTHING and (counted or chinese.length_follows(text, read[0])):
                return None
            end, said, last = read[0], read[1].over(said), read[2]
            if last is None and (read := chinese.in_month(text, end)):
                end, said, last = read[0], read[1].over(said), read[2]
        return None if said is NOTHING else _joined(end, said, last)

    def _with_date_beside(self, end: int, said: Fields) -> Reading:
        """Return a weekday with the date in brackets behind it: 周五(3月6日)."""
        bracket = _BRACKET.match(self.text, end)
        inner = self._day(bracket.end(), continuing=True) if bracket else None
        if inner is None or inner.first.day is None or self.text[inner.end : inner.end + 1] != ")":
            return Reading(end, said)
        return Reading(inner.end + 1, inner.first if inner.first.month is not None else said)

    def _lone_clock(self, place: int) -> Reading | None:
        """Return a time of day on the day told before in the line: 晚8点, 3 pm."""
        text = self.text
        if _DELIBERATE.search(text[max(0, place - 10) : place]):
            return None
        part = chinese.part(text, place)
        clock = chinese.clock(text, part[0]) if part else english.lone_time(text, place)
        if clock is None or (part and text[place] == " "):
            return None
        if _DAILY.search(text, clock[0], clock[0] + 24):
            return None
        said = clock[1].over(part[1]) if part else clock[1]
        return Reading(clock[0], replace(said, days=0))


def _joined(end: int, first: Fields, last: Fields | None) -> Reading:
    return Reading(end, first, continued(first, last) if last is not None else None)


def _alike(first: Fields, last: Fields) -> bool:
    """Return whether two dates may be the ends of one range: both days, months or years."""
    return _grain(continued(first, last)) == _grain(first)


def _grain(fields: Fields) -> str:
    if fields.hour is not None:
        return "clock"
    if fields.part is not None:
        return "part"
    if fields.has_day:
        return "day"
    for name in ("thirds", "week", "month", "month_shift", "edge", "quarter", "half"):
        if getattr(fields, name) is not None:
            return "month" if name in ("month", "month_shift", "edge") else name
    return "year"
