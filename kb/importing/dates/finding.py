"""Finds the dates of a text from left to right, in all writings at once, in time linear in length.

At each place where a date may begin the pieces are tried that the languages list; what they say
together is then resolved from the reference. What is recognised as an impossible date is passed
over whole, so that 2月30日 is not read as February.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kb.importing.dates import chinese, chinese_patterns, english, numeric
from kb.importing.dates.fields import NOTHING, Fields, ImpossibleDate, continued
from kb.importing.dates.found import FoundDate
from kb.importing.dates.places import next_place
from kb.importing.dates.resolving import Reference, Stretch, resolve
from kb.language.folding import fold_keeping_case

_DATELINE = re.compile(r"(?:\([^()\n]{1,8}\))?(?:消息|讯|电|报道|快讯)")
_DELIBERATE = re.compile(
    r"[每逢][日天晚早周年月]?\Z|(?:every|daily|each) (?:day )?(?:at )?\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Read:
    """What a place says: a date, and the end of the range that it begins, if it is one."""

    end: int
    first: Fields
    last: Fields | None = None


def find_dates(
    text: str, reference: date | datetime | None = None, language: str = ""
) -> list[FoundDate]:
    """Return the dates of a text in their order, none of them overlapping.

    `reference` is the day or moment the text was written (local time): without it, only what is
    written in full is found. `language` decides only how digits like 3/5/2024 are read.
    """
    return list(_Finder(text, reference, language).find())


class _Finder:
    def __init__(self, text: str, reference: date | datetime | None, language: str) -> None:
        self._typed = text
        self._text = fold_keeping_case(text)
        self._language = language
        self._reference = _reference(reference)
        # What holds for the rest of a line: the day of its dateline, and the day told last.
        self._line_end = 0
        self._dateline: Reference | None = None
        self._last_day: date | None = None

    def find(self) -> Iterator[FoundDate]:
        """Yield the dates from left to right."""
        place = 0
        while (start := next_place(self._text, place)) >= 0:
            self._enter_line(start)
            try:
                read = self._read(start)
            except ImpossibleDate:
                place = self._past_nonsense(start)
                continue
            if read is None:
                place = start + 1
                continue
            place = read.end
            try:
                yield self._found(start, read)
            except ImpossibleDate:
                continue

    def _enter_line(self, start: int) -> None:
        if start >= self._line_end:
            end = self._text.find("\n", start)
            self._line_end = end if end >= 0 else len(self._text)
            self._dateline = self._last_day = None

    def _past_nonsense(self, start: int) -> int:
        """Return the end of what looks like a date and is none."""
        match = re.compile(r"[0-9〇零○一二三四五六七八九十 年月日号时点分/.:-]{1,24}").match(
            self._text, start
        )
        return max(start + 1, match.end() if match else 0)

    # --- Reading ---------------------------------------------------------------

    def _read(self, place: int) -> _Read | None:
        """Return the date or range that begins at a place."""
        first = self._point(place)
        if first is None:
            return None
        if first.last is not None:
            return first
        return self._range(first) or first

    def _range(self, first: _Read) -> _Read | None:
        """Return the range that a date begins: 3月5日至7日, 3 January – 5 February."""
        for pattern in (_CHINESE_JOIN, _ENGLISH_JOIN):
            join = pattern.match(self._text, first.end)
            if join is None:
                continue
            try:
                last = self._end_of_range(join.end(), first.first)
            except ImpossibleDate:
                return None
            if last is not None:
                return _Read(last.end, first.first, continued(first.first, last.first))
        return None

    def _end_of_range(self, place: int, first: Fields) -> _Read | None:
        if first.has_clock:
            part = chinese.part(self._text, place)
            at = part[0] if part else place
            clock = (
                chinese.clock(self._text, at)
                or english.lone_time(self._text, at)
                or english.time(self._text, at)
            )
            if clock is not None:
                said = clock[1].over(part[1]) if part else clock[1]
                return _Read(clock[0], said)
            if part is not None and first.hour is None:
                return _Read(part[0], part[1])
        last = self._point(place, continuing=True)
        if last is None or last.last is not None:
            return None
        if not _alike(first, last.first):
            return None
        return last

    def _point(self, place: int, *, continuing: bool = False) -> _Read | None:
        """Return the single date at a place, with its time of day."""
        text = self._text
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
                return _Read(later[0] if later else core.end, said.over(core.first))
            return _Read(core.end, core.first, core.last)
        if before:
            return None
        if core.last is not None or not core.first.has_day:
            return core
        return self._with_clock(core)

    def _times_on(self, place: int) -> _Read | None:
        """Return 9 am to 11 am on 6 March."""
        begin = english.lone_time(self._text, place)
        join = _ENGLISH_JOIN.match(self._text, begin[0]) if begin else None
        end = english.time_on(self._text, join.end()) if join else None
        core = self._day(end[0], continuing=False) if end else None
        if begin is None or end is None or core is None or not core.first.has_day:
            return None
        return _Read(core.end, begin[1].over(core.first), end[1].over(core.first))

    def _with_clock(self, core: _Read) -> _Read:
        text, first = self._text, core.first
        end = chinese.weekday_beside(text, core.end)
        part = chinese.part(text, end) or english.part(text, end)
        if part is not None:
            end, first = part[0], part[1].over(first)
        clock = numeric.time(text, end) or chinese.clock(text, end) or english.time(text, end)
        if clock is not None:
            end, first = clock[0], clock[1].over(first)
            if part is None and (later := english.part(text, end)):
                end, first = later[0], later[1].over(first)
        return _Read(end, first)

    def _day(self, place: int, *, continuing: bool) -> _Read | None:
        """Return the day, or the longer time, that begins at a place."""
        text = self._text
        character = text[place : place + 1]
        if character.isascii() and character.isalnum():
            if character.isdigit() and numeric.inside_something(text, place) and not continuing:
                return None
            week = english.week_of(text, place)
            for piece in _ASCII_PIECES:
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

    def _chinese(self, place: int, *, continuing: bool) -> _Read | None:
        text = self._text
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

    def _with_date_beside(self, end: int, said: Fields) -> _Read:
        """Return a weekday with the date in brackets behind it: 周五(3月6日)."""
        bracket = _BRACKET.match(self._text, end)
        inner = self._day(bracket.end(), continuing=True) if bracket else None
        if inner is None or inner.first.day is None or self._text[inner.end : inner.end + 1] != ")":
            return _Read(end, said)
        return _Read(inner.end + 1, inner.first if inner.first.month is not None else said)

    def _lone_clock(self, place: int) -> _Read | None:
        """Return a time of day on the day told before in the line: 晚8点, 3 pm."""
        text = self._text
        if _DELIBERATE.search(text[max(0, place - 10) : place]):
            return None
        part = chinese.part(text, place)
        clock = chinese.clock(text, part[0]) if part else english.lone_time(text, place)
        if clock is None or (part and text[place] == " "):
            return None
        if _DAILY.search(text, clock[0], clock[0] + 24):
            return None
        said = clock[1].over(part[1]) if part else clock[1]
        return _Read(clock[0], replace(said, days=0))

    # --- Resolving -------------------------------------------------------------

    def _found(self, start: int, read: _Read) -> FoundDate:
        reference = self._dateline or self._reference
        first = read.first
        is_lone_clock = first.days == 0 and first.has_clock and self._is_lone_clock(start)
        if is_lone_clock and self._last_day is not None:
            reference = Reference(datetime.combine(self._last_day, datetime.min.time()))
        if read.last is not None and read.last.year is not None and not _is_placed(first):
            # Q1-Q3 2025: the year is that of the end.
            reference = Reference(resolve(read.last, reference).start)
        stretch = resolve(first, reference)
        if read.last is not None:
            stretch = self._through(stretch, read.last, reference)
        is_day = stretch.precision in ("day", "part_of_day", "hour", "minute")
        if is_day:
            self._last_day = stretch.start.date()
            if first.day is not None and _DATELINE.match(self._text, read.end):
                self._dateline = Reference(stretch.start.replace(hour=0, minute=0))
        text = self._typed[start : read.end]
        end = read.end - (len(text) - len(text.rstrip()))
        reason = _LAST_DAY if is_lone_clock else _reason(first, self._dateline is not None)
        return FoundDate(
            start, end, text.rstrip(), stretch.start, stretch.end, stretch.precision, reason
        )

    def _is_lone_clock(self, start: int) -> bool:
        return self._day(start, continuing=False) is None

    def _through(self, first: Stretch, last: Fields, reference: Reference | None) -> Stretch:
        end = resolve(last, reference, after=first.start.date())
        if end.start < first.start or end.precision != first.precision:
            raise ImpossibleDate("a range that ends before it begins")
        return Stretch(first.start, end.end, end.precision)


_LAST_DAY = _("The day is that told before.")

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


def _joined(end: int, first: Fields, last: Fields | None) -> _Read:
    return _Read(end, first, continued(first, last) if last is not None else None)


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


def _reference(at: date | datetime | None) -> Reference | None:
    if at is None:
        return None
    if isinstance(at, datetime):
        return Reference(at.replace(tzinfo=None), has_time=True)
    return Reference(datetime.combine(at, datetime.min.time()))


def _is_placed(fields: Fields) -> bool:
    """Return whether fields say their year, or count from the reference."""
    placed = ("year", "decade", "days", "year_shift", "month_shift", "quarter_shift", "beside")
    return any(getattr(fields, name) is not None for name in (*placed, "week", "ago"))


def _reason(fields: Fields, by_dateline: bool) -> str | Promise:
    """Return what the text left open, and what it was taken from."""
    if fields.year is not None or (fields.decade or 0) > 100:
        return ""
    if _is_placed(fields):
        if by_dateline:
            return _("Counted from the date that the report gives itself.")
        return _("Counted from the date of the text.")
    return _("The latest one not after the date of the text.")
