"""Incidents: what happened, as one draft with all its facts."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.search import index

from cases.choices import Certainty, IncidentLinkKind, IncidentStatus, Severity
from cases.querysets.incidents import IncidentQuerySet
from kb.models.vocabulary import CrisisType, Topic
from kb.records.base import Record
from kb.records.bilingual import BilingualText
from kb.records.parts import Part
from kb.records.time import HonestTime


class Incident(Record):
    """One thing that went wrong, with everything and everyone around it."""

    title = BilingualText(_("title"), max_length=200)
    verdict = BilingualText(_("one line"), max_length=300)
    summary = BilingualText(_("summary"))
    began = HonestTime(_("began"))
    ended = HonestTime(_("ended"))
    status = models.CharField(
        _("status"), max_length=9, choices=IncidentStatus.choices, default=IncidentStatus.OPEN
    )
    certainty = models.CharField(
        _("certainty of the account"),
        max_length=10,
        choices=Certainty.choices,
        default=Certainty.REPORTED,
    )
    severity = models.PositiveSmallIntegerField(
        _("severity"), choices=Severity.choices, null=True, blank=True
    )
    crisis_type = models.ForeignKey(
        CrisisType,
        verbose_name=_("crisis cluster or type"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="incidents",
    )
    topics = ParentalManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, related_name="incidents"
    )

    objects: ClassVar[Any] = IncidentQuerySet.as_manager()

    search_fields: ClassVar[list[Any]] = [
        *Record.search_fields,
        index.SearchField("title_en", boost=2),
        index.SearchField("title_zh", boost=2),
        index.AutocompleteField("title_en"),
        index.AutocompleteField("title_zh"),
        index.FilterField("status"),
        index.FilterField("certainty"),
        index.FilterField("began_start"),
    ]

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")

    def get_absolute_url(self) -> str:
        """Return the address of the incident's page."""
        return reverse("incident", args=[self.slug])


class IncidentLink(Part):
    """A link to another incident, with the reason for it."""

    incident = ParentalKey(Incident, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(
        Incident,
        verbose_name=_("other incident"),
        null=True,
        on_delete=models.PROTECT,
        related_name="linked_from",
    )
    kind = models.CharField(_("kind"), max_length=11, choices=IncidentLinkKind.choices)
    reason = BilingualText(_("reason"), max_length=300)

    class Meta(Part.Meta):
        verbose_name = _("link to another incident")
        verbose_name_plural = _("links to other incidents")
