"""The admin of all pages: Wagtail's views, each with what Casebook demands of it."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from wagtail.admin.views.generic.preview import PreviewOnEdit
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from kb.editing.fresh_form import FreshForm, opened_now
from kb.editing.held_row import held
from kb.readiness import problems
from kb.records.doors import WorkflowDoor, show_problems

# The arguments of addresses that name the page that changes, or gets a new page below it.
PAGE_KEYS = ("page_id", "page_to_move_id", "parent_page_id", "pk")


class FreshPageForm(FreshForm):
    """Mixin of the edit views of pages: see FreshForm."""

    revisions_compare_url_name = "wagtailadmin_pages:revisions_compare"
    page: Any
    form: Any

    @property
    def edited(self) -> Any:
        """The page in the form."""
        return self.page

    def comparing_panel(self) -> Any:
        """Return the panels of the form."""
        return self.edit_handler  # type: ignore[attr-defined]

    def form_valid(self, form: Any) -> HttpResponse:
        """Refuse a form that is out of date."""
        if self.must_refuse:
            return self._refused(form)
        response: HttpResponse = super().form_valid(form)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """Refuse a form that is out of date before saying what else is wrong with it."""
        if self.must_refuse and not self.is_cancelling_workflow:  # type: ignore[attr-defined]
            return self._refused(form)
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        return response

    def save_action(self) -> HttpResponse:
        """Tell the open page, after an automatic save, which version it is made from now."""
        response: HttpResponse = super().save_action()  # type: ignore[misc]
        if not isinstance(response, JsonResponse) or response.status_code != 200:
            return response
        answer = json.loads(response.content)
        answer["field_updates"] |= opened_now(self.page.latest_revision)
        return JsonResponse(answer)

    def _refused(self, form: Any) -> HttpResponse:
        self.refuse(form)
        self.has_unsaved_changes = True
        self.errors_debug = repr(form.errors)
        context = self.get_context_data()
        response: HttpResponse = self.render_to_response(context)  # type: ignore[attr-defined]
        return response


class ReadyPage:
    """Mixin of the edit views: what is not ready stays a draft, and each missing thing is named."""

    request: HttpRequest
    action_name: str

    def form_valid(self, form: Any) -> HttpResponse:
        """Do what the button says, or save a draft and say what is missing."""
        if self._brings_out and (found := problems(form.save(commit=False))):
            self.has_content_changes = form.has_changed()
            show_problems(self.request, found)
            draft: HttpResponse = self.save_action()  # type: ignore[attr-defined]
            return draft
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        return response

    @property
    def _brings_out(self) -> bool:
        if self.action_name == "perform_workflow_action":
            return self.request.POST.get("workflow-action-name") == "approve"
        return self.action_name in ("publish", "submit", "restart_workflow")


class PageTemplate:
    """Mixin of the edit views: their template shows the newer version."""

    def get_template_names(self) -> list[str]:
        """Return our template where Wagtail has the editor's."""
        names: list[str] = super().get_template_names()  # type: ignore[misc]
        return [
            "kb/admin/page_edit.html" if name == "wagtailadmin/pages/edit.html" else name
            for name in names
        ]


class PageCreateView(ReadyPage, CreateView):
    """Adds a page."""


class PageEditView(PageTemplate, FreshPageForm, ReadyPage, EditView):
    """Edits a page."""


class PageRevertView(PageTemplate, FreshPageForm, ReadyPage, RevisionsRevertView):
    """Brings an older version of a page back into the form."""


class PageWorkflowActionView(WorkflowDoor, WorkflowActionView):
    """Acts on the review of a page."""


class KnowledgePageViewSet(PageViewSet):
    """The admin of every kind of page."""

    model = Page
    add_view_class = PageCreateView
    edit_view_class = PageEditView
    revisions_revert_view_class = PageRevertView
    workflow_action_view_class = PageWorkflowActionView

    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        """Let every view change one page at a time."""
        view = super().construct_view(view_class, **kwargs)
        return view if issubclass(view_class, PreviewOnEdit) else held(view, Page, *PAGE_KEYS)


PAGES = KnowledgePageViewSet()
