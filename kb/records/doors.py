"""What every admin view of a record passes through: `editable_by`, and refusals to publish."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from kb.editing.fresh_form import FreshForm, opened_now
from kb.editing.locks import Locked, demand_unlocked
from kb.readiness import NotReady
from kb.records.naming import shown_name
from kb.records.parts_taken_out import put_back, without_lost_ids
from kb.records.publish_together import problems_together, waiting_with


class Door:
    """Mixin of every view of one kind of record: what one may not edit does not exist."""

    model: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Answer 404 for a record that this person may not work on, before anything is read."""
        if "pk" in kwargs:
            pk = unquote(str(kwargs["pk"]))
            editable = self.model.objects.editable_by(request.user)
            if not pk.isdigit() or not editable.filter(pk=pk).exists():
                raise Http404
        super().setup(request, *args, **kwargs)  # type: ignore[misc]

    def _get_custom_column(self, field_name: str, *args: Any, **kwargs: Any) -> Any:
        """Return a column of the list; that of names has the one the reader reads first."""
        column = super()._get_custom_column(field_name, *args, **kwargs)  # type: ignore[misc]
        if field_name == "__str__":
            column.accessor = shown_name
        return column


def show_problems(request: HttpRequest, sentences: list[str]) -> None:
    """Show each thing that keeps a record from being published as a message of its own."""
    messages.error(request, _("Saved as a draft, not published:"))
    for sentence in sentences:
        messages.error(request, sentence)


class PublishingDoor:
    """Mixin of the create, edit and revert views: a refusal keeps the draft and says why."""

    request: HttpRequest
    object: Any
    new_revision: Any
    expects_json_response: bool
    publish_together_url_name: Any = None

    def _refused(self, sentences: list[str]) -> HttpResponse:
        if self.expects_json_response:
            return JsonResponse(
                {
                    "success": False,
                    "error_code": "not_ready",
                    "error_message": " ".join(sentences),
                    "messages": sentences,
                },
                status=400,
            )
        show_problems(self.request, sentences)
        return redirect(self.get_edit_url())  # type: ignore[attr-defined]

    def _problems(self) -> list[str]:
        return problems_together(self.new_revision.as_object(), self.request.user)

    def _names_what_nobody_reads(self) -> bool:
        draft = self.new_revision.as_object()
        later = draft.go_live_at and draft.go_live_at > timezone.now()
        return not later and bool(waiting_with(draft, self.request.user))

    def publish_action(self) -> HttpResponse | None:
        """Publish, or schedule, unless something is missing; what it names may go out along."""
        if not self.expects_json_response and self._names_what_nobody_reads():
            return redirect(reverse(self.publish_together_url_name, args=[self.object.pk]))
        try:
            with transaction.atomic():
                response: HttpResponse | None = super().publish_action()  # type: ignore[misc]
        except NotReady as refusal:
            return self._refused(refusal.messages)
        return response

    def submit_action(self) -> HttpResponse | None:
        """Submit for review only what could be published."""
        if found := self._problems():
            return self._refused(found)
        response: HttpResponse | None = super().submit_action()  # type: ignore[misc]
        return response

    def restart_workflow_action(self) -> HttpResponse | None:
        """Start the review again only of what could be published."""
        if found := self._problems():
            return self._refused(found)
        response: HttpResponse | None = super().restart_workflow_action()  # type: ignore[misc]
        return response

    def workflow_action_action(self) -> HttpResponse | None:
        """Approve in the editor, unless something is missing: then the task stays as it was."""
        waiting = waiting_with(self.new_revision.as_object(), self.request.user)
        try:
            with transaction.atomic():
                response: HttpResponse | None = super().workflow_action_action()  # type: ignore[misc]
        except NotReady as refusal:
            return self._refused(refusal.messages)
        say_what_went_out_along(self.request, waiting)
        return response


class LockDoor:
    """Mixin of the views that take a record back: not while somebody else has locked it."""

    object: Any
    edit_url_name: Any

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say who has locked it, or go on."""
        try:
            demand_unlocked(self.object, request.user)
        except Locked as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(reverse(self.edit_url_name, args=[self.object.pk]))
        response: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
        return response


class WorkflowDoor:
    """Mixin of the view that acts on a review: an approval that publishes may be refused."""

    redirect_url: str
    object: Any

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Act, unless something is missing: then the task stays as it was."""
        waiting = self._waiting()
        try:
            with transaction.atomic():
                response: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
        except NotReady as refusal:
            show_problems(request, refusal.messages)
            if request.headers.get("x-requested-with") == "XMLHttpRequest":
                data = {"step": "success", "redirect": self.redirect_url}
                response = self.render_modal_json(request, data)  # type: ignore[attr-defined]
            else:
                response = redirect(self.redirect_url)
        else:
            say_what_went_out_along(request, waiting)
        return response

    def _waiting(self) -> list[Any]:
        """Return the drafts that the record names; pages name none that would go out along."""
        if isinstance(self.object, Page):
            return []
        return waiting_with(self.object.get_latest_revision_as_object(), self.request.user)  # type: ignore[attr-defined]


def say_what_went_out_along(request: HttpRequest, waiting: list[Any]) -> None:
    """Name those of these drafts that are published by now."""
    out = [one for one in waiting if type(one)._base_manager.filter(pk=one.pk, live=True).exists()]
    if out:
        names = "; ".join(map(str, out))
        messages.success(request, _("Published along with it: %(names)s") % {"names": names})


class FreshRecordForm(FreshForm):
    """Mixin of the edit views of records: see FreshForm."""

    object: Any
    new_revision: Any = None

    def comparing_panel(self) -> Any:
        """Return the panels of the form."""
        return self.panel  # type: ignore[attr-defined]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Keep the parts that the form still shows, though somebody has taken them out."""
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        overtaken = self.request.method == "POST" and (self.must_refuse or self.overwrites)
        if overtaken and (opened := self._opened_with()) is not None:
            put_back(kwargs["instance"], opened.as_object())
            kwargs["data"] = without_lost_ids(kwargs["data"], kwargs["instance"])
        return kwargs

    def is_valid(self, form: Any) -> bool:
        """Refuse a form that is out of date, keeping what was typed on the page."""
        if self.must_refuse:
            self.refuse(form)
            self.produced_error_message = None
            return False
        valid: bool = super().is_valid(form)  # type: ignore[misc]
        return valid

    def get_success_json(self) -> dict[str, Any]:
        """Tell the open page, after an automatic save, which version it is made from now."""
        answer: dict[str, Any] = super().get_success_json()  # type: ignore[misc]
        if self.new_revision:
            answer["field_updates"] = answer.get("field_updates", {}) | opened_now(
                self.new_revision
            )
        return answer
