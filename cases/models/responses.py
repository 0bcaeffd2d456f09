"""Responses: what was said or done in answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField

from cases.models.base import ActorFields, Fact
from cases.models.incidents import Incident
from cases.models.statements import Statement
from kb.models.vocabulary import Channel, Strategy
from kb.records.bilingual import BilingualText
from kb.records.time import HonestTime


class Response(ActorFields, Fact):
    """One answer: by whom, when, on which channel, by which strategies, to what effect."""

    incident = ParentalKey(Incident, on_delete=models.CASCADE, related_name="responses")
    summary = BilingualText(_("what was said or done"), max_length=500)
    when = HonestTime(_("when"))
    channel = models.ForeignKey(
        Channel,
        verbose_name=_("channel"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="responses",
    )
    strategies = ParentalManyToManyField(
        Strategy, verbose_name=_("strategies"), blank=True, related_name="responses"
    )
    statements = ParentalManyToManyField(
        Statement, verbose_name=_("statements used"), blank=True, related_name="responses"
    )
    # A sibling is named by its key: in a draft it has no primary key.
    answers = models.UUIDField(_("event it answers"), null=True, blank=True)
    effect = BilingualText(_("measured effect"), max_length=500)

    class Meta(ActorFields.Meta, Fact.Meta):
        verbose_name = _("response")
        verbose_name_plural = _("responses")

    def __str__(self) -> str:
        return str(self.summary)
