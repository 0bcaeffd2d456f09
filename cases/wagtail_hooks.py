"""Connects the records to the Wagtail admin."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from cases.actions.confirm import may_confirm
from cases.models import Incident, Organisation, Person, Source, Statement
from kb.permissions import User, may, may_edit
from kb.records.policy import AudiencePolicy

# Before anything asks for a policy: Wagtail keeps the one it falls back to.
for model in (Incident, Person, Organisation, Source, Statement):
    register_permission_policy(model, AudiencePolicy(model))

from cases.merging.relations import KINDS  # noqa: E402
from cases.viewsets import merge_views  # noqa: E402
from cases.viewsets.menu import RecordsGroup  # noqa: E402
from cases.viewsets.write_up_views import WriteUpsOfPage  # noqa: E402

register_snippet(RecordsGroup)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Name what the actions on incidents write into the history."""
    actions.register_action("cases.report", _("Report"), _("Reported on the site, unverified"))
    actions.register_action("cases.add_event", _("Add an event"), _("Added an event on the site"))
    actions.register_action("cases.confirm", _("Confirm"), _("Confirmed"))
    actions.register_action("cases.statement.approved", _("Approve words"), _("Approved the words"))
    actions.register_action(
        "cases.statement.released", _("Release words"), _("Marked the words as released")
    )
    actions.register_action(
        "cases.statement.withdrawn", _("Withdraw words"), _("Withdrew the words")
    )
    actions.register_action(
        "cases.statement.back", _("One step back"), _("Took the words one step back")
    )
    actions.register_action("cases.evidence", _("Add evidence"), _("Added images or files"))
    actions.register_action("cases.write_up", _("Link a write-up"), _("Linked a write-up"))
    actions.register_action("cases.write_up.end", _("Unlink a write-up"), _("Unlinked a write-up"))
    for formatter in (MergedHere, MergedAway, Unmerged):
        actions.register_action(formatter.action)(formatter)


class MergedHere(LogFormatter):
    """What the history of the record that stays says."""

    action = "cases.merge"
    label = _("Merge")

    def format_message(self, log_entry: Any) -> str:
        """Name the record that was merged into it."""
        return gettext("Merged “%(merged)s” into it") % {"merged": log_entry.data["merged"]}


class MergedAway(LogFormatter):
    """What the history of the merged record says."""

    action = "cases.merged_into"
    label = _("Merge")

    def format_message(self, log_entry: Any) -> str:
        """Name the record it is part of now."""
        return gettext("Merged into “%(kept)s”") % {"kept": log_entry.data["kept"]}


class Unmerged(LogFormatter):
    """What the histories of both say when a merge is undone."""

    action = "cases.unmerge"
    label = _("Undo a merge")

    def format_message(self, log_entry: Any) -> str:
        """Name both."""
        return gettext("Undid the merge of “%(merged)s” into “%(kept)s”") % {
            "merged": log_entry.data["merged"],
            "kept": log_entry.data["kept"],
        }


class ToConfirm(MenuItem):
    """The way to what waits for a reviewer."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who confirm."""
        return may_confirm(request.user)


@hooks.register("register_admin_menu_item")
def to_confirm_item() -> MenuItem:
    """Lead reviewers from the menu to what was written down in haste."""
    return ToConfirm(
        _("To confirm"), reverse_lazy("incidents_to_confirm"), icon_name="check", order=155
    )


class StatementsDesk(MenuItem):
    """The way to what has to be approved and released."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who work on statements."""
        return may_edit(request.user, Statement)


@hooks.register("register_admin_menu_item")
def statements_desk_item() -> MenuItem:
    """Lead from the menu to the statements desk."""
    return StatementsDesk(
        _("Statements desk"), reverse_lazy("statement_desk"), icon_name="openquote", order=156
    )


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """Add the screens of write-ups and merges."""
    return [
        path("pages/<int:page_id>/write-ups/", WriteUpsOfPage.as_view(), name="page_write_ups"),
        *merge_views.urls,
    ]


class MergesItem(MenuItem):
    """The way to all merges, each with a way back."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may merge anything."""
        return any(may(request.user, "publish", kind) for kind in KINDS.values())


@hooks.register("register_admin_menu_item")
def merges_item() -> MenuItem:
    """Lead from the menu to the merges."""
    return MergesItem(_("Merges"), reverse_lazy("merges"), icon_name="resubmit", order=157)


@hooks.register("register_page_header_buttons")
def page_header_buttons(
    page: Page, user: User, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Lead from a page's editor to the incidents it writes up."""
    if page.depth > 2 and may_edit(user, Incident) and page.permissions_for_user(user).can_edit():
        yield Button(
            _("Incidents it writes up"),
            url=reverse("page_write_ups", args=[page.pk]),
            icon_name="warning",
            priority=25,
        )
