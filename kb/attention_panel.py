"""What needs a person's attention, on the first page of the editors' desk."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from kb.attention import groups_for
from kb.models import Snooze

# The desk shows the beginning of each group; the site has the list.
MOST = 4


class AttentionPanel(Component):
    """The list, first on the page."""

    name = "attention"
    template_name = "kb/admin/attention_panel.html"
    order = 90

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Return the groups with something in them for the person who looks."""
        user = parent_context["request"].user
        groups = groups_for(user, Snooze.objects.keys_of(user))
        return {"groups": [group for group in groups if group.items], "most": MOST}
