"""The admin of people."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList, TabbedInterface

from cases.models import Person
from cases.viewsets.facts import aliases, facts
from cases.viewsets.likely import LikelyCreateView, LikelyEditView, LikelyPanel
from cases.viewsets.merge_views import MergeView
from kb.records.chooser_forms import chooser_form
from kb.records.choosers import RecordChooserViewSet
from kb.records.forms import form_for
from kb.records.panels import field, row, time, writings
from kb.records.viewset import RECORD_ACTIONS, RecordViewSet

ROLES = facts(
    "roles",
    [
        row("organisation", "own_knowledge"),
        writings("title"),
        time("began"),
        time("ended"),
    ],
    heading=_("Roles"),
    label=_("Role"),
)


class PersonChooser(RecordChooserViewSet):
    """Chooses one, or makes one."""

    creation_form_class = chooser_form(Person, ())


class PersonViewSet(RecordViewSet):
    """People with their other names, roles and milestones."""

    model = Person
    record_actions = (*RECORD_ACTIONS, MergeView)
    add_view_class = LikelyCreateView
    edit_view_class = LikelyEditView
    edit_template_name = "cases/admin/actor_edit.html"
    chooser_viewset_class = PersonChooser
    icon = "user"
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    writings("name"),
                    LikelyPanel(),
                    field("keep_to"),
                    field("romanised"),
                    writings("note"),
                    aliases(),
                ],
                heading=_("Person"),
            ),
            ObjectList([ROLES], heading=_("Roles")),
            ObjectList(
                [
                    facts(
                        "milestones",
                        [writings("what", long=True), time("when")],
                        heading=_("Milestones"),
                        label=_("Milestone"),
                    )
                ],
                heading=_("Milestones"),
            ),
        ],
        base_form_class=form_for(Person),
    )
