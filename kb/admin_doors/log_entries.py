"""The audit log, as each person may read it: entries about what they may know of.

Both are Wagtail's own tables; only who may read an entry is another question.
"""

from typing import Any, ClassVar

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry, Page, PageLogEntry
from wagtail.models.audit_log import ModelLogEntryManager
from wagtail.models.pages import PageLogEntryManager

from kb.admin_doors.known import about_known, known
from kb.permissions import User, is_administrator


class KnownLogEntryManager(ModelLogEntryManager):
    """Entries about records, files and all else that is no page."""

    def viewable_by_user(self, user: User) -> Any:
        """Return what somebody may read: of what is gone, only administrators know."""
        entries = super().viewable_by_user(user)
        if is_administrator(user):
            return entries
        gone = ModelLogEntry.objects.filter(
            deleted=True,
            content_type=OuterRef("content_type"),
            object_id=OuterRef("object_id"),
        )
        return about_known(entries.filter(~Exists(gone)), user, kind="content_type")


class KnownPageLogEntryManager(PageLogEntryManager):
    """Entries about pages."""

    def viewable_by_user(self, user: User) -> Any:
        """Return what somebody may read: of what is gone, only administrators know."""
        entries = super().viewable_by_user(user)
        if is_administrator(user):
            return entries
        return entries.filter(page_id__in=known(Page, user).values("pk"))


class KnownLogEntry(ModelLogEntry):
    """An entry of the audit log about something that is no page."""

    objects: ClassVar[Any] = KnownLogEntryManager()

    class Meta:
        proxy = True
        verbose_name = _("entry of the log")
        verbose_name_plural = _("entries of the log")
        app_label = "kb"


class KnownPageLogEntry(PageLogEntry):
    """An entry of the audit log about a page."""

    objects: ClassVar[Any] = KnownPageLogEntryManager()

    class Meta:
        proxy = True
        verbose_name = _("entry of the log")
        verbose_name_plural = _("entries of the log")
        app_label = "kb"
