"""Connects the records to the Wagtail admin."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
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
from cases.bundles import log_actions as bundle_actions
from cases.duplicates.queue import kinds_of
from cases.models import Incident, Organisation, Person, Risk, Source, Statement
from cases.unlinked.queue import works_on_any
from kb.permissions import User, may, may_edit
from kb.record_links import register_record_links
from kb.records.policy import AudiencePolicy

# Before anything asks for a policy: Wagtail keeps the one it falls back to.
for model in (Incident, Person, Organisation, Source, Statement, Risk):
    register_permission_policy(model, AudiencePolicy(model))

from cases.merging.relations import KINDS  # noqa: E402
from cases.views import duplicates, likely, role_conflicts, unlinked  # noqa: E402
from cases.viewsets import merge_views  # noqa: E402
from cases.viewsets.menu import RecordsGroup  # noqa: E402
from cases.viewsets.write_up_views import WriteUpsOfPage  # noqa: E402

register_snippet(RecordsGroup)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Name what the actions on incidents write into the history."""
    actions.register_action("cases.report", _("Report"), _("Reported on the site, unverified"))
    actions.register_action("cases.add_event", _("Add an event"), _("Added an event on the site"))
    actions.register_action("cases.import", _("Import"), _("Made from a raw document"))
    actions.register_action("cases.confirm", _("Confirm"), _("Confirmed"))
    actions.register_action(
        "cases.guidance.stands.undo",
        _("Open a contradiction again"),
        _("Took back that guidance still stands"),
    )
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
    actions.register_action("cases.risk.signal", _("Note a signal"), _("Noted a signal"))
    actions.register_action("cases.risk.review", _("Review a risk"), _("Reviewed it"))
    actions.register_action("cases.risk.closed", _("Close a risk"), _("Stopped watching it"))
    actions.register_action("cases.risk.watched", _("Watch again"), _("Watched it again"))
    actions.register_action(
        "cases.risk.incident", _("Make it an incident"), _("Made an incident of it")
    )
    actions.register_action(
        "cases.risk.taken_back", _("Take back"), _("Took back that it became an incident")
    )
    actions.register_action("cases.checklist", _("Use a playbook"), _("Made a checklist"))
    actions.register_action(
        "cases.checklist.event", _("Put into the timeline"), _("Drafted an event from a checklist")
    )
    actions.register_action(
        "cases.checklist.no_event",
        _("Take out of the timeline"),
        _("Took an event of a checklist out of the draft"),
    )
    actions.register_action(
        "cases.checklist.lesson", _("Draft a lesson"), _("Drafted a lesson from a checklist")
    )
    actions.register_action(
        "cases.checklist.reviewed", _("After-action review"), _("Looked back on a checklist")
    )
    actions.register_action(
        "cases.proposals.accept", _("Accept proposals"), _("Accepted proposals of a raw document")
    )
    actions.register_action(
        "cases.proposals.undo", _("Take a proposal back"), _("Took back an accepted proposal")
    )
    actions.register_action("cases.evidence", _("Add evidence"), _("Added images or files"))
    actions.register_action("cases.write_up", _("Link a write-up"), _("Linked a write-up"))
    actions.register_action(
        "cases.not_same", _("Not the same"), _("Said that it is not the same as another")
    )
    actions.register_action(
        "cases.not_same.back", _("Ask again"), _("Took back that it is not the same as another")
    )
    actions.register_action(
        "cases.mention_linked", _("Link a name"), _("Linked a name in the draft")
    )
    actions.register_action(
        "cases.mention_unlinked", _("Unlink a name"), _("Took the link of a name out of the draft")
    )
    actions.register_action(
        "cases.not_meant", _("Not meant"), _("Said that nobody with a record is meant by a name")
    )
    actions.register_action(
        "cases.not_meant.back", _("Ask again"), _("Asks again who is meant by a name")
    )
    actions.register_action("cases.write_up.end", _("Unlink a write-up"), _("Unlinked a write-up"))
    bundle_actions.register(actions)
    for formatter in (StillStands, Overridden, MergedHere, MergedAway, Unmerged):
        actions.register_action(formatter.action)(formatter)


class StillStands(LogFormatter):
    """What the history of an incident says when guidance that it contradicts was answered for."""

    action = "cases.guidance.stands"
    label = _("Answer a contradiction")

    def format_message(self, log_entry: Any) -> str:
        """Give the reason; what was contradicted not everybody may see."""
        if reason := log_entry.data.get("reason"):
            return gettext("Said that guidance still stands: %(reason)s") % {"reason": reason}
        return gettext("Guidance that it contradicts was changed")


class Overridden(LogFormatter):
    """What the history of a statement says when the firewall was overridden."""

    action = "cases.statement.override"
    label = _("Override the firewall")

    def format_message(self, log_entry: Any) -> str:
        """Give the reason; not the rules, which not everybody may see."""
        return gettext("Overrode the firewall: %(reason)s") % {"reason": log_entry.data["reason"]}


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
    """Add the screens of write-ups, merges and likely duplicates."""
    queue, roles = duplicates, role_conflicts
    return [
        path("pages/<int:page_id>/write-ups/", WriteUpsOfPage.as_view(), name="page_write_ups"),
        *merge_views.urls,
        path("duplicates/", queue.likely_duplicates, name="likely_duplicates"),
        path("duplicates/decide/", queue.likely_duplicates_decide, name="likely_duplicates_decide"),
        path("duplicates/undo/", queue.likely_duplicates_undo, name="likely_duplicates_undo"),
        path("duplicates/later/", queue.likely_duplicates_later, name="likely_duplicates_later"),
        path("duplicates/like/<slug:kind>/", likely.likely_now, name="likely_now"),
        path("mentions/", unlinked.unlinked_mentions, name="unlinked_mentions"),
        path(
            "mentions/decide/", unlinked.unlinked_mentions_decide, name="unlinked_mentions_decide"
        ),
        path("mentions/undo/", unlinked.unlinked_mentions_undo, name="unlinked_mentions_undo"),
        path("duplicates/roles/", roles.role_conflicts, name="role_conflicts"),
        path("duplicates/roles/decide/", roles.role_conflicts_decide, name="role_conflicts_decide"),
        path("duplicates/roles/undo/", roles.role_conflicts_undo, name="role_conflicts_undo"),
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


class LikelyDuplicates(MenuItem):
    """The way to records that may be one."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who work on any kind that is compared."""
        return bool(kinds_of(request.user))


@hooks.register("register_admin_menu_item")
def likely_duplicates_item() -> MenuItem:
    """Lead from the menu to the queue of likely duplicates."""
    return LikelyDuplicates(
        _("Likely duplicates"), reverse_lazy("likely_duplicates"), icon_name="copy", order=158
    )


class UnlinkedMentions(MenuItem):
    """The way to names in texts that lead nowhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who work on any kind of text that is looked through."""
        return works_on_any(request.user)


@hooks.register("register_admin_menu_item")
def unlinked_mentions_item() -> MenuItem:
    """Lead from the menu to the queue of unlinked mentions."""
    return UnlinkedMentions(
        _("Unlinked mentions"), reverse_lazy("unlinked_mentions"), icon_name="link", order=159
    )


@hooks.register("register_rich_text_features", order=110)
def links_to_records(features: Any) -> None:
    """Let texts of pages link to people and organisations."""
    register_record_links(features, (Person, Organisation))


@hooks.register("insert_global_admin_js")
def likely_script() -> SafeString:
    """Name likely records while somebody types, in forms and in the short ones of choosers."""
    return format_html(
        '<script src="{}" type="module" data-likely-door="{}"></script>',
        static("js/likely.js"),
        reverse("likely_now", args=["person"]),
    )


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
