"""What is archived and has no column for it: pages with all that went with them, and files."""

import uuid

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class ArchivedPage(models.Model):
    """A page that is hidden until it is restored; those of one `act` come back together."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="archived")
    act = models.UUIDField(default=uuid.uuid4, db_index=True)
    was_live = models.BooleanField(default=True)
    archived_at = models.DateTimeField(auto_now_add=True)
    archived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("archived page")
        verbose_name_plural = _("archived pages")

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
        verbose_name = _("archived file")
        verbose_name_plural = _("archived files")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="one_archived_file")
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id}/{self.object_id}"


def is_archived_page(page: Page) -> bool:
    """Return whether a page is archived; a published one never is, and is not asked for."""
    return not page.live and ArchivedPage.objects.filter(page_id=page.pk).exists()
