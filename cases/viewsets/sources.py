"""The admin of sources."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import HelpPanel, ObjectList, TabbedInterface

from cases.models import Source
from cases.viewsets.evidence import EvidenceView
from cases.viewsets.likely import LikelyCreateView, LikelyEditView, LikelyPanel
from cases.viewsets.merge_views import MergeView
from kb.records.chooser_forms import chooser_form
from kb.records.choosers import RecordChooserViewSet
from kb.records.forms import form_for
from kb.records.panels import PartsPanel, field, row, time, writings
from kb.records.viewset import RECORD_ACTIONS, UPDATED, RecordViewSet

ATTACHMENTS = PartsPanel(
    "attachments",
    [row("document", "image"), time("taken"), writings("caption")],
    heading=_("Files"),
    label=_("File"),
)


EVIDENCE_HELP = HelpPanel(
    template="cases/admin/evidence_help.html", heading=_("Paste or drop images")
)


class SourceChooser(RecordChooserViewSet):
    """Chooses one, or makes one."""

    creation_form_class = chooser_form(Source, ["kind", "language", "address"], unlike=["address"])


class SourceViewSet(RecordViewSet):
    """Sources with their archived text and files."""

    model = Source
    add_view_class = LikelyCreateView
    edit_view_class = LikelyEditView
    chooser_viewset_class = SourceChooser
    icon = "doc-full"
    list_display = ["__str__", "kind", "author", "audience", UPDATED]
    list_filter = ["kind", "language", "audience"]
    record_actions = (EvidenceView, *RECORD_ACTIONS, MergeView)
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    writings("title", long=True),
                    LikelyPanel(),
                    field("keep_to"),
                    row("kind", "language"),
                    row("outlet", "author"),
                    time("published"),
                    field("address"),
                    writings("description", long=True),
                    row("reliability", "credibility"),
                ],
                heading=_("Source"),
            ),
            ObjectList(
                [field("text"), EVIDENCE_HELP, ATTACHMENTS], heading=_("Archived text and files")
            ),
        ],
        base_form_class=form_for(Source),
    )
