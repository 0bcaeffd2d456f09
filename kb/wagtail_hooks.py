"""Connects the knowledge base to the Wagtail admin."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from kb import (
    archive_views,
    link_doors,  # noqa: F401 - importing it registers its hook
    page_doors,  # noqa: F401 - importing it registers its hook
)
from kb.admin_doors import hooks as admin_doors  # noqa: F401 - importing it registers its hooks
from kb.archive_views import address_of
from kb.attention_panel import AttentionPanel
from kb.draft_checks.admin_views import draft_findings
from kb.holders import PROTECTED
from kb.holding import holders_of
from kb.missing_writings.texts import kinds
from kb.models import GlossaryTerm, Import, Rule
from kb.models.archive import is_archived_page
from kb.page_archive import may_archive
from kb.permissions import is_administrator, may_edit
from kb.records.policy import AudiencePolicy
from kb.search import missed_report
from kb.translation import hooks as translation  # noqa: F401 - importing it registers its hooks
from kb.wording import hooks as wording  # noqa: F401 - importing it registers its hooks

# Before anything asks for a policy: Wagtail keeps the one it falls back to.
for model in (Rule, GlossaryTerm):
    register_permission_policy(model, AudiencePolicy(model))

from kb.page_viewset import PAGES, KnowledgePageViewSet  # noqa: E402
from kb.viewsets import RuleViewSet, SpeakingGroup, VocabularyGroup  # noqa: E402

register_snippet(RuleViewSet)
register_snippet(SpeakingGroup)
register_snippet(VocabularyGroup)


class MissingWritingsMenuItem(MenuItem):
    """Shown to those who work on anything."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether there is any kind that this person could complete."""
        return bool(kinds(request.user))


@hooks.register("construct_homepage_panels")
def attention_on_the_desk(request: Any, panels: list[Any]) -> None:
    """Begin the first page of the desk with what needs attention."""
    panels.append(AttentionPanel())


@hooks.register("register_admin_urls", order=-10)
def archive_urls() -> list[Any]:
    """Add the screens of what is archived and of what holds a thing, before Wagtail's own."""
    return archive_views.urls


# After Wagtail's own, which it replaces.
for bulk_action in (archive_views.DeleteImages, archive_views.DeleteDocuments):
    hooks.register("register_bulk_action", bulk_action, order=100)


@hooks.register("register_admin_menu_item")
def archived_item() -> MenuItem:
    """Lead from the menu to what is archived."""
    return MenuItem(_("Archived"), reverse_lazy("archived"), icon_name="history", order=180)


class ImportsMenuItem(MenuItem):
    """Shown to those who may import."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person may import."""
        return may_edit(request.user, Import)


@hooks.register("register_admin_menu_item")
def imports_item() -> MenuItem:
    """Lead from the menu to what came in."""
    return ImportsMenuItem(_("Imports"), reverse_lazy("import_list"), icon_name="upload", order=170)


@hooks.register("register_page_header_buttons")
def archive_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Offer to archive a page in the menu of its editor, or lead to where it is restored."""
    if not may_archive(page, user):
        return
    if is_archived_page(page):
        yield Button(_("Restore"), url=reverse("archived"), icon_name="undo", priority=60)
    else:
        url = address_of("archive", page.specific)
        yield Button(_("Archive"), url=url, icon_name="history", priority=60)


@hooks.register("before_delete_page")
def archive_instead(request: HttpRequest, page: Page) -> Any:
    """Lead whoever would delete a page to the reasons against it; administrators delete unheld."""
    tree = page.get_descendants(inclusive=True).specific()
    if held := next((one for one in tree if holders_of(one)), None):
        return redirect(address_of("held", held))
    if not is_administrator(request.user):
        return redirect(address_of("held", page.specific))
    return None


@hooks.register("before_delete_snippet")
def keep_what_is_held(request: HttpRequest, instances: Any) -> HttpResponse | None:
    """Lead whoever would delete a record or a word that is in use to what holds it."""
    held = next((one for one in instances if isinstance(one, PROTECTED) and holders_of(one)), None)
    return redirect(address_of("held", held)) if held else None


@hooks.register("before_bulk_action")
def keep_all_that_is_held(request: HttpRequest, action_type: str, objects: Any, action: Any) -> Any:
    """Refuse to delete many things at once as each of them would be refused."""
    if action_type != "delete":
        return None
    for one in objects:
        if isinstance(one, Page):
            if answer := archive_instead(request, one):
                return answer
        elif isinstance(one, PROTECTED) and holders_of(one):
            return redirect(address_of("held", one))
    return None


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Name what the actions on records write into the history."""
    actions.register_action("kb.note", _("Write a note"), _("Wrote a note"))
    actions.register_action("kb.note.settled", _("Settle a note"), _("Settled a note"))
    actions.register_action(
        "kb.overwrite", _("Save over a newer version"), _("Saved over a newer version")
    )
    actions.register_action("kb.audience", _("Change who may see it"), _("Changed who may see it"))
    actions.register_action("kb.archive", _("Archive"), _("Archived"))
    actions.register_action("kb.restore", _("Restore"), _("Restored"))
    actions.register_action(
        "kb.pair", _("Correct a pair"), _("Corrected which passages belong together")
    )
    actions.register_action(
        "kb.pair.undo", _("Undo a corrected pair"), _("Undid a corrected pair of passages")
    )
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


@hooks.register("register_admin_urls")
def draft_findings_urls() -> list[Any]:
    """Add what a draft crosses of the firewall, for the panel beside its editor."""
    address = "draft-checks/<slug:text_kind>/<int:pk>/"
    return [path(address, draft_findings, name="draft_findings")]


@hooks.register("register_admin_urls")
def missed_search_urls() -> list[Any]:
    """Add the report of searches that found nothing."""
    return missed_report.admin_urls


@hooks.register("register_reports_menu_item")
def missed_search_menu_item() -> MenuItem:
    """Lead to the report of searches that found nothing."""
    return missed_report.MissedSearchMenuItem(
        _("Searches that found nothing"), reverse("missed_searches"), icon_name="search", order=1310
    )


@hooks.register("register_reports_menu_item")
def missing_writings_menu_item() -> MenuItem:
    """Lead to the report, on the site, of what lacks one of its writings."""
    return MissingWritingsMenuItem(
        _("Missing writings"), reverse_lazy("missing_writings"), icon_name="globe", order=1320
    )


@hooks.register("insert_editor_js")
def lead_to_the_field() -> SafeString:
    """Bring whoever follows a link to a field of a form to that field, whichever tab it is on."""
    return format_html('<script src="{}" type="module"></script>', static("js/admin_field.js"))


@hooks.register("insert_editor_js")
def firewall_panel() -> SafeString:
    """Show beside the text what it crosses of the firewall."""
    address = static("js/editor/firewall_panel.js")
    return format_html('<script src="{}" type="module"></script>', address)


@hooks.register("construct_reports_menu")
def no_search_terms(request: Any, menu_items: list[Any]) -> None:
    """Leave out Wagtail's report of search terms: counting them would write on a GET."""
    menu_items[:] = [item for item in menu_items if item.name != "search-terms"]


@hooks.register("register_permissions")
def missed_search_permissions() -> Any:
    """Let administrators give the right to read the report to other groups."""
    return Permission.objects.filter(
        content_type__app_label="kb", codename__in=["view_missedsearch", "delete_missedsearch"]
    )
