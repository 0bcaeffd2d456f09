"""Words of others, each with the source that holds them.

A source the reader may not open does not exist for them, nor does the quotation that needs it.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from kb.blocks.records import RecordChooserBlock, reader, visible_among


class QuotationBlock(blocks.StructBlock):
    """Somebody's words, with who said them and where they are recorded."""

    text = blocks.TextBlock(label=_("Words"), rows=3)
    speaker = blocks.CharBlock(label=_("Speaker"), required=False, max_length=200)
    source = RecordChooserBlock("cases.Source", label=_("Source"))
    place = blocks.CharBlock(label=_("Place in the source"), required=False, max_length=100)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["shown"] = bool(visible_among([value["source"]], reader(parent_context)))
        return context

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "kb/blocks/quotation.html"


class CitationBlock(blocks.StructBlock):
    """One source of the passage above, with its words."""

    source = RecordChooserBlock("cases.Source", label=_("Source"))
    quote = blocks.CharBlock(label=_("Quote"), required=False, max_length=100)
    note = blocks.CharBlock(label=_("Note"), required=False, max_length=300)


class CitationsBlock(blocks.ListBlock):
    """The sources of the passage above it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(CitationBlock(), **kwargs)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        visible = visible_among([row["source"] for row in value], reader(parent_context))
        context["citations"] = [row for row in value if row["source"] in visible]
        return context

    class Meta:
        icon = "doc-full"
        label = _("Sources of this passage")
        template = "kb/blocks/citations.html"
