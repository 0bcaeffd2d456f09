"""The editors' report of searches that found nothing, with what can be done about each."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from kb.search.analysis.segment import is_han, words
from kb.search.missed import MissedSearch

_VIEW = "kb.view_missedsearch"
_DELETE = "kb.delete_missedsearch"


class ActionsColumn(Column):
    """Buttons: a glossary term or synonym, a promoted answer, done."""

    cell_template_name = "kb/admin/missed_search_actions.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Add the addresses that the buttons lead to, as far as this person may use them."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        request = parent_context["request"]
        half = "zh" if any(map(is_han, words(instance.text))) else "en"
        if request.user.has_perm("kb.add_glossaryterm"):
            address = reverse("wagtailsnippets_kb_glossaryterm:add")
            context["term_url"] = f"{address}?{urlencode({f'term_{half}': instance.text})}"
        if request.user.has_perm("wagtailsearchpromotions.add_searchpromotion"):
            address = reverse("wagtailsearchpromotions:add")
            context["promote_url"] = f"{address}?{urlencode({'query_string': instance.text})}"
        if request.user.has_perm(_DELETE):
            context["done_url"] = reverse("missed_search_done", args=[instance.pk])
        context["request"] = request
        return context


def _day(row: MissedSearch) -> str:
    """Return the day as it is, since no hour is known: not so many hours ago."""
    return date_format(row.last_day)


class MissedSearchReport(ReportView):
    """Words that found nothing: those asked for first, then the most frequent."""

    model = MissedSearch
    page_title = gettext_lazy("Searches that found nothing")
    header_icon = "search"
    index_url_name = "missed_searches"
    index_results_url_name = "missed_searches_results"
    permission_policy = ModelPermissionPolicy(MissedSearch)
    any_permission_required: ClassVar[list[str]] = ["view"]
    is_searchable = False
    columns: ClassVar[list[Column]] = [
        Column("text", label=gettext_lazy("Words"), width="30%"),
        NumberColumn("number", label=gettext_lazy("Searches")),
        NumberColumn("asked", label=gettext_lazy("Asked for")),
        Column("last_day", label=gettext_lazy("Last day"), accessor=_day),
        ActionsColumn("actions", label=gettext_lazy("What to do"), accessor="pk"),
    ]
    list_export: ClassVar[list[str]] = ["text", "number", "asked", "last_day"]


@require_POST
def missed_search_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Take words off the report: they are answered now, or need no answer."""
    if not request.user.has_perm(_DELETE):
        raise PermissionDenied
    MissedSearch.objects.filter(pk=pk).delete()
    messages.success(
        request, _("Taken off the report. It comes back when somebody searches again.")
    )
    return redirect("missed_searches")


class MissedSearchMenuItem(MenuItem):
    """The report in the menu of those who may read it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person may read the report."""
        return bool(request.user.has_perm(_VIEW))


admin_urls = [
    path("reports/missed-searches/", MissedSearchReport.as_view(), name="missed_searches"),
    path(
        "reports/missed-searches/results/",
        MissedSearchReport.as_view(results_only=True),
        name="missed_searches_results",
    ),
    path("reports/missed-searches/<int:pk>/done/", missed_search_done, name="missed_search_done"),
]
