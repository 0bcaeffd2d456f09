"""What editors decided about what Casebook proposes of a raw document."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models import RawDocument
from kb.permissions import User


class ProposalDecisionQuerySet(models.QuerySet[Any]):
    """The question every list of decisions starts from."""

    def visible_to(self, user: User) -> Self:
        """Keep the decisions about documents that this person may work on."""
        return self.filter(document__in=RawDocument.objects.visible_to(user).values("pk"))

    def standing(self) -> Self:
        """Keep what nobody has taken back."""
        return self.filter(undone_at=None)


class ProposalDecision(models.Model):
    """A proposal that somebody accepted or refused, what came of it, and who took it back.

    `proposal` names it within its document by what stays when repairs are refused: places are
    counted in the raw text. `made` is what came of an accepted one: a draft, or what was changed.
    """

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")

    document = models.ForeignKey(RawDocument, on_delete=models.CASCADE, related_name="decisions")
    # What is proposed: source, playbook, mention, name, date, quotation, event, ...
    kind = models.CharField(max_length=20)
    proposal = models.CharField(max_length=200)
    answer = models.CharField(max_length=8, choices=Answer.choices)
    made_type = models.ForeignKey(
        ContentType, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_id = models.BigIntegerField(null=True)
    made = GenericForeignKey("made_type", "made_id")
    # What undoing needs to know.
    detail = models.JSONField(default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = ProposalDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision about a proposal")
        verbose_name_plural = _("decisions about proposals")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["made_type", "made_id"], name="decisions_by_what_was_made")]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "kind", "proposal"],
                condition=models.Q(undone_at=None),
                name="one_standing_decision",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.proposal}"
