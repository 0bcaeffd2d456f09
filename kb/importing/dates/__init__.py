"""Dates in text, in three writings: how precisely they are known, and why they are read so."""

from kb.importing.dates.finding import find_dates, resolved
from kb.importing.dates.found import FoundDate
from kb.importing.dates.reading import Readings

__all__ = ["FoundDate", "Readings", "find_dates", "resolved"]
