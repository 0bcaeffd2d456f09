"""Connects the knowledge base to the Wagtail admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from kb import page_doors  # noqa: F401 - importing it registers its hook
from kb.attention_panel import AttentionPanel
from kb.models import GlossaryTerm, Rule
from kb.records.policy import AudiencePolicy

# Before anything asks for a policy: Wagtail keeps the one it falls back to.
for model in (Rule, GlossaryTerm):
    register_permission_policy(model, AudiencePolicy(model))

from kb.page_viewset import PAGES, KnowledgePageViewSet  # noqa: E402
from kb.viewsets import RuleViewSet, VocabularyGroup  # noqa: E402

register_snippet(RuleViewSet)
register_snippet(VocabularyGroup)


@hooks.register("construct_homepage_panels")
def attention_on_the_desk(request: Any, panels: list[Any]) -> None:
    """Begin the first page of the desk with what needs attention."""
    panels.append(AttentionPanel())


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Name what the actions on records write into the history."""
    actions.register_action(
        "kb.overwrite", _("Save over a newer version"), _("Saved over a newer version")
    )
    actions.register_action("kb.audience", _("Change who may see it"), _("Changed who may see it"))
    actions.register_action("kb.archive", _("Archive"), _("Archived"))
    actions.register_action("kb.restore", _("Restore"), _("Restored"))
    actions.register_action("kb.address", _("Change the address"), _("Changed the address"))
    actions.register_action(
        "kb.publish.refused",
        _("Refuse a scheduled publication"),
        _("Not published on time: something was missing"),
    )


@hooks.register("register_admin_viewset")
def page_viewset() -> KnowledgePageViewSet:
    """Replace Wagtail's own admin of pages, which it registers first."""
    return PAGES
