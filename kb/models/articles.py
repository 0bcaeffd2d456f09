"""Articles: background that is about no one incident."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from kb.blocks.streams import ARTICLE
from kb.models.base import KnowledgePage


class ArticlePage(KnowledgePage):
    """An article."""

    body = StreamField(ARTICLE, verbose_name=_("text"), blank=True)

    content_panels: ClassVar[list[Any]] = [*KnowledgePage.content_panels, FieldPanel("body")]
    search_fields: ClassVar[list[Any]] = [*KnowledgePage.search_fields, index.SearchField("body")]
    parent_page_types: ClassVar[list[str]] = ["kb.SectionPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
