"""Before a glossary term changes what readers get: the list of what changes, then the change."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import DeleteView

from kb.records.action_views import ArchiveView, RecordActionView, RestoreView
from kb.records.publish_view import PublishTogetherView
from kb.records.viewset import RecordCreateView, RecordEditView, RecordUnpublishView
from kb.wording.effects import (
    Change,
    Effect,
    broken_by,
    change_to,
    effects,
    find_effects,
    without_wording,
    wrong_cases,
)

PER_PAGE = 25
STEP = "publish_wording"


class ShowsChanges:
    """Mixin of a view of one term: adds what its change changes, a page of it at a time."""

    request: HttpRequest
    object: Any

    @cached_property
    def change(self) -> Change:
        """What the view is about to do."""
        return without_wording(self.object)

    @cached_property
    def effects(self) -> list[Effect]:
        """What this person may read of it."""
        return effects(self.change, self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the list, and the sentences to check that would break."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        page = Paginator(self.effects, PER_PAGE).get_page(self.request.GET.get("p"))
        return context | {
            "effects": page,
            "effects_total": len(self.effects),
            "broken": broken_by(self.change),
        }


class PublishTermView(ShowsChanges, PublishTogetherView):
    """The step before a term is published that changes texts."""

    name = STEP
    template_name = "kb/admin/wording/publish.html"

    @cached_property
    def change(self) -> Change:
        """What publishing the newest version changes."""
        return change_to(self.draft, self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the term's own sentences that do not read as they must."""
        context = super().get_context_data(**kwargs)
        return context | {"wrong": wrong_cases(self.draft, self.change)}


class TermChangesView(ShowsChanges, RecordActionView):
    """What publishing the newest version would change, for all who may work on the term."""

    name = "wording_changes"
    label = _("What it changes")
    icon = "view"
    permission_required = "change"
    template_name = "kb/admin/wording/list.html"
    http_method_names = ("get", "head", "options")

    @cached_property
    def change(self) -> Change:
        """What publishing the newest version changes."""
        return change_to(self.object.get_latest_revision_as_object(), self.object)


class AsksBeforePublishing:
    """Mixin of the create and edit views of terms: what changes texts is shown first."""

    request: HttpRequest
    object: Any
    model: Any
    new_revision: Any
    expects_json_response: bool

    def publish_action(self) -> HttpResponse | None:
        """Lead to the list of what changes, or publish where nothing does."""
        draft = self.new_revision.as_object()
        later = draft.go_live_at and draft.go_live_at > timezone.now()
        if not self.expects_json_response and not later:
            change = change_to(draft, self.object)
            if change.differing and (
                any(find_effects(change, self.request.user))
                or broken_by(change)
                or wrong_cases(draft, change)
            ):
                name = self.model.snippet_viewset.get_url_name(STEP)
                return redirect(reverse(name, args=[self.object.pk]))
        response: HttpResponse | None = super().publish_action()  # type: ignore[misc]
        return response


class TermCreateView(AsksBeforePublishing, RecordCreateView):
    """Adds a term."""


class TermEditView(AsksBeforePublishing, RecordEditView):
    """Edits a term."""


class ArchiveTermView(ShowsChanges, ArchiveView):
    """Hides a term."""

    template_name = "kb/admin/wording/action.html"


class RestoreTermView(ShowsChanges, RestoreView):
    """Shows an archived term again."""

    template_name = "kb/admin/wording/action.html"

    @cached_property
    def change(self) -> Change:
        """What its wording changes again."""
        return change_to(self.object if self.object.live else None, self.object)


class UnpublishTermView(ShowsChanges, RecordUnpublishView):
    """Takes a term back from its readers."""

    template_name = "kb/admin/wording/unpublish.html"


class DeleteTermView(ShowsChanges, DeleteView):
    """Deletes a term, for administrators."""

    @cached_property
    def change(self) -> Change:
        """What changes when neither name nor wording is known any more."""
        return change_to(None, self.object)
