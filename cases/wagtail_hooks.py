"""Connects the records to the Wagtail admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from cases.models import Incident, Organisation, Person, Source, Statement
from kb.records.policy import AudiencePolicy

# Before anything asks for a policy: Wagtail keeps the one it falls back to.
for model in (Incident, Person, Organisation, Source, Statement):
    register_permission_policy(model, AudiencePolicy(model))

from cases.viewsets.menu import RecordsGroup  # noqa: E402

register_snippet(RecordsGroup)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Name what the actions on incidents write into the history."""
    actions.register_action("cases.report", _("Report"), _("Reported on the site, unverified"))
    actions.register_action("cases.add_event", _("Add an event"), _("Added an event on the site"))
    actions.register_action("cases.confirm", _("Confirm"), _("Confirmed"))
    actions.register_action("cases.write_up", _("Link a write-up"), _("Linked a write-up"))
    actions.register_action("cases.write_up.end", _("Unlink a write-up"), _("Unlinked a write-up"))
