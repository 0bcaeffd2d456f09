"""Connects the closing of Wagtail's own doors to its admin."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from kb.admin_doors import panels, replaced
from kb.admin_doors.log_entries import KnownLogEntry, KnownPageLogEntry
from kb.models.closed_pages import open_to

replaced.replace()


@hooks.register("register_log_actions", order=100)
def log_models(actions: Any) -> None:
    """Let the audit log be read by those who may know of what an entry is about."""
    actions.register_model(Model, KnownLogEntry)
    actions.register_model(Page, KnownPageLogEntry)
    actions.log_entry_models -= {ModelLogEntry, PageLogEntry}


@hooks.register("construct_page_chooser_queryset")
def open_pages(pages: Any, request: HttpRequest) -> Any:
    """Offer only pages that are open to whoever chooses."""
    return open_to(pages, request.user)


@hooks.register("construct_homepage_panels", order=100)
def home_panels(request: HttpRequest, shown: list[Any]) -> None:
    """Let the start of the admin tell only of what somebody may know of."""
    panels.narrow(request, shown)


@hooks.register("construct_homepage_summary_items", order=100)
def home_summary(request: HttpRequest, items: list[Any]) -> None:
    """Count only pages that are open to whoever asks."""
    for place, item in enumerate(items):
        if isinstance(item, PagesSummaryItem):
            items[place] = panels.OpenPagesSummary(request)
