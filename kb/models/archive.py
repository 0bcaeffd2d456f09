"""What is archived and has no column for it: pages with all that went with them, and files."""

import uuid

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.locks import BaseLock
from wagtail.models import Page


class ArchivedPage(models.Model):
    """A page that is hidden until it is restored; pages of one `act` went and come back together."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="archived")
    act = models.UUIDField(default=uuid.uuid4, db_index=True)
    was_live = models.BooleanField(default=True)
    archived_at = models.DateTimeField(auto_now_add=True)
    archived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = gettext_lazy("archived page")
        verbose_name_plural = gettext_lazy("archived pages")

    def __str__(self) -> str:
        return str(self.page)


class ArchivedFile(models.Model):
    """An image or document that readers no longer get."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    archived_at = models.DateTimeField(auto_now_add=True)
    archived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = gettext_lazy("archived file")
        verbose_name_plural = gettext_lazy("archived files")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="one_archived_file")
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id}/{self.object_id}"


class ArchivedLock(BaseLock):  # type: ignore[misc]
    """The lock of an archived page: nobody changes it, so that it comes back as it was."""

    def for_user(self, user: object) -> bool:
        """Hold for everybody."""
        return True

    def get_message(self, user: object) -> str:
        """Return the banner of the editor."""
        return _("This page is archived: readers no longer find it. Restore it to change it.")

    def get_locked_by(self, user: object) -> str:
        """Return the label of the status."""
        return _("Archived")

    def get_description(self, user: object) -> str:
        """Return what the status means."""
        return _("Nobody can change it until it is restored.")


def is_archived_page(page: Page) -> bool:
    """Return whether a page is archived; a published one never is, and is not asked for."""
    return not page.live and ArchivedPage.objects.filter(page_id=page.pk).exists()
