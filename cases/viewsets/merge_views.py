"""Screens of merging: which record, what would move, all merges, and taking one back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from cases.merging import telling
from cases.merging.checks import Refused, demand_rights
from cases.merging.merge import merge
from cases.merging.plan import plan
from cases.merging.relations import KINDS
from cases.merging.undo import kind_of, undo_plan
from cases.merging.unmerge import unmerge
from cases.models import Merge
from kb.permissions import User, is_administrator, may
from kb.records.action_views import RecordActionView
from kb.records.fields_told import compared
from kb.records.widgets import RecordChooser
from kb.search.due import IndexDue

PER_PAGE = 50


class MergeView(RecordActionView):
    """Asks which record is to become part of this one, and leads to what would move."""

    name = "merge"
    label = _("Merge another record into it")
    icon = "resubmit"
    question = _(
        "Choose the record that is the same as this one. Nothing changes yet: "
        "the next screen shows everything that would move."
    )
    button = _("Show what would move")
    template_name = "cases/admin/merge_choose.html"

    @classmethod
    def fits(cls, record: Any) -> bool:
        """Return whether the record could take another one."""
        return not record.is_archived and record.merged_into_id is None

    def get_form(self, form_class: Any = None) -> Any:
        """Return the form with a chooser of the other record."""
        form = super().get_form(form_class)
        widget = RecordChooser(model=self.model)
        widget.shown_to = self.request.user
        others = self.model.objects.editable_by(self.request.user).filter(archived_at=None)
        form.fields["other"] = forms.ModelChoiceField(
            others.exclude(pk=self.object.pk), label=_("The other record"), widget=widget
        )
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        """Show what would move."""
        other = form.cleaned_data["other"]
        return redirect(
            reverse("record_merge", args=[self.model._meta.model_name, self.object.pk, other.pk])
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the chooser needs."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"media": context["form"].media}


def record_merge(request: HttpRequest, kind: str, kept: int, merged: int) -> HttpResponse:
    """Both records side by side and everything that would move; a POST merges them."""
    model = KINDS.get(kind)
    if model is None:
        raise Http404
    found = model.objects.editable_by(request.user).in_bulk([kept, merged])
    if len(found) != len({kept, merged}):
        raise Http404
    demand_rights(model, request.user, kept, merged)
    if request.method == "POST":
        try:
            done = merge(found[kept], found[merged], request.user, request.POST.get("stamp", ""))
        except Refused as refusal:
            for sentence in refusal.messages:
                messages.error(request, sentence)
        else:
            text = _g("Merged “%(merged)s” into “%(kept)s”.") % {
                "merged": found[merged],
                "kept": found[kept],
            }
            undo = messages.button(reverse("record_unmerge", args=[done.pk]), _g("Undo"))
            messages.success(request, text, buttons=[undo])
            return redirect(editor_of(found[kept]))
    made = plan(found[kept], found[merged], request.user)
    context = {
        "plan": made,
        "kind": model._meta.verbose_name,
        "fields": compared(made.kept, made.merged),
        "moving": telling.moving(made, request.user),
        "staying": telling.staying(made, request.user),
        "drafts": [(one, editor_of(one)) for one in telling.waiting(made, request.user)],
        "other_way": reverse("record_merge", args=[kind, merged, kept]),
        "kept_url": editor_of(made.kept),
        "merged_url": editor_of(made.merged),
    }
    return render(request, "cases/admin/merge.html", context)


def editor_of(record: Any) -> str:
    """Return where a record is edited."""
    return reverse(record.snippet_viewset.get_url_name("edit"), args=[record.pk])


def known_merges(user: User) -> Any:
    """Return the merges of which this person may work on both records, latest first."""
    found = Merge.objects.none()
    for model in KINDS.values():
        if not may(user, "publish", model):
            continue
        mine = model.objects.editable_by(user).values("pk")
        found |= Merge.objects.filter(kind=model._meta.label_lower, kept__in=mine, merged__in=mine)
    return found.select_related("by", "undone_by").order_by("-number")


def merges(request: HttpRequest) -> HttpResponse:
    """Every merge this person may know of, latest first."""
    if not any(may(request.user, "publish", model) for model in KINDS.values()):
        raise PermissionDenied
    page = Paginator(known_merges(request.user), PER_PAGE).get_page(request.GET.get("p"))
    rows = []
    for one in page.object_list:
        model = kind_of(one)
        there = model._base_manager.in_bulk([one.kept, one.merged])
        rows.append(
            {
                "merge": one,
                "kind": capfirst(model._meta.verbose_name),
                "kept_url": editor_of(there[one.kept]),
                "merged_url": editor_of(there[one.merged]),
                "kept_slug": there[one.kept].slug,
                "merged_slug": there[one.merged].slug,
                "url": reverse("record_unmerge", args=[one.pk]),
            }
        )
    context = {"rows": rows, "page": page, "due": due_for(request.user)}
    return render(request, "cases/admin/merges.html", context)


def due_for(user: User) -> str:
    """Return a sentence while the worker still writes indexes, empty when it has written all.

    How many it has left counts what somebody may not know of: that is for administrators.
    """
    left = IndexDue.objects.count()
    if not left:
        return ""
    if is_administrator(user):
        return ngettext(
            "Search and “used in” are being brought up to date: %(left)s record or page is left.",
            "Search and “used in” are being brought up to date: %(left)s records and pages are "
            "left.",
            left,
        ) % {"left": left}
    return _g("Search and “used in” are being brought up to date; this takes a minute or two.")


def record_unmerge(request: HttpRequest, pk: int) -> HttpResponse:
    """What would go back and what was added since; a POST undoes the merge."""
    found = get_object_or_404(known_merges(request.user), pk=pk)
    if request.method == "POST" and not found.is_undone:
        given = [name for name, where in request.POST.items() if where == "b"]
        try:
            made = unmerge(found, request.user, given)
        except ValidationError as error:
            for sentence in error.messages:
                messages.error(request, sentence)
        else:
            messages.success(request, _g("Undone: “%(name)s” is back.") % {"name": made.merged})
            return redirect(editor_of(made.merged))
        found.refresh_from_db()
    made = undo_plan(found, request.user)
    context = {
        "merge": found,
        "plan": made,
        "back": telling.of_merge(made.back, made, request.user),
        "elsewhere": telling.of_merge(made.elsewhere, made, request.user),
        "gone": telling.gone(made, request.user),
        "since": telling.since(made, request.user),
        "kept_url": editor_of(made.kept),
        "merged_url": editor_of(made.merged),
        "differences": differences(found, made.kept),
    }
    return render(request, "cases/admin/unmerge.html", context)


def differences(done: Merge, record: Any) -> list[tuple[str, str, str]]:
    """Return the fields by which the two differed when they were merged, as the log keeps them."""
    return [
        (str(capfirst(record._meta.get_field(name).verbose_name)), kept, merged)
        for name, kept, merged in done.differences
        if not record._meta.get_field(name).is_relation
    ]


urls = [
    path("merges/", merges, name="merges"),
    path("merges/<int:pk>/undo/", record_unmerge, name="record_unmerge"),
    path("merges/<slug:kind>/<int:kept>/<int:merged>/", record_merge, name="record_merge"),
]
