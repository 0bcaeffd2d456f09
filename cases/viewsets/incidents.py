"""The admin of incidents: one form for the whole, in tabs."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column

from cases.models import Incident
from cases.viewsets.bundle_view import BundleView
from cases.viewsets.facts import actor, actors, citations, facts
from cases.viewsets.incident_forms import IncidentForm, LessonForm, ResponseForm
from cases.viewsets.likely import LikelyCreateView, LikelyEditView, LikelyPanel
from cases.viewsets.merge_views import MergeView
from cases.viewsets.write_up_views import WriteUpsOfIncident
from kb.records.forms import form_for
from kb.records.panels import PartsPanel, field, row, time, writings
from kb.records.viewset import RECORD_ACTIONS, UPDATED, RecordViewSet
from kb.templatetags.times import when

ACCOUNT = [
    writings("title"),
    LikelyPanel(),
    field("keep_to"),
    writings("verdict", long=True),
    row("status", "certainty"),
    time("began"),
    time("ended"),
    writings("summary", long=True),
    row("severity", "crisis_type"),
    field("topics", widget=CheckboxSelectMultiple),
    citations(),
]
EVENTS = facts(
    "events",
    [
        writings("what", long=True),
        time("when"),
        row("kind", "channel"),
        actors(),
    ],
    heading=_("Events"),
    label=_("Event"),
)
RESPONSES = facts(
    "responses",
    [
        writings("summary", long=True),
        time("when"),
        *actor(),
        field("channel"),
        field("answers"),
        field("strategies", widget=CheckboxSelectMultiple),
        field("statements"),
        writings("effect", long=True),
    ],
    heading=_("Responses"),
    label=_("Response"),
    base_form=ResponseForm,
)
OUTCOMES = facts(
    "outcomes",
    [
        writings("what", long=True),
        field("kind"),
        time("when"),
        *actor(),
        writings("metric"),
        row("before", "after"),
        row("unit", "distance"),
    ],
    heading=_("Outcomes"),
    label=_("Outcome"),
)
INVOLVEMENTS = facts(
    "involvements",
    [field("role"), *actor()],
    heading=_("Who was involved"),
    label=_("Involvement"),
)
LESSONS = PartsPanel(
    "lessons",
    [
        writings("text", long=True),
        field("stance"),
        field("rule"),
        row("page_key", "measure_key"),
        row("read_by", "read_on"),
    ],
    heading=_("Lessons"),
    label=_("Lesson"),
    base_form=LessonForm,
)
LINKS = PartsPanel(
    "links",
    [row("other", "kind"), writings("reason", long=True)],
    heading=_("Links to other incidents"),
    label=_("Link"),
)


BEGAN = Column(
    "began",
    label=_("Began"),
    accessor=lambda incident: when(incident.began),
    sort_key="began_start",
)


class IncidentViewSet(RecordViewSet):
    """Incidents with all their parts."""

    model = Incident
    add_view_class = LikelyCreateView
    edit_view_class = LikelyEditView
    icon = "warning"
    record_actions = (*RECORD_ACTIONS, WriteUpsOfIncident, BundleView, MergeView)
    list_display = ["__str__", BEGAN, "status", "certainty", "audience", UPDATED]
    list_filter = ["status", "certainty", "audience"]
    edit_handler = TabbedInterface(
        [
            ObjectList(ACCOUNT, heading=_("In brief")),
            ObjectList([EVENTS], heading=_("Events")),
            ObjectList([RESPONSES], heading=_("Responses")),
            ObjectList([OUTCOMES], heading=_("Outcomes")),
            ObjectList([INVOLVEMENTS], heading=_("Who was involved")),
            ObjectList([LESSONS], heading=_("Lessons")),
            ObjectList([LINKS], heading=_("Links")),
        ],
        base_form_class=form_for(Incident, IncidentForm),
    )
