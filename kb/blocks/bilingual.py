"""Passages that stand in both languages on the same page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from kb.blocks.text import FEATURES, PLAIN


class BilingualBlock(blocks.StructBlock):
    """One passage in English and Chinese, side by side."""

    en = blocks.RichTextBlock(label=_("English"), features=PLAIN)
    zh = blocks.RichTextBlock(label=_("Chinese"), features=FEATURES)

    class Meta:
        icon = "openquote"
        label = _("Bilingual passage")
        template = "kb/blocks/bilingual.html"
