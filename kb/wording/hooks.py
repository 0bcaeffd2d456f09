"""Connects the control of wording to Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.html import json_script
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry

from kb.archive_views import address_of
from kb.language.codes import SIMPLIFIED
from kb.wording import features, mark_views, spots_view


@hooks.register("register_rich_text_features")
def marks(registry: FeatureRegistry) -> None:
    """Add the marks to the text editor."""
    features.register(registry)


@hooks.register("insert_editor_js")
def words_of_the_preview() -> str:
    """Tell the text editor what its preview says, and where to ask."""
    return json_script(
        {"url": reverse("wording_preview"), "labels": features.labels()}, "wording-reading"
    )


@hooks.register("register_page_header_buttons")
def check_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Lead from the menu of a Chinese page to its doubtful spots."""
    if page.locale.language_code == SIMPLIFIED.content and page.depth > 1:
        url = address_of("wording_spots", page.specific)
        yield Button(_("Check the other script"), url=url, icon_name="openquote", priority=55)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Name what decisions write into the history."""
    actions.register_action(
        "kb.wording.decided", _("Judge the other script"), _("Judged spots of the other script")
    )
    actions.register_action(
        "kb.wording.undone", _("Take a judgement back"), _("Took back what was judged")
    )


@hooks.register("register_admin_urls")
def wording_urls() -> list[Any]:
    """Add the screens."""
    return [*mark_views.urls, *spots_view.urls]
