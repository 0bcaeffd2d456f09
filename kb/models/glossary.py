"""The glossary: terms in both writings, each one row, and the page that lists them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from kb.blocks.marks import MARKS
from kb.language.conversion import within_traditional
from kb.models.base import KnowledgePage
from kb.models.wording import WordingDecision
from kb.records.base import Record
from kb.records.bilingual import BilingualText
from kb.records.parts import Part


class Scope(models.TextChoices):
    """Where the wording of a term holds."""

    SITE = "site", _("The whole site")
    SECTION = "section", _("A page and all below it")
    PAGE = "page", _("One page alone")


class GlossaryTerm(Record):
    """A term of the trade, what it means here, what else it is called, and how each script says it.

    What a script says is exchanged in texts, where it is given: in the place that `scope` and
    `scope_page` name, while the term is published.
    """

    naming = "term"
    kept_from_drafts = (*Record.kept_from_drafts, "added_by")

    term = BilingualText(_("term"), max_length=120)
    definition = BilingualText(_("definition"))
    in_traditional = models.CharField(
        _("in Traditional (Taiwan)"),
        max_length=120,
        blank=True,
        help_text=_("Only where it is another word. Empty: the converter's."),
    )
    in_hong_kong = models.CharField(
        _("in Hong Kong"),
        max_length=120,
        blank=True,
        help_text=_("Empty: as in Taiwan."),
    )
    in_simplified = models.CharField(
        _("in Simplified"),
        max_length=120,
        blank=True,
        help_text=_("For texts typed in Traditional. Empty: the converter's."),
    )
    scope = models.CharField(
        _("where this wording holds"), max_length=7, choices=Scope.choices, default=Scope.SITE
    )
    scope_page = models.ForeignKey(
        Page,
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("In either language: it holds for the Chinese one."),
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("added by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")

    def get_absolute_url(self) -> str:
        """Return the address of the term's own page."""
        return reverse("term", args=[self.slug])

    @property
    def says(self) -> dict[str, str]:
        """The words of its own that readers of each script get."""
        given = {
            "zh-hant": self.in_traditional,
            "zh-hk": self.in_hong_kong or within_traditional(self.in_traditional, "zh-hk"),
            "zh-hans": self.in_simplified,
        }
        return {to: words for to, words in given.items() if words}


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


class GlossaryCase(Part):
    """A sentence that shows what a term's wording must do: as typed, and as it must read."""

    term = ParentalKey(GlossaryTerm, on_delete=models.CASCADE, related_name="cases")
    typed = models.CharField(_("as typed"), max_length=200)
    to = models.CharField(
        _("for readers of"),
        max_length=7,
        choices=WordingDecision.Script.choices,
        default=WordingDecision.Script.TRADITIONAL,
    )
    expected = models.CharField(_("must read"), max_length=200)

    class Meta(Part.Meta):
        verbose_name = _("sentence to check")
        verbose_name_plural = _("sentences to check")

    def __str__(self) -> str:
        return f"{self.typed} → {self.expected}"


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
