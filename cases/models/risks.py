"""Risks: what is watched because it may go wrong, with the signals of it."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.search import index

from cases.choices import Likelihood, RiskStanding, RiskState, Severity
from cases.models.base import ActorFields
from cases.models.incidents import Incident
from cases.models.sources import Source
from kb.models.vocabulary import CrisisType, Topic
from kb.permissions import User
from kb.records.base import Record, RecordQuerySet
from kb.records.bilingual import BilingualText
from kb.records.parts import Part
from kb.records.time import HonestTime


class RiskQuerySet(RecordQuerySet):
    """Risks by how they stand for one reader, and by when they are looked at again.

    A risk became an incident for those who may see that incident; for all others it is watched as
    before, so that a draft or a restricted incident does not show.
    """

    def became_incident(self, user: User) -> Self:
        """Keep the risks of which this person may read the incident."""
        return self.filter(became__in=Incident.objects.visible_to(user).values("pk"))

    def watched(self, user: User) -> Self:
        """Keep the risks that are watched, as far as this person may know."""
        seen = Incident.objects.visible_to(user).values("pk")
        return self.filter(Q(became=None) | ~Q(became__in=seen), state=RiskState.WATCHED)

    def closed(self, user: User) -> Self:
        """Keep the risks that are watched no more and came to nothing."""
        seen = Incident.objects.visible_to(user).values("pk")
        return self.filter(Q(became=None) | ~Q(became__in=seen), state=RiskState.CLOSED)

    def standing_for(self, user: User) -> Self:
        """Let them be ordered by whether they are watched, as far as this person may know."""
        seen = Incident.objects.visible_to(user).values("pk")
        over = models.Case(
            models.When(Q(state=RiskState.CLOSED) | Q(became__in=seen), then=1), default=0
        )
        return self.alias(is_over=over)

    def due_first(self) -> Self:
        """Order by the next review, the most overdue first; what is watched no more comes last.

        Asked of what `standing_for` returns.
        """
        return self.order_by("is_over", F("review_date").asc(nulls_last=True), "pk")

    def likeliest_first(self) -> Self:
        """Order by likelihood, then by impact; what is not rated comes last."""
        return self.order_by(
            F("likelihood").desc(nulls_last=True), F("impact").desc(nulls_last=True), "pk"
        )


class Risk(Record):
    """Something that may go wrong and is watched; its state is none of a draft."""

    title = BilingualText(_("title"), max_length=200)
    description = BilingualText(_("what may happen, and why"))
    plan = BilingualText(_("planned answer"))
    crisis_type = models.ForeignKey(
        CrisisType,
        verbose_name=_("crisis cluster or type"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="risks",
    )
    topics = ParentalManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, related_name="risks"
    )
    likelihood = models.PositiveSmallIntegerField(
        _("likelihood"), choices=Likelihood.choices, null=True, blank=True
    )
    impact = models.PositiveSmallIntegerField(
        _("severity if it happens"), choices=Severity.choices, null=True, blank=True
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    review_date = models.DateField(_("review by"), null=True, blank=True)
    state = models.CharField(
        _("state"),
        max_length=7,
        choices=RiskState.choices,
        default=RiskState.WATCHED,
        editable=False,
    )
    state_reason = models.CharField(_("reason"), max_length=500, blank=True, editable=False)
    became = models.ForeignKey(
        Incident,
        verbose_name=_("became the incident"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="watched_as",
    )

    objects: ClassVar[Any] = RiskQuerySet.as_manager()

    kept_from_drafts = (*Record.kept_from_drafts, "state", "state_reason", "became")

    search_fields: ClassVar[list[Any]] = [
        *Record.search_fields,
        index.SearchField("title_en", boost=2),
        index.SearchField("title_zh", boost=2),
        index.SearchField("description_en"),
        index.SearchField("description_zh"),
        index.AutocompleteField("title_en"),
        index.AutocompleteField("title_zh"),
        index.FilterField("state"),
    ]

    class Meta:
        verbose_name = _("risk")
        verbose_name_plural = _("risks")

    def get_absolute_url(self) -> str:
        """Return the address of the risk's page."""
        return reverse("risk", args=[self.slug])

    def standing(self, incident: Any) -> RiskStanding:
        """Return how it stands for a reader; `incident` is what it became, if they may see it."""
        return RiskStanding.INCIDENT if incident else RiskStanding(self.state)


class RiskConcern(ActorFields, Part):
    """Whom a risk is about."""

    risk = ParentalKey(Risk, on_delete=models.CASCADE, related_name="concerns")

    class Meta(ActorFields.Meta, Part.Meta):
        verbose_name = _("whom it concerns")
        verbose_name_plural = _("whom it concerns")


class SignalQuerySet(models.QuerySet[Any]):
    """Signals as one reader may know them."""

    def shown_to(self, user: User) -> Self:
        """Keep the signals of no source, and those whose source this person may open."""
        open_ones = Source.objects.visible_to(user).values("pk")
        return self.filter(Q(source=None) | Q(source__in=open_ones))

    def latest_first(self) -> Self:
        """Order by when it was seen, latest first; unknown times last."""
        return self.order_by(F("seen_start").desc(nulls_last=True), "-sort_order", "-pk")


class RiskSignal(Part):
    """A dated observation that a risk may be coming about."""

    risk = ParentalKey(Risk, on_delete=models.CASCADE, related_name="signals")
    text = BilingualText(_("what was seen"), max_length=500)
    seen = HonestTime(_("seen"))
    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="risk_signals",
    )
    noted_by = models.CharField(_("noted by"), max_length=120, blank=True)

    objects: ClassVar[Any] = SignalQuerySet.as_manager()

    class Meta(Part.Meta):
        verbose_name = _("signal")
        verbose_name_plural = _("signals")

    def __str__(self) -> str:
        return str(self.text)
