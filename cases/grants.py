"""What each role group may do with the records in the admin."""

from kb.permissions import ADMINISTRATORS, EDITORS, REVIEWERS
from kb.starter.groups import DRAFT, PUBLISH, grant

ROOTS = (
    "cases.incident",
    "cases.person",
    "cases.organisation",
    "cases.source",
    "cases.statement",
    "cases.risk",
)


def register() -> None:
    """Let editors draft records, reviewers publish them, administrators delete them too."""
    grant(EDITORS, ROOTS, DRAFT)
    grant(REVIEWERS, ROOTS, PUBLISH)
    grant(ADMINISTRATORS, ROOTS, (*PUBLISH, "delete"))
