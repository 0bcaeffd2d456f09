"""Sources: what facts are known from."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string
from wagtail.search import index

from cases.choices import Credibility, Reliability, SourceKind, SourceLanguage
from cases.models.organisations import Organisation
from kb.records.base import Record
from kb.records.bilingual import BilingualText
from kb.records.parts import Part
from kb.records.time import HonestTime

_KINDS = dict(SourceKind.choices)


class Source(Record):
    """A web page, document, screenshot, message or note that facts are cited from."""

    kind = models.CharField(
        _("kind"), max_length=10, choices=SourceKind.choices, default=SourceKind.WEB
    )
    title = BilingualText(_("title"), max_length=300)
    outlet = models.ForeignKey(
        Organisation,
        verbose_name=_("outlet"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sources",
    )
    author = models.CharField(_("author"), max_length=120, blank=True)
    published = HonestTime(_("published"))
    address = models.URLField(_("address on the web"), max_length=500, blank=True)
    language = models.CharField(
        _("language"), max_length=9, choices=SourceLanguage.choices, blank=True
    )
    description = BilingualText(_("what it is"), max_length=300)
    text = models.TextField(_("archived text"), blank=True)
    reliability = models.CharField(
        _("reliability of the source"), max_length=1, choices=Reliability.choices, blank=True
    )
    credibility = models.PositiveSmallIntegerField(
        _("credibility of the information"), choices=Credibility.choices, null=True, blank=True
    )
    # The same article elsewhere, or in another language: the first of its versions.
    version_of = models.ForeignKey(
        "self",
        verbose_name=_("version of"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="versions",
    )

    kept_from_drafts = (*Record.kept_from_drafts, "version_of")

    search_fields: ClassVar[list[Any]] = [
        *Record.search_fields,
        index.SearchField("title_en", boost=2),
        index.SearchField("title_zh", boost=2),
        index.AutocompleteField("title_en"),
        index.AutocompleteField("title_zh"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def get_kind_display(self) -> str:
        """Return the kind in words; Django's own way makes all choices anew, for each of a list."""
        return str(_KINDS.get(self.kind, self.kind))

    def get_absolute_url(self) -> str:
        """Return the address of the source's page."""
        return reverse("source", args=[self.slug])


class Attachment(Part):
    """A file that belongs to a source, as it was received."""

    source = ParentalKey(Source, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    taken = HonestTime(_("taken"))
    caption = BilingualText(_("caption"), max_length=200)

    class Meta(Part.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.CheckConstraint(
                condition=Q(document=None) | Q(image=None),
                name="attachment_one_file",
                violation_error_message=_("Choose a file or an image, only one of them."),
            )
        ]

    def __str__(self) -> str:
        return str(self.caption) or str(self.image or self.document or "?")


class EvidenceUpload(models.Model):
    """Who added a file to a source, and when; the source governs the file from that moment.

    The attachment lives in a draft, whose parts have no rows yet.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="uploads")
    document = models.ForeignKey(
        get_document_model_string(), null=True, on_delete=models.CASCADE, related_name="+"
    )
    image = models.ForeignKey(
        get_image_model_string(), null=True, on_delete=models.CASCADE, related_name="+"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("added file")
        verbose_name_plural = _("added files")

    def __str__(self) -> str:
        return str(self.image or self.document)
