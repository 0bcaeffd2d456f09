"""What a person has put off: an item of the attention list that stays away until a day."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kb.permissions import User


class SnoozeQuerySet(models.QuerySet["Snooze"]):
    """Snoozes by whose they are."""

    def running(self, user: User) -> Self:
        """Keep what this person has put off and is not due again."""
        return self.filter(user=user, until__gt=timezone.localdate())

    def keys_of(self, user: User) -> dict[tuple[str, str], date]:
        """Return the day of each item this person has put off, by source and key; one query."""
        rows = self.running(user).values_list("source", "key", "until")
        return {(source, key): until for source, key, until in rows}


class Snooze(models.Model):
    """An item of one source that one person does not want to see before a day."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="snoozes"
    )
    source = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    until = models.DateField()

    objects: ClassVar[SnoozeQuerySet] = SnoozeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("put off")
        verbose_name_plural = _("put off")
        constraints = [
            models.UniqueConstraint(fields=["user", "source", "key"], name="one_snooze_of_an_item")
        ]

    def __str__(self) -> str:
        return f"{self.source}/{self.key}"
