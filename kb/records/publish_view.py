"""The step before a record is published that names what nobody reads yet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from kb.editing.fresh_form import stamp
from kb.permissions import User
from kb.readiness import problems
from kb.records.action_views import RecordActionView
from kb.records.publish_together import Neighbour, neighbours, publish_together


class TogetherForm(forms.Form):
    """Which of the drafts go out along, and which version was looked at."""

    along = forms.MultipleChoiceField(required=False)
    version = forms.CharField(widget=forms.HiddenInput)


class PublishTogetherView(RecordActionView):
    """Lists what a draft names and is not published yet, and publishes it along."""

    name = "publish_together"
    label = _("Publish")
    icon = "upload"
    button = _("Publish")
    template_name = "kb/admin/publish_together.html"
    form_class = TogetherForm

    @cached_property
    def draft(self) -> Any:
        """The version that is to be published."""
        return self.object.get_latest_revision_as_object()

    @cached_property
    def neighbours(self) -> list[Neighbour]:
        """What could go out along."""
        return neighbours(self.draft, self.request.user)

    @property
    def version(self) -> str:
        """What names the version."""
        revision = self.object.latest_revision
        return stamp(revision) if revision else ""

    def get_initial(self) -> dict[str, Any]:
        """Name the version that is looked at."""
        return {"version": self.version}

    def get_form(self, form_class: Any = None) -> Any:
        """Offer what this person may publish."""
        form = super().get_form(form_class)
        free = [one for one in self.neighbours if not one.obstacles]
        form.fields["along"].choices = [(one.key, str(one.record)) for one in free]
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the neighbours, and what would be missing without them."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        posted = form.data.getlist("along") if form.is_bound else None
        rows = [
            {
                "neighbour": one,
                "kind": capfirst(one.kind),
                "url": _edit_url(one.record),
                "ticked": not one.obstacles and (posted is None or one.key in posted),
            }
            for one in self.neighbours
        ]
        return context | {"rows": rows, "missing": problems(self.draft)}

    def act(self, user: User, cleaned: dict[str, Any]) -> None:
        """Publish them all, or say what is in the way."""
        if cleaned["version"] != self.version:
            raise ValidationError(_g("A newer version was saved meanwhile. Look at it first."))
        lock = self.object.get_lock()
        if lock is not None and lock.for_user(user):
            raise ValidationError(_g("It is locked."))
        chosen = [one.record for one in self.neighbours if one.key in cleaned["along"]]
        self.published = publish_together(self.object, self.object.latest_revision, user, chosen)

    def form_valid(self, form: Any) -> HttpResponse:
        """Publish, and name what went out."""
        try:
            self.act(self.request.user, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        names = "; ".join(str(one) for one in (self.draft, *self.published))
        messages.success(self.request, _g("Published: %(names)s") % {"names": names})
        return redirect(self.edit_url)


def _edit_url(record: Any) -> str:
    return reverse(type(record).snippet_viewset.get_url_name("edit"), args=[record.pk])
