"""What to do, in order."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class StepBlock(blocks.StructBlock):
    """One step: what, and if it is known who does it and when."""

    what = blocks.TextBlock(label=_("What"), rows=2)
    who = blocks.CharBlock(label=_("Who"), required=False, max_length=100)
    when = blocks.CharBlock(label=_("By when"), required=False, max_length=100)


class StepsBlock(blocks.StructBlock):
    """A numbered procedure."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=200)
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "kb/blocks/steps.html"
