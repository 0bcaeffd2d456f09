"""The glossary: terms in both writings, each one row, and the page that lists them."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from kb.blocks.marks import MARKS
from kb.models.base import KnowledgePage
from kb.records.base import Record
from kb.records.bilingual import BilingualText
from kb.records.parts import Part


class GlossaryTerm(Record):
    """A term of the trade, what it means here, and what else it is called."""

    naming = "term"

    term = BilingualText(_("term"), max_length=120)
    definition = BilingualText(_("definition"))

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")

    def get_absolute_url(self) -> str:
        """Return the address of the term's own page."""
        return reverse("term", args=[self.slug])


class GlossaryAlias(Part):
    """Another word for a term: found and hinted like the term itself."""

    term = ParentalKey(GlossaryTerm, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(_("text"), max_length=120)
    language = models.CharField(
        _("language"), max_length=2, choices=[("en", _("English")), ("zh", _("Chinese"))]
    )

    class Meta(Part.Meta):
        verbose_name = _("other word")
        verbose_name_plural = _("other words")

    def __str__(self) -> str:
        return self.text


class GlossaryPage(KnowledgePage):
    """All terms this reader may see, in the order of the reader's language."""

    intro = RichTextField(
        _("introduction"), blank=True, features=["bold", "italic", "link", *MARKS]
    )

    show_in_menus_default = True

    content_panels: ClassVar[list[Any]] = [*KnowledgePage.content_panels, FieldPanel("intro")]
    parent_page_types: ClassVar[list[str]] = ["kb.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("glossary")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `terms`, the visible terms; templates sort and group them by language."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["terms"] = GlossaryTerm.objects.visible_to(request.user).prefetch_related("aliases")
        return context
