"""What needs attention of pages, and of records of any kind."""

from kb.attention_sources import (
    comments,
    drafts,
    locks,
    notes,
    refusals,
    review_dates,
    reviews,
    suggestions,
    translations,
)


def register() -> None:
    """Register every source of the knowledge base, the most pressing first."""
    pressing = (reviews, refusals, comments, notes, suggestions, review_dates, translations)
    for subject in (*pressing, drafts, locks):
        subject.register()
