"""The admin of statements."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList, TabbedInterface
from wagtail.admin.ui.tables import UpdatedAtColumn

from cases.models import Statement
from cases.viewsets.facts import actor
from kb.records.forms import form_for
from kb.records.panels import field, row, time, writings
from kb.records.viewset import RecordViewSet


class StatementViewSet(RecordViewSet):
    """Statements as they were said or are to be said."""

    model = Statement
    icon = "openquote"
    list_display = ["__str__", "kind", "state", "audience", UpdatedAtColumn()]
    list_filter = ["kind", "state", "audience"]
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
