"""When a document was published, and the dates in its text, counted from there.

Without a date of its own a text is counted from the latest day that it names with its year, as the
earliest it can have been written; then only what another day's count would not change is told.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from kb.importing.dates import FoundDate, Readings, find_dates, resolved
from kb.importing.dates.places import next_place
from kb.language.folding import fold_keeping_case

_YEAR = re.compile(r"(?:1[89]|20)\d\d|[〇○零]|民[國国]\s?\d|年")
_WITH_YEAR = re.compile(r"\d{4}|[〇○零一二三四五六七八九]{4}")
_ISO = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?$")


def published(said: str, language: str, reference: date | None = None) -> FoundDate | None:
    """Return what a document's own date means; None when it says none, or nonsense."""
    said = said.strip()
    if _ISO.match(said):
        return _stamped(said)
    found = find_dates(said, reference, language) if said else []
    return found[0] if found else None


def dates_of(
    text: str, language: str, written: FoundDate | None, day: date | None = None
) -> list[FoundDate]:
    """Return the dates of a text, counted from when it was published, else from `day`."""
    if written is not None:
        return find_dates(text, written.begins, language)
    if day is None:
        return find_dates(text, None, language)
    return list(_told_alike(text, language, day))


def earliest_day(text: str, language: str) -> date | None:
    """Return the last day, not after today, of what a text dates with its year."""
    today = timezone.localdate()
    with_year = "\n".join(line for line in text.split("\n") if _YEAR.search(line))
    found = find_dates(with_year, None, language)
    days = [(each.ends - timedelta(minutes=1)).date() for each in found]
    return max((day for day in days if day <= today), default=None)


def _told_alike(text: str, language: str, day: date) -> Iterator[FoundDate]:
    """Yield what is the same counted from a day and from a week later: nothing like yesterday."""
    week_later = day + timedelta(days=7)
    place = 0
    for line, folded in zip(text.split("\n"), fold_keeping_case(text).split("\n"), strict=True):
        start, place = place, place + len(line) + 1
        if next_place(folded, 0) < 0:
            continue
        # A line holds all that its dates are counted from.
        readings = Readings(line, language, folded=folded)
        found = resolved(readings, day)
        has_open = any(not _WITH_YEAR.search(each.text) for each in found)
        later = resolved(readings, week_later) if has_open else []
        same = {(each.start, each.begins, each.ends) for each in later}
        for each in found:
            is_open = not _WITH_YEAR.search(each.text)
            if not is_open or (each.start, each.begins, each.ends) in same:
                yield replace(each, start=each.start + start, end=each.end + start)


def _stamped(said: str) -> FoundDate | None:
    """Return a computer's date as a minute of local time."""
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return None
    if timezone.is_aware(at):
        at = timezone.make_naive(at)
    minute = at.replace(second=0, microsecond=0)
    return FoundDate(0, len(said), said, minute, minute + timedelta(minutes=1), "minute")
