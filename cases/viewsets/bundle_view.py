"""The desk's screen of what belongs to an incident's case, to be published together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from cases.bundles import acting
from cases.bundles.contents import belonging, with_keys
from cases.bundles.findings import Finding, findings
from cases.bundles.items import Known, known_of, open_bundle
from cases.bundles.publishing import version_of
from cases.bundles.rows import is_ticked_first, readiness_of, rows_of
from cases.bundles.told import problems_of
from cases.models import Bundle
from kb.records.action_views import RecordActionView
from kb.records.publish_together import key_of

MOMENT = "%Y-%m-%dT%H:%M"
SETTLED = _("Somebody else has settled this meanwhile. Look again.")


class BundleForm(forms.Form):
    """When it goes out, which versions of it were looked at, and what was read of them.

    What is chosen is kept apart: of what went out meanwhile nothing is to be said.
    """

    bundle = forms.IntegerField(required=False, widget=forms.HiddenInput)
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    told = forms.CharField(required=False, widget=forms.HiddenInput)
    read = forms.BooleanField(required=False)
    at = forms.DateTimeField(required=False)
    note = forms.CharField(required=False, max_length=acting.MOST_WORDS)
    reason = forms.CharField(required=False, max_length=acting.MOST_WORDS)


class BundleView(RecordActionView):
    """Lists what of a case waits to be published, and takes it out: all of it or nothing."""

    name = "bundle"
    label = _("Publish together")
    icon = "upload"
    template_name = "cases/admin/bundle.html"
    form_class = BundleForm
    permission_required = "change"
    # What may be done with things that are chosen, and with a bundle that is under way.
    with_things = ("publish", "schedule", "ask")
    with_bundle = ("approve", "send_back", "move", "cancel")

    @cached_property
    def bundle(self) -> Bundle | None:
        """What is under way, or came back, as far as this person may know."""
        return open_bundle(self.object, self.request.user)

    @property
    def is_under_way(self) -> bool:
        """Whether somebody waits for a review or a time: then nothing is chosen."""
        return self.bundle is not None and self.bundle.is_under_way

    @cached_property
    def known(self) -> Known:
        """What is in the bundle, as far as this person may know."""
        return known_of(self.bundle, self.request.user) if self.bundle else Known([], True)

    @cached_property
    def things(self) -> list[Any]:
        """What may be chosen, or is in the bundle that is under way."""
        return (
            self.known.waiting if self.is_under_way else belonging(self.object, self.request.user)
        )

    @cached_property
    def chosen(self) -> list[Any]:
        """What is chosen: as the form says, else as it was before, else all but what came back."""
        if self.is_under_way:
            return self.things
        if self.request.method == "POST":
            return with_keys(self.things, self.request.POST.getlist("chosen"))
        if self.bundle:
            return with_keys(self.things, [key_of(one) for one in self.known.things])
        return [one for one in self.things if is_ticked_first(one)]

    @cached_property
    def findings(self) -> list[Finding]:
        """What there is to say of what is chosen."""
        return findings(self.chosen, self.request.user)

    @property
    def told(self) -> list[str]:
        """What names the sentences that somebody has to have read."""
        return [finding.code for finding in self.findings if not finding.stops]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the rows, the list of what is in the way, and what may be done."""
        context = super().get_context_data(**kwargs)
        bundle, user, typed = self.bundle, self.request.user, self.request.POST
        decides = bundle is not None and self.known.is_all and acting.may_decide(bundle, user)
        return context | {
            "rows": rows_of(self.things, [key_of(one) for one in self.chosen]),
            "readiness": readiness_of(self.findings),
            "version": version_of(self.chosen),
            "told": " ".join(self.told),
            "typed": typed,
            "bundle": bundle,
            "is_under_way": self.is_under_way,
            "problems": problems_of(bundle, user) if bundle else [],
            "decides": decides,
            "may_cancel": bundle is not None and acting.may_cancel(bundle, user),
            "at": typed.get("at", _moment(bundle.at) if bundle and self.is_under_way else ""),
            "zone": timezone.get_current_timezone_name(),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        """Look again, or do it."""
        act = self.request.POST.get("act", "look")
        if act == "look":
            return self.render_to_response(self.get_context_data(form=form))
        if act not in (*self.with_things, *self.with_bundle):
            raise Http404
        try:
            self.demand_the_same(form.cleaned_data, act)
            done = getattr(self, f"act_{act}")(self.request.user, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, done)
        return redirect(self.request.path)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what to mend, with what is so by now."""
        return self.render_to_response(self.get_context_data(form=form), status=400)

    def demand_the_same(self, cleaned: dict[str, Any], act: str) -> None:
        """Raise a sentence when the page was made from another state of things."""
        here = self.bundle.pk if self.bundle else None
        fits = act in (self.with_bundle if self.is_under_way else self.with_things)
        if cleaned["bundle"] != here or not (fits or (act == "cancel" and here)):
            raise ValidationError(SETTLED)

    def demand_read(self, cleaned: dict[str, Any]) -> None:
        """Raise a sentence unless these versions were looked at, and what is open was read."""
        if not self.chosen and not self.is_under_way:
            raise ValidationError(_g("Nothing is chosen: tick what is to be published."))
        if cleaned["version"] != version_of(self.chosen):
            raise ValidationError(
                _g("Something else is chosen now, or a newer version was saved. Look again.")
            )
        if self.told and not (cleaned["read"] and set(self.told) <= set(cleaned["told"].split())):
            raise ValidationError(
                _g("Read what is left open, and tick that you publish it all the same.")
            )

    def act_publish(self, user: Any, cleaned: dict[str, Any]) -> str:
        """Publish what is chosen."""
        self.demand_read(cleaned)
        return _published(acting.publish_now(self.object, self.chosen, user, cleaned["bundle"]))

    def act_schedule(self, user: Any, cleaned: dict[str, Any]) -> str:
        """Let it go out at a time."""
        self.demand_read(cleaned)
        acting.schedule(self.object, self.chosen, user, cleaned["at"], cleaned["bundle"])
        return _g("It goes out at its time, all of it or nothing.")

    def act_ask(self, user: Any, cleaned: dict[str, Any]) -> str:
        """Ask for a review."""
        self.demand_read(cleaned)
        told = {"at": cleaned["at"], "note": cleaned["note"], "again": cleaned["bundle"]}
        acting.ask(self.object, self.chosen, user, **told)
        return _g("Handed in: those who may publish all of it find it under “Needs attention”.")

    def act_approve(self, user: Any, cleaned: dict[str, Any]) -> str:
        """Approve all of it."""
        self.demand_read(cleaned)
        bundle = self._shown()
        done = acting.approve(bundle, user)
        if bundle.is_for_later:
            return _g("Approved: it goes out at its time, all of it or nothing.")
        return _published(done)

    def act_send_back(self, user: Any, cleaned: dict[str, Any]) -> str:
        """Give it back, with the reason."""
        acting.send_back(self._shown(), user, cleaned["reason"])
        return _g("Sent back.")

    def act_move(self, user: Any, cleaned: dict[str, Any]) -> str:
        """Set another time."""
        acting.move(self._shown(), user, cleaned["at"])
        return _g("It goes out at its time, all of it or nothing.")

    def act_cancel(self, user: Any, cleaned: dict[str, Any]) -> str:
        """Give it up."""
        acting.cancel(self._shown(), user)
        return _g("Given up: nothing of it is published by this.")

    def _shown(self) -> Bundle:
        if self.bundle is None:
            raise PermissionDenied
        return self.bundle


def _published(done: list[Any]) -> str:
    if not done:
        return _g("Readers have all of it as it was last written.")
    return _g("Published: %(names)s") % {"names": "; ".join(str(one) for one in done)}


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at).strftime(MOMENT) if at else ""
