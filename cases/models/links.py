"""Links between pages and records, in nobody's draft."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.incidents import Incident


class WriteUp(models.Model):
    """A page that writes an incident up: changes at once, from either side, by one action."""

    page_key = models.UUIDField(_("page, in all its translations"), db_index=True)
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="write_ups")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("write-up")
        verbose_name_plural = _("write-ups")
        constraints = [
            models.UniqueConstraint(fields=["page_key", "incident"], name="one_write_up_per_page")
        ]

    def __str__(self) -> str:
        return f"{self.page_key} → {self.incident}"
