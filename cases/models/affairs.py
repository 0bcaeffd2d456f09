"""Affairs among all that was imported: the reports of raw documents, and what they are of."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models.incidents import Incident
from kb.models import RawDocument
from kb.permissions import User
from kb.records.time import HonestTime


class AffairQuerySet(models.QuerySet[Any]):
    """The question every list of affairs starts from."""

    def visible_to(self, user: User) -> Self:
        """Keep the affairs of which this person may work on a report; of others none exists."""
        seen = ImportedReport.objects.visible_to(user).filter(affair=OuterRef("pk"))
        return self.filter(Exists(seen))


class Affair(models.Model):
    """What one or many reports are of. All that is told of it comes from reports its reader sees.

    People have a say in a settled one: no machine takes reports from it, nor joins it with another.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # What somebody called it, told to those who see the report beside which it was written.
    name = models.CharField(_("title"), max_length=200, blank=True)
    named_beside = models.ForeignKey(
        "cases.ImportedReport", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    settled = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = AffairQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.key)

    def get_absolute_url(self) -> str:
        """Return the address of the affair's page."""
        return reverse("affair", args=[self.key])


class ReportQuerySet(models.QuerySet[Any]):
    """The question every list of reports starts from."""

    def visible_to(self, user: User) -> Self:
        """Keep the reports of documents that this person may work on."""
        documents = RawDocument.objects.visible_to(user)
        return self.filter(document__in=documents.values("pk"))

    def by_time(self) -> Self:
        """Order by when they can have been written first, unknown times last, then as they came."""
        time = models.F("written_from").asc(nulls_last=True)
        return self.order_by(time, "document", "number")


class ImportedReport(models.Model):
    """A raw document, or one item of a digest, as it is compared with all others."""

    document = models.ForeignKey(RawDocument, on_delete=models.CASCADE, related_name="reports")
    # As decisions about proposals name it: "whole", or "item:" and where it begins in the raw text.
    place = models.CharField(max_length=40)
    # From 1, in the order of the document.
    number = models.PositiveIntegerField(default=1)
    # None until it is compared.
    affair = models.ForeignKey(Affair, null=True, on_delete=models.SET_NULL, related_name="reports")
    # Somebody said that it belongs where it is.
    placed = models.BooleanField(default=False)
    title = models.CharField(max_length=500, blank=True)
    text = models.TextField()
    outlet = models.CharField(max_length=200, blank=True)
    author = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=500, blank=True)
    # The tag of its first language.
    language = models.CharField(max_length=10, blank=True)
    published = HonestTime(_("published"))
    # When it was published, else the latest day that its text names: it can be no older.
    written_from = models.DateTimeField(null=True)
    # What it is compared by.
    words = models.JSONField(default=list)
    # The dates in its text: start, end, first, last (ISO), precision, reason.
    dates = models.JSONField(default=list)

    objects: ClassVar[Any] = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "place"], name="one_report_at_a_place")
        ]

    def __str__(self) -> str:
        return self.title or self.text[:60]


class ReportsKept(models.Model):
    """That the reports of a document are kept, as it was repaired and mended by then."""

    document = models.OneToOneField(
        RawDocument, primary_key=True, on_delete=models.CASCADE, related_name="reports_kept"
    )
    refused = models.JSONField(default=list)
    mended = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.document_id}"


class AffairStepQuerySet(models.QuerySet[Any]):
    """The question every list of steps starts from."""

    def standing(self) -> Self:
        """Keep what nobody has taken back."""
        return self.filter(undone_at=None)


class AffairStep(models.Model):
    """What somebody did with an affair, what undoing needs to know, and who took it back."""

    # It tells what was done; it does not use the incident.
    wagtail_reference_index_ignore = True

    class Act(models.TextChoices):
        MOVED = "moved", _("Moved reports")
        MERGED = "merged", _("Merged affairs")
        NAMED = "named", _("Named it")
        INCIDENT = "incident", _("Made an incident")
        ADDED = "added", _("Added to an incident")

    affair = models.ForeignKey(Affair, on_delete=models.CASCADE, related_name="steps")
    act = models.CharField(max_length=8, choices=Act.choices)
    incident = models.ForeignKey(
        Incident, null=True, on_delete=models.SET_NULL, related_name="from_affairs"
    )
    # What it was about, or what the incident was made of.
    reports = models.ManyToManyField(ImportedReport, related_name="steps")
    detail = models.JSONField(default=dict)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = AffairStepQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.get_act_display()

    @property
    def documents(self) -> list[RawDocument]:
        """The documents whose reports it is about."""
        keys = self.reports.values("document")
        return list(RawDocument.objects.filter(pk__in=keys).defer("text").order_by("pk"))
