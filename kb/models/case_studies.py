"""Case studies: what one or more incidents were, and what they taught."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from kb.blocks.streams import CASE_STUDY
from kb.models.base import KnowledgePage


class CaseStudyPage(KnowledgePage):
    """A write-up in six sections; its timeline and outcomes are the incident's own."""

    background = StreamField(CASE_STUDY, verbose_name=_("Background"), blank=True)
    what_happened = StreamField(CASE_STUDY, verbose_name=_("What happened"), blank=True)
    response = StreamField(CASE_STUDY, verbose_name=_("Response"), blank=True)
    outcome = StreamField(CASE_STUDY, verbose_name=_("Outcome"), blank=True)
    lessons = StreamField(CASE_STUDY, verbose_name=_("Lessons"), blank=True)
    unknowns = StreamField(CASE_STUDY, verbose_name=_("What we do not know"), blank=True)

    section_names: ClassVar[tuple[str, ...]] = (
        "background",
        "what_happened",
        "response",
        "outcome",
        "lessons",
        "unknowns",
    )

    content_panels: ClassVar[list[Any]] = [
        *KnowledgePage.content_panels,
        *(FieldPanel(name) for name in section_names),
    ]
    search_fields: ClassVar[list[Any]] = [
        *KnowledgePage.search_fields,
        *(index.SearchField(name) for name in section_names),
    ]
    parent_page_types: ClassVar[list[str]] = ["kb.SectionPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")

    def sections(self) -> list[tuple[str, Any, Any]]:
        """Return the sections that have text: name, heading, stream."""
        return [
            (name, self._meta.get_field(name).verbose_name, stream)
            for name in self.section_names
            if (stream := getattr(self, name))
        ]
