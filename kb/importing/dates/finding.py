"""Finds the dates of a text from left to right, in all writings at once, in time linear in length.

What the text says at each place (`reading.py`) is resolved from the day it was written.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kb.importing.dates.fields import Fields, ImpossibleDate
from kb.importing.dates.found import FoundDate
from kb.importing.dates.reading import Reading, Readings
from kb.importing.dates.resolving import Reference, Stretch, resolve

_DATELINE = re.compile(r"(?:\([^()\n]{1,8}\))?(?:消息|讯|电|报道|快讯)")
_LAST_DAY = _("The day is that told before.")


def find_dates(
    text: str, reference: date | datetime | None = None, language: str = ""
) -> list[FoundDate]:
    """Return the dates of a text in their order, none of them overlapping.

    `reference` is the day or moment the text was written (local time): without it, only what is
    written in full is found. `language` decides only how digits like 3/5/2024 are read.
    """
    return resolved(Readings(text, language), reference)


def resolved(readings: Readings, reference: date | datetime | None) -> list[FoundDate]:
    """Return what the readings of a text mean when it was written at `reference`."""
    return list(_Finder(readings, reference).find())


class _Finder:
    def __init__(self, readings: Readings, reference: date | datetime | None) -> None:
        self._readings = readings
        self._text = readings.text
        self._reference = _reference(reference)
        # What holds for the rest of a line: the day of its dateline, and the day told last.
        self._line_end = 0
        self._dateline: Reference | None = None
        self._last_day: date | None = None

    def find(self) -> Iterator[FoundDate]:
        """Yield the dates from left to right."""
        for start, read, is_lone_clock in self._readings.all:
            self._enter_line(start)
            try:
                yield self._found(start, read, is_lone_clock=is_lone_clock)
            except ImpossibleDate:
                continue

    def _enter_line(self, start: int) -> None:
        if start >= self._line_end:
            end = self._text.find("\n", start)
            self._line_end = end if end >= 0 else len(self._text)
            self._dateline = self._last_day = None

    def _found(self, start: int, read: Reading, *, is_lone_clock: bool) -> FoundDate:
        reference = self._dateline or self._reference
        first = read.first
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
        text = self._readings.typed[start : read.end]
        end = read.end - (len(text) - len(text.rstrip()))
        reason = _LAST_DAY if is_lone_clock else _reason(first, self._dateline is not None)
        return FoundDate(
            start, end, text.rstrip(), stretch.start, stretch.end, stretch.precision, reason
        )

    def _through(self, first: Stretch, last: Fields, reference: Reference | None) -> Stretch:
        end = resolve(last, reference, after=first.start.date())
        if end.start < first.start or end.precision != first.precision:
            raise ImpossibleDate("a range that ends before it begins")
        return Stretch(first.start, end.end, end.precision)


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
