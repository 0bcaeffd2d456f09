"""The admin of incidents: one form for the whole, in tabs."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import UpdatedAtColumn

from cases.models import Incident
from cases.viewsets.facts import actor, actors, citations, facts
from cases.viewsets.incident_forms import IncidentForm, LessonForm, ResponseForm
from cases.viewsets.write_up_views import WriteUpsOfIncident
from kb.records.forms import form_for
from kb.records.panels import PartsPanel, time, writings
from kb.records.viewset import RECORD_ACTIONS, RecordViewSet

ACCOUNT = [
    writings("title"),
    writings("verdict"),
    FieldRowPanel([FieldPanel("status"), FieldPanel("certainty")]),
    time("began"),
    time("ended"),
    writings("summary"),
    FieldRowPanel([FieldPanel("severity"), FieldPanel("crisis_type")]),
    FieldPanel("topics", widget=CheckboxSelectMultiple),
    citations(),
]
EVENTS = facts(
    "events",
    [
        writings("what"),
        time("when"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("channel")]),
        actors(),
    ],
    heading=_("Events"),
    label=_("Event"),
)
RESPONSES = facts(
    "responses",
    [
        writings("summary"),
        time("when"),
        *actor(),
        FieldRowPanel([FieldPanel("channel"), FieldPanel("answers")]),
        FieldPanel("strategies", widget=CheckboxSelectMultiple),
        FieldPanel("statements"),
        writings("effect"),
    ],
    heading=_("Responses"),
    label=_("Response"),
    base_form=ResponseForm,
)
OUTCOMES = facts(
    "outcomes",
    [
        writings("what"),
        FieldPanel("kind"),
        time("when"),
        *actor(),
        writings("metric"),
        FieldRowPanel([FieldPanel("before"), FieldPanel("after")]),
        FieldRowPanel([FieldPanel("unit"), FieldPanel("distance")]),
    ],
    heading=_("Outcomes"),
    label=_("Outcome"),
)
INVOLVEMENTS = facts(
    "involvements",
    [FieldPanel("role"), *actor()],
    heading=_("Who was involved"),
    label=_("Involvement"),
)
LESSONS = PartsPanel(
    "lessons",
    [
        writings("text"),
        FieldPanel("stance"),
        FieldPanel("rule"),
        FieldRowPanel([FieldPanel("page_key"), FieldPanel("measure_key")]),
        FieldRowPanel([FieldPanel("read_by"), FieldPanel("read_on")]),
    ],
    heading=_("Lessons"),
    label=_("Lesson"),
    base_form=LessonForm,
)
LINKS = PartsPanel(
    "links",
    [FieldRowPanel([FieldPanel("other"), FieldPanel("kind")]), writings("reason")],
    heading=_("Links to other incidents"),
    label=_("Link"),
)


class IncidentViewSet(RecordViewSet):
    """Incidents with all their parts."""

    model = Incident
    icon = "warning"
    record_actions = (*RECORD_ACTIONS, WriteUpsOfIncident)
    list_display = ["__str__", "began_start", "status", "certainty", "audience", UpdatedAtColumn()]
    list_filter = ["status", "certainty", "audience"]
    edit_handler = TabbedInterface(
        [
            ObjectList(ACCOUNT, heading=_("Account")),
            ObjectList([EVENTS], heading=_("Events")),
            ObjectList([RESPONSES], heading=_("Responses")),
            ObjectList([OUTCOMES], heading=_("Outcomes")),
            ObjectList([INVOLVEMENTS], heading=_("Who was involved")),
            ObjectList([LESSONS], heading=_("Lessons")),
            ObjectList([LINKS], heading=_("Links")),
        ],
        base_form_class=form_for(Incident, IncidentForm),
    )
