"""Overrides: a reviewer lets words go out although the firewall stops them, and says why."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.statements import Statement


class FirewallOverride(models.Model):
    """What was let go out: these words, said so, against these rules; other words are not."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="overrides")
    # Of the words, who says them, where and about what: see `cases.firewall.digest_of`.
    digest = models.CharField(max_length=64)
    rules = models.JSONField(default=list)
    reason = models.TextField(_("reason"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("override of the firewall")
        verbose_name_plural = _("overrides of the firewall")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.reason
