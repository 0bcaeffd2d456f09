"""A system check that needs the database: does a review show hidden things to its group?"""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError
from wagtail.models import GroupApprovalTask


def stock_tasks_in_use() -> list[str]:
    """Return the names of Wagtail's own approval tasks in workflows that pages or records have."""
    tasks = GroupApprovalTask.objects.filter(active=True, workflow_tasks__workflow__active=True)
    of_records = tasks.filter(workflow_tasks__workflow__workflow_content_types__isnull=False)
    of_pages = tasks.filter(workflow_tasks__workflow__workflow_pages__isnull=False)
    return sorted({str(task) for task in (*of_records, *of_pages)})


def reviews_hide_what_is_hidden(
    databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """Wagtail's own task shows, and mails, every title to all of its group."""
    if not databases:
        return []
    try:
        names = stock_tasks_in_use()
    except DatabaseError:
        return []  # not migrated yet
    return [
        Warning(
            f"The task “{name}” shows restricted pages and records to everybody in its groups.",
            hint="In Settings > Workflow tasks make one of the kind “Review” instead.",
            id="kb.W102",
        )
        for name in names
    ]


def register_checks() -> None:
    """Add the check to those that Django runs when it is given a database."""
    register(reviews_hide_what_is_hidden, Tags.database)
