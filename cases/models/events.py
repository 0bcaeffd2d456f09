"""Events: the dated things an incident consists of."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from cases.choices import EventKind
from cases.models.base import ActorFields, Fact
from cases.models.incidents import Incident
from kb.models.vocabulary import Channel
from kb.records.bilingual import BilingualText
from kb.records.parts import Part
from kb.records.time import HonestTime


class Event(Fact):
    """One dated thing that happened."""

    incident = ParentalKey(Incident, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(
        _("kind"), max_length=9, choices=EventKind.choices, default=EventKind.ACTION
    )
    what = BilingualText(_("what happened"), max_length=500)
    when = HonestTime(_("when"))
    channel = models.ForeignKey(
        Channel,
        verbose_name=_("channel"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
    )

    class Meta(Fact.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self) -> str:
        return str(self.what)


class EventActor(ActorFields, Part):
    """Somebody who took part in an event."""

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="actors")

    class Meta(ActorFields.Meta, Part.Meta):
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
