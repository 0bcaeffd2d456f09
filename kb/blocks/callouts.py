"""What must not be overlooked."""

from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from kb.blocks.records import reader


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

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        rule: Any = apps.get_model("kb", "Rule")
        visible = rule.objects.visible_to(reader(parent_context))
        context["rules"] = visible.prefetch_related("severities")
        return context

    class Meta:
        icon = "list-ol"
        label = _("Firewall rules")
        template = "kb/blocks/rules.html"
