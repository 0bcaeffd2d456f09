"""What an editor has decided about one spot of a text, for the readers of one script."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from kb.language.decisions import CONTEXT, Decision

LONGEST = 80


class WordingDecision(models.Model):
    """One decision. `machine` is what the converter wrote when it was made.

    It holds wherever the same words stand in the same surroundings, and belongs to no page: the
    log of the page or record where it was made says who made it or took it back.
    """

    class Script(models.TextChoices):
        """The readers it is for; those of Hong Kong get Taiwan's where they have none."""

        TRADITIONAL = "zh-hant", _("Traditional")
        HONG_KONG = "zh-hk", _("Hong Kong")
        SIMPLIFIED = "zh-hans", _("Simplified")

    to = models.CharField(max_length=7, choices=Script.choices)
    typed = models.CharField(max_length=LONGEST)
    before = models.CharField(max_length=CONTEXT)
    after = models.CharField(max_length=CONTEXT)
    written = models.CharField(max_length=LONGEST)
    machine = models.CharField(max_length=LONGEST)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(auto_now=True)
    # Set for what is no decision, but a mark in the text of a published page.
    page = models.ForeignKey(
        Page, null=True, editable=False, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["typed", "before", "after", "to"], name="one_decision_about_a_spot"
            ),
            models.CheckConstraint(
                condition=~Q(typed="") & ~Q(written=""), name="a_decision_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.typed} → {self.written}"

    @property
    def is_confirmation(self) -> bool:
        """Whether the machine was found right."""
        return self.written == self.machine

    def as_decision(self) -> Decision:
        """Return it as the converter takes it."""
        return Decision(self.to, self.typed, self.before, self.after, self.written)


def decisions() -> list[Decision]:
    """Return all decisions."""
    return [row.as_decision() for row in WordingDecision.objects.order_by("pk")]


def version() -> str:
    """Return a text that changes with the decisions; one small query."""
    rows: dict[str, Any] = WordingDecision.objects.aggregate(
        models.Count("pk"), models.Max("pk"), models.Max("decided_at")
    )
    return repr(sorted(rows.items()))
