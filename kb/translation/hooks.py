"""Connects translations in step to the Wagtail admin: addresses, buttons, and publishing."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from kb.editing.locks import Locked, demand_unlocked
from kb.models.base import editable_pages
from kb.translation import changes, views
from kb.translation.steps import State, Step, step_of
from kb.translation.tracking import edits

# What the button posts that publishes a minor edit; the other posts its own name.
MINOR = "minor"


@hooks.register("register_admin_urls")
def translation_urls() -> list[Any]:
    """Add the board and the page about one translation."""
    return views.urls


class BoardItem(MenuItem):
    """The board in the menu, for those who work on pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether there is anything on it for this person."""
        return bool(editable_pages(Page.objects.all(), request.user).exists())


@hooks.register("register_admin_menu_item")
def board_item() -> MenuItem:
    """Lead from the menu to the board."""
    return BoardItem(
        _("Translations"),
        reverse_lazy("translation_board"),
        icon_name="wagtail-localize-language",
        order=170,
    )


@hooks.register("construct_reports_menu")
def no_second_report(request: Any, menu_items: list[Any]) -> None:
    """Leave out the report of wagtail-localize: it does not see that a source has changed."""
    old = reverse("wagtail_localize:translations_report")
    menu_items[:] = [item for item in menu_items if str(item.url) != old]


@hooks.register("register_page_header_buttons")
def translation_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Lead from the menu of a page to how it stands in its other language."""
    if page.depth > 1 and changes.may_change(page, user):
        yield Button(
            _("Translation"),
            url=views.address(page),
            icon_name="wagtail-localize-language",
            priority=55,
        )


class PublishMinor(ActionMenuItem):
    """Publishes an edit for which the translation need not wait."""

    label = _("Publish as a minor edit")
    name = "action-publish"
    icon_name = "upload"
    template_name = "kb/admin/publish_minor.html"

    def is_shown(self, context: Any) -> bool:
        """Show it to those who may publish, for a source whose translation follows it."""
        page = context.get("page")
        if context["view"] != "edit" or context["locked_for_user"] or not page.live:
            return False
        if not self.get_user_page_permissions_tester(context).can_publish():
            return False
        step = step_of(page)
        return step is not None and step.source.pk == page.pk and _follows(step)


@hooks.register("register_page_action_menu_item")
def publish_minor() -> ActionMenuItem:
    """Offer to publish a minor edit below the other buttons."""
    return PublishMinor(order=35)


def _follows(step: Step) -> bool:
    return step.state in (State.COMPLETE, State.BEHIND)


# Before wagtail-localize's, which answers with its own editor.
@hooks.register("before_edit_page", order=-10)
def tell_editor(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say, above the editor of a translation, that its source has changed since.

    A button of wagtail-localize's editor is refused here for what somebody else has locked.
    """
    if request.method != "GET":
        return _refuse_locked(request, page)
    step = step_of(page)
    if step is not None and step.source.pk != page.pk and step.state == State.BEHIND:
        messages.warning(request, _behind(step), buttons=[_see(page)])
    return None


def _refuse_locked(request: HttpRequest, page: Page) -> HttpResponse | None:
    if request.POST.get("action") != "publish":
        return None
    try:
        demand_unlocked(page, request.user)
    except Locked as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


def _behind(step: Step) -> str:
    assert step.row is not None
    return ngettext(
        "The translation is behind in %(number)s passage.",
        "The translation is behind in %(number)s passages.",
        step.row.behind,
    ) % {"number": step.row.behind}


def _see(page: Page) -> Any:
    return messages.button(views.address(page), str(_("See what changed")))


@hooks.register("after_publish_page")
def tell_of_translation(request: HttpRequest, page: Page) -> None:
    """Say what a publication means for the other language, and where to look."""
    step = step_of(page)
    if step is None or step.row is None or not _follows(step):
        return
    if request.POST.get("action-publish") == MINOR and step.source.pk == page.pk:
        _count_for_nothing(step, page, request)
        return
    if step.state == State.BEHIND:
        messages.warning(request, _behind(step), buttons=[_see(page)])


def _count_for_nothing(step: Step, page: Page, request: HttpRequest) -> None:
    version = page.live_revision_id
    if version in edits(step.tracked):
        changes.mark_minor(step, request.user, version)
        messages.info(request, str(_("The edit is minor: nothing waits for it.")))


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Name what is decided about translations in the history."""
    actions.register_action(
        "kb.translation.caught_up",
        _("Mark a translation as in step"),
        _("Marked the translation as in step"),
    )
    actions.register_action(
        "kb.translation.minor", _("Mark an edit as minor"), _("Marked an edit as minor")
    )
    actions.register_action(
        "kb.translation.not_minor",
        _("Let a minor edit count again"),
        _("Let a minor edit count again"),
    )
    actions.register_action(
        "kb.translation.detach", _("Detach a translation"), _("Detached the translation")
    )
    actions.register_action(
        "kb.translation.attach", _("Attach a translation"), _("Attached the translation again")
    )
    actions.register_action(
        "kb.translation.adopted",
        _("Translate a page passage by passage"),
        _("Began to translate passage by passage"),
    )
    actions.register_action("kb.translation.po", _("Import a PO file"), _("Imported a PO file"))
    actions.register_action(
        "kb.translation.source",
        _("Change the source language"),
        _("Made this language the source"),
    )
