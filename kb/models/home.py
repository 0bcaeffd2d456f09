"""The front page, and the pages that list a section."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from kb.blocks.marks import MARKS
from kb.models.base import KnowledgePage

PER_PAGE = 50
FEATURES = ["bold", "italic", "link", *MARKS]


class HomePage(KnowledgePage):
    """The first page of a language."""

    intro = RichTextField(_("introduction"), blank=True, features=FEATURES)

    content_panels: ClassVar[list[Any]] = [*KnowledgePage.content_panels, FieldPanel("intro")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `sections`, the parts of the site this reader may see."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["sections"] = self.visible_children(request.user)
        return context


class SectionPage(KnowledgePage):
    """A section of the site: lists the pages below it."""

    intro = RichTextField(_("introduction"), blank=True, features=FEATURES)

    show_in_menus_default = True

    content_panels: ClassVar[list[Any]] = [*KnowledgePage.content_panels, FieldPanel("intro")]
    parent_page_types: ClassVar[list[str]] = ["kb.HomePage", "kb.SectionPage"]

    class Meta:
        verbose_name = _("section")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `page_obj`, a part of what is below and the reader may see, newest first."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        pages = self.visible_children(request.user).order_by("-first_published_at", "path")
        context["page_obj"] = Paginator(pages, PER_PAGE).get_page(request.GET.get("page"))
        context["pages"] = context["page_obj"].object_list
        return context
