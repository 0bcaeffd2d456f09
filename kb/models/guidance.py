"""Guidance: how we do things, the IP firewall among it."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from kb.blocks.streams import GUIDANCE
from kb.models.base import KnowledgePage, ReviewedPage


class GuidancePage(ReviewedPage):
    """A page of guidance with an owner and a review date."""

    body = StreamField(GUIDANCE, verbose_name=_("text"), blank=True)

    content_panels: ClassVar[list[Any]] = [*ReviewedPage.content_panels, FieldPanel("body")]
    search_fields: ClassVar[list[Any]] = [*KnowledgePage.search_fields, index.SearchField("body")]
    parent_page_types: ClassVar[list[str]] = ["kb.SectionPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("guidance")
        verbose_name_plural = _("guidance")
