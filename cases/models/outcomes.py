"""Outcomes: how it ended."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from cases.choices import Distance
from cases.models.base import ActorFields, Fact
from cases.models.incidents import Incident
from kb.models.vocabulary import OutcomeKind
from kb.records.bilingual import BilingualText
from kb.records.time import HonestTime


class Outcome(ActorFields, Fact):
    """One ending: what, when, for whom, with a figure where somebody measured one."""

    incident = ParentalKey(Incident, on_delete=models.CASCADE, related_name="outcomes")
    kind = models.ForeignKey(
        OutcomeKind,
        verbose_name=_("kind"),
        null=True,
        on_delete=models.PROTECT,
        related_name="outcomes",
    )
    what = BilingualText(_("what"), max_length=500)
    when = HonestTime(_("when"))
    metric = BilingualText(_("metric"), max_length=120)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    before = models.DecimalField(
        _("before"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    after = models.DecimalField(_("after"), max_digits=18, decimal_places=4, null=True, blank=True)
    distance = models.CharField(
        _("measured after"), max_length=5, choices=Distance.choices, blank=True
    )

    class Meta(ActorFields.Meta, Fact.Meta):
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")

    def __str__(self) -> str:
        return str(self.what)
