"""The admin of statements."""

from typing import Any

from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList, TabbedInterface

from cases.models import Statement
from cases.viewsets.facts import actor
from cases.viewsets.merge_views import MergeView
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


class StatementViewSet(RecordViewSet):
    """Statements as they were said or are to be said."""

    model = Statement
    icon = "openquote"
    list_display = ["__str__", "kind", "state", "audience", UPDATED]
    list_filter = ["kind", "state", "audience"]
    record_actions = (*RECORD_ACTIONS, UseView, MergeView)
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
