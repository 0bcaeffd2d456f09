"""What must not be overlooked."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class KeyMessageBlock(blocks.StructBlock):
    """One sentence to take away, with an explanation if it needs one."""

    text = blocks.TextBlock(label=_("Message"), rows=2)
    note = blocks.TextBlock(label=_("Explanation"), required=False, rows=2)

    class Meta:
        icon = "warning"
        label = _("Key message")
        template = "kb/blocks/key_message.html"


class RulesBlock(blocks.StructBlock):
    """All published firewall rules this reader may see, with their precedents."""

    intro = blocks.TextBlock(label=_("Introduction"), required=False, rows=2)

    class Meta:
        icon = "list-ol"
        label = _("Firewall rules")
        template = "kb/blocks/rules.html"
