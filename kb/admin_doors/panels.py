"""The start of the admin: what its panels tell is only of what one may know of."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.models import Page

from kb.admin_doors.known import is_known, known

# The lists that Wagtail's panels show, and where in a row the thing is.
ROWS: dict[str, Any] = {
    "states": lambda row: row["obj"],
    "workflow_states": lambda row: row.content_object,
    "last_edits": lambda row: row[1],
    "locked_pages": lambda row: row,
}


def narrow(request: HttpRequest, panels: list[Any]) -> None:
    """Let each panel leave out what this person may not know of."""
    for panel in panels:
        panel.get_context_data = _narrowed(panel.get_context_data, request)


def _narrowed(wagtails: Any, request: HttpRequest) -> Any:
    def get_context_data(parent_context: Any) -> Any:
        context = wagtails(parent_context)
        for name, thing in ROWS.items():
            if name in context:
                rows = context[name]
                context[name] = [row for row in rows if is_known(thing(row), request.user)]
        return context

    return get_context_data


class OpenPagesSummary(PagesSummaryItem):
    """The number of pages, as this person knows them."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return Wagtail's figures with our count."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        if root := context["root_page"]:
            pages = known(Page, self.request.user).descendant_of(root, inclusive=True)
            context["total_pages"] = pages.count()
        return context
