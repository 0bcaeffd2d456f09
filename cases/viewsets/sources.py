"""The admin of sources."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import UpdatedAtColumn

from cases.models import Source
from kb.records.forms import form_for
from kb.records.panels import PartsPanel, time, writings
from kb.records.viewset import RecordViewSet

ATTACHMENTS = PartsPanel(
    "attachments",
    [FieldPanel("document"), writings("caption")],
    heading=_("Files"),
    label=_("File"),
)


class SourceViewSet(RecordViewSet):
    """Sources with their archived text and files."""

    model = Source
    icon = "doc-full"
    list_display = ["__str__", "kind", "outlet", "audience", UpdatedAtColumn()]
    list_filter = ["kind", "language", "audience"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    writings("title"),
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("language")]),
                    FieldRowPanel([FieldPanel("outlet"), FieldPanel("author")]),
                    time("published"),
                    FieldPanel("address"),
                    writings("description"),
                    FieldRowPanel([FieldPanel("reliability"), FieldPanel("credibility")]),
                ],
                heading=_("Source"),
            ),
            ObjectList([FieldPanel("text"), ATTACHMENTS], heading=_("Archived text and files")),
        ],
        base_form_class=form_for(Source),
    )
