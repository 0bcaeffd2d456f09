"""What needs attention of pages, and of records of any kind."""

from kb.attention_sources import comments, drafts, locks, notes, refusals, review_dates, reviews


def register() -> None:
    """Register every source of the knowledge base, the most pressing first."""
    for subject in (reviews, refusals, comments, notes, review_dates, drafts, locks):
        subject.register()
