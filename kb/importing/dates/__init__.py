"""Dates in text, in three writings: how precisely they are known, and why they are read so."""

from kb.importing.dates.finding import find_dates
from kb.importing.dates.found import FoundDate

__all__ = ["FoundDate", "find_dates"]
