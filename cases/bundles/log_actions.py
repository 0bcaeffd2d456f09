"""What the history of an incident says of its publication with all that belongs to it."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter


class SentBack(LogFormatter):
    """What is said when a reviewer gives it back."""

    action = "cases.bundle.sent_back"
    label = _("Send back")

    def format_message(self, log_entry: Any) -> str:
        """Give the reason."""
        return gettext("Sent back what was to be published together: %(reason)s") % {
            "reason": log_entry.data["reason"]
        }


def register(actions: Any) -> None:
    """Name the acts."""
    for name, label, message in (
        ("asked", _("Ask for a review"), _("Asked for a review of the whole case")),
        ("scheduled", _("Set a time"), _("Set a time at which the whole case is published")),
        ("moved", _("Set another time"), _("Set another time for the whole case")),
        ("approved", _("Approve"), _("Approved the whole case")),
        ("cancelled", _("Give up"), _("Gave up publishing the whole case together")),
        ("failed", _("Not published"), _("The whole case was not published at its time")),
    ):
        actions.register_action(f"cases.bundle.{name}", label, message)
    actions.register_action(SentBack.action)(SentBack)
