"""Views that stand before Wagtail's own: reports, bulk actions and the completion of tags."""

from typing import Any

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.admin.views.reports.workflows import WorkflowTasksView, WorkflowView
from wagtail.admin.views.tags import TAGS_AUTOCOMPLETE_LIMIT
from wagtail.contrib.redirects.views import process_import
from wagtail.models import Page
from wagtail_localize.views.report import TranslationsReportView

from kb.admin_doors.known import about_known, holds_unknown, kinds, known
from kb.admin_doors.replaced import known_tags
from kb.file_views import nothing
from kb.permissions import is_administrator


class OwnWorkflowView(WorkflowView):
    """Reviews of what one may know of."""

    def get_queryset(self) -> Any:
        """Return the reviews."""
        return about_known(super().get_queryset(), self.request.user)


class OwnWorkflowTasksView(WorkflowTasksView):
    """Steps of reviews of what one may know of."""

    def get_queryset(self) -> Any:
        """Return the steps."""
        return about_known(super().get_queryset(), self.request.user, "workflow_state__")


class OwnTranslationsReportView(TranslationsReportView):
    """Translations of pages that one may know of."""

    def get_queryset(self) -> Any:
        """Return the translations, in a stable order."""
        keys = known(Page, self.request.user).values("translation_key")
        found: Any = super().get_queryset()
        return found.filter(source__object_id__in=keys).order_by("pk")


class AllPageTypesView(PageTypesUsageReportView):
    """Counts pages of all kinds and names the last of each, closed ones as well."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer administrators only."""
        if not is_administrator(request.user):
            raise Http404
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer


class BulkDoor:
    """Mixin of every bulk action: works on what one may know of, and names nothing else."""

    request: HttpRequest

    def get_queryset(self, model: Any, object_ids: Any) -> list[Any]:
        """Return those of the things asked for that this person may know of; raises Http404."""
        keys = [key for key in object_ids if str(key).isdigit()]
        if not issubclass(model, tuple(kinds())):
            return list(super().get_queryset(model, keys))  # type: ignore[misc]
        things: list[Any] = list(known(model, self.request.user).filter(pk__in=keys))
        if not things:
            raise Http404
        if not issubclass(model, Page):
            return things
        pages = [page.specific for page in things]
        return [page for page in pages if not holds_unknown(page, self.request.user)]


def bulk(request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponse:
    """Take one of Wagtail's bulk actions through the door."""
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError as error:
        raise Http404 from error
    stock = bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
    if stock is None:
        raise Http404
    guarded = type(stock.__name__, (BulkDoor, stock), {})
    answer: HttpResponse = guarded(request, model).dispatch(request)
    return answer


def tags(request: HttpRequest) -> HttpResponse:
    """Complete a tag from those of files that one may know of."""
    term = request.GET.get("term", "")
    found = known_tags(request.user).filter(name__istartswith=term).order_by("name")
    names = found.values_list("name", flat=True)[:TAGS_AUTOCOMPLETE_LIMIT]
    return JsonResponse(list(names) if term else [], safe=False)


def import_redirects(request: HttpRequest) -> HttpResponse:
    """Go on with an import of redirects, or back to its start when the file is not named."""
    if "import_file_name" not in request.POST:
        return redirect("wagtailredirects:start_import")
    answer: HttpResponse = process_import(request)
    return answer


def _report(view: Any, address: str) -> list[URLPattern]:
    """Return the addresses of a report: its whole page, and its results alone."""
    name, results = address.replace("/", "_"), view.as_view(results_only=True)
    return [
        path(f"admin/{address}/", require_admin_access(view.as_view()), name=f"own_{name}"),
        path(
            f"admin/{address}/results/", require_admin_access(results), name=f"own_{name}_results"
        ),
    ]


urlpatterns: list[URLPattern] = [
    *_report(OwnWorkflowView, "reports/workflow"),
    *_report(OwnWorkflowTasksView, "reports/workflow_tasks"),
    *_report(AllPageTypesView, "reports/page-types-usage"),
    *_report(OwnTranslationsReportView, "localize/reports/translations"),
    path(
        "admin/bulk/<str:app_label>/<str:model_name>/<str:action>/",
        require_admin_access(bulk),
        name="own_bulk_action",
    ),
    path("admin/tag-autocomplete/", require_admin_access(tags), name="own_tag_autocomplete"),
    path(
        "admin/redirects/import/process/",
        require_admin_access(require_POST(import_redirects)),
        name="own_import_redirects",
    ),
    # No form of ours asks these for anything.
    path("admin/tag-autocomplete/<path:path>", nothing),
    *(
        path(f"admin/api/main/{kind}/{rest}", nothing)
        for kind in ("documents", "images")
        for rest in ("", "<path:path>")
    ),
    path("admin/localize/api/snippets/<slug:app>/<slug:model>/", nothing),
    path("admin/localize/submit/snippet/<path:path>", nothing),
    # Wagtail's own trials of its error pages.
    path("admin/failwhale/", nothing),
    path("admin/test404/", nothing),
]
