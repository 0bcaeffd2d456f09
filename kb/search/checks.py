"""A system check that needs the database: is the search table made by today's analysis?"""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError

from kb.search.analysis import ANALYSIS_VERSION
from kb.search.entries import Entry


def is_outdated() -> bool:
    """Return whether some entries were made by another version of the analysis."""
    older = Entry.objects.filter(analysis_version__lt=ANALYSIS_VERSION)
    newer = Entry.objects.filter(analysis_version__gt=ANALYSIS_VERSION)
    return older.exists() or newer.exists()


def analysis_is_current(
    databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """Words are found by the same analysis that put them into the table."""
    if not databases:
        return []
    try:
        outdated = is_outdated()
    except DatabaseError:
        return []  # not migrated yet
    if not outdated:
        return []
    return [
        Warning(
            "Part of the search table is not made by today's text analysis: "
            "searches miss what they should find.",
            hint="Run `python manage.py rebuild_search`; the site can go on meanwhile.",
            id="kb.W101",
        )
    ]


def register_checks() -> None:
    """Add the check to those that Django runs when it is given a database."""
    register(analysis_is_current, Tags.database)
