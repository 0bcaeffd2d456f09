"""What published incidents speak against in our guidance, and what its owner said to that."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Contradiction(models.Model):
    """A lesson of a published incident against a rule, page or measure; open until answered.

    It names the lesson by its key and what that spoke against as `rule:12`, `page:KEY` or
    `measure:KEY`: a lesson taken out, or told of something else since, makes nothing amber.
    """

    class Answer(models.TextChoices):
        STANDS = "stands", _("It still stands")
        EDITED = "edited", _("It was changed")

    lesson_key = models.UUIDField()
    target = models.CharField(max_length=60, db_index=True)
    # Of a measure, what it said then: a changed playbook need not have changed it.
    said = models.CharField(max_length=64, blank=True)
    found_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=6, choices=Answer.choices, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        verbose_name = _("contradiction of our guidance")
        verbose_name_plural = _("contradictions of our guidance")
        ordering = ["found_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["lesson_key", "target"], name="one_contradiction_of_a_lesson"
            )
        ]

    def __str__(self) -> str:
        return self.target
