"""The admin of statements."""

from typing import Any

from django import forms
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList, TabbedInterface

from cases.actions import override
from cases.models import Statement
from cases.viewsets.facts import actor
from cases.viewsets.merge_views import MergeView
from kb.permissions import User, anybody_signed_in, asking
from kb.records.action_views import RecordActionView
from kb.records.forms import form_for
from kb.records.panels import field, row, time, writings
from kb.records.viewset import RECORD_ACTIONS, UPDATED, RecordViewSet


class UseView(RecordActionView):
    """Leads from the editor to where a statement is made from this one."""

    name = "use"
    label = _("Make a statement from this")
    icon = "copy"
    permission_required = "add"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Go there: what is left open is filled in on a page of the site."""
        return redirect("statement_use", self.object.slug)


class ReasonForm(forms.Form):
    """Why words may go out that the firewall stops."""

    reason = forms.CharField(
        label=_("Why these words may go out"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("It is kept in the history, with your name."),
    )


class OverrideView(RecordActionView):
    """Lets the newest words go out although the firewall stops them."""

    name = "override"
    label = _("Override the firewall")
    icon = "warning"
    question = _("It holds for exactly these words: whatever is changed in them is checked anew.")
    button = _("Override")
    done = _("The firewall no longer stops these words.")
    template_name = "cases/admin/override.html"
    form_class = ReasonForm

    @classmethod
    def fits(cls, record: Any) -> bool:
        """Return whether a rule stops it that whoever asks may see."""
        return bool(override.stopped(record, asking.get() or anybody_signed_in()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what stops it."""
        stopped = override.stopped(self.object, self.request.user)
        return super().get_context_data(**kwargs) | {"stopped": stopped}

    def act(self, user: User, cleaned: dict[str, Any]) -> None:
        """Override it."""
        override.override(self.object, user, cleaned["reason"])


class StatementViewSet(RecordViewSet):
    """Statements as they were said or are to be said."""

    model = Statement
    icon = "openquote"
    list_display = ["__str__", "kind", "state", "audience", UPDATED]
    list_filter = ["kind", "state", "audience"]
    record_actions = (*RECORD_ACTIONS, OverrideView, UseView, MergeView)
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    writings("title"),
                    field("keep_to"),
                    row("kind", "speaks_as"),
                    writings("words"),
                    time("said"),
                    row("channel", "incident"),
                ],
                heading=_("Statement"),
            ),
            ObjectList(
                [*actor(), field("topics", widget=CheckboxSelectMultiple)],
                heading=_("Speaker and topics"),
            ),
        ],
        base_form_class=form_for(Statement),
    )
