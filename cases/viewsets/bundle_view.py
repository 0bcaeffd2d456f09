"""The desk's screen of what belongs to an incident's case, to be published together."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from cases.bundles.contents import belonging, with_keys
from cases.bundles.findings import Finding, findings
from cases.bundles.publishing import publish_all, version_of
from cases.bundles.rows import is_ticked_first, rows_of
from kb.records.action_views import RecordActionView
from kb.records.publish_together import key_of


class BundleForm(forms.Form):
    """What goes out, which versions of it were looked at, and what was read of them."""

    chosen = forms.MultipleChoiceField(required=False)
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    told = forms.CharField(required=False, widget=forms.HiddenInput)
    read = forms.BooleanField(required=False)


class BundleView(RecordActionView):
    """Lists what of a case waits to be published, and publishes all of it or nothing."""

    name = "bundle"
    label = _("Publish together")
    icon = "upload"
    template_name = "cases/admin/bundle.html"
    form_class = BundleForm
    permission_required = "change"

    @cached_property
    def things(self) -> list[Any]:
        """What may be chosen."""
        return belonging(self.object, self.request.user)

    @cached_property
    def chosen(self) -> list[Any]:
        """What is chosen: as the form says, at first all but what was taken back."""
        if self.request.method == "POST":
            return with_keys(self.things, self.request.POST.getlist("chosen"))
        return [one for one in self.things if is_ticked_first(one)]

    @cached_property
    def findings(self) -> list[Finding]:
        """What there is to say of what is chosen."""
        return findings(self.chosen, self.request.user)

    @property
    def told(self) -> list[str]:
        """What names the sentences that somebody has to have read."""
        return [finding.code for finding in self.findings if not finding.stops]

    def get_form(self, form_class: Any = None) -> Any:
        """Offer what waits."""
        form = super().get_form(form_class)
        form.fields["chosen"].choices = [(key_of(one), str(one)) for one in self.things]
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the rows and the list of what is in the way."""
        context = super().get_context_data(**kwargs)
        return context | {
            "rows": rows_of(self.things, [key_of(one) for one in self.chosen], self.findings),
            "stops": [finding for finding in self.findings if finding.stops],
            "ends": [finding for finding in self.findings if not finding.stops],
            "version": version_of(self.chosen),
            "told": " ".join(self.told),
            "read": self.request.POST.get("read"),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        """Look again, or do it."""
        if self.request.POST.get("act") == "look":
            return self.render_to_response(self.get_context_data(form=form))
        try:
            self.act(self.request.user, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        return redirect(self.request.path)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what to mend."""
        return self.render_to_response(self.get_context_data(form=form), status=400)

    def act(self, user: Any, cleaned: dict[str, Any]) -> None:
        """Publish what is chosen."""
        self.demand_read(cleaned)
        done = publish_all(self.chosen, user)
        names = "; ".join(str(one) for one in done)
        messages.success(self.request, _g("Published: %(names)s") % {"names": names})

    def demand_read(self, cleaned: dict[str, Any]) -> None:
        """Raise a sentence unless these versions were looked at, and what is open was read."""
        if not self.chosen:
            raise ValidationError(_g("Nothing is chosen: tick what is to be published."))
        if cleaned["version"] != version_of(self.chosen):
            raise ValidationError(
                _g("Something else is chosen now, or a newer version was saved. Look again.")
            )
        if self.told and not (cleaned["read"] and set(self.told) <= set(cleaned["told"].split())):
            raise ValidationError(
                _g("Read what is left open, and tick that you publish it all the same.")
            )
