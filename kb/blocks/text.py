"""Plain reading text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from kb.blocks.marks import MARKS

PLAIN = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "blockquote"]
FEATURES = [*PLAIN, *MARKS]


class TextBlock(blocks.RichTextBlock):
    """Paragraphs, headings and lists."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("features", FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "kb/blocks/text.html"
