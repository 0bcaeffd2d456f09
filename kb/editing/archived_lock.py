"""The locks of what is archived, or part of another record: it comes back as it went."""

from django.utils.translation import gettext as _
from wagtail.locks import BaseLock


class ArchivedLock(BaseLock):
    """Keeps an archived page or record from being changed, and says so in its editor."""

    def for_user(self, user: object) -> bool:
        """Hold for everybody."""
        return True

    def get_message(self, user: object) -> str:
        """Return the banner of the editor."""
        return _("Archived: readers no longer find it. Restore it to change it.")

    def get_locked_by(self, user: object) -> str:
        """Return the label of the status."""
        return _("Archived")

    def get_description(self, user: object) -> str:
        """Return what the status means."""
        return _("Nobody can change it until it is restored.")


class MergedLock(ArchivedLock):
    """Keeps a record that was merged into another from being changed, and says where it is now."""

    def get_message(self, user: object) -> str:
        """Return the banner of the editor."""
        return _("Merged into “%(name)s”: change that record, or undo the merge.") % {
            "name": self.object.merged_into
        }

    def get_locked_by(self, user: object) -> str:
        """Return the label of the status."""
        return _("Merged")

    def get_description(self, user: object) -> str:
        """Return what the status means."""
        return _("Its rows are part of another record until the merge is undone.")
