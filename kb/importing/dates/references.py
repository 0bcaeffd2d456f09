"""The day or moment a text is read from, as scripts write it."""

from datetime import date, datetime

from django.utils import timezone


def parse_reference(text: str) -> date | datetime:
    """Return the day (2026-01-07) or local moment (2026-01-07T15:07, with or without a zone).

    Raises ValueError for anything else.
    """
    text = text.strip()
    if len(text) <= 10:
        return date.fromisoformat(text)
    at = datetime.fromisoformat(text)
    if at.tzinfo is not None:
        at = timezone.localtime(at, timezone.get_default_timezone()).replace(tzinfo=None)
    return at
