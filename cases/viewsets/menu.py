"""The menu of the records."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cases.viewsets.incidents import IncidentViewSet
from cases.viewsets.organisations import OrganisationViewSet
from cases.viewsets.people import PersonViewSet
from cases.viewsets.risks import RiskViewSet
from cases.viewsets.sources import SourceViewSet
from cases.viewsets.statements import StatementViewSet


class RecordsGroup(SnippetViewSetGroup):
    """All roots of the records, in the order people work with them."""

    menu_label = _("Records")
    menu_icon = "folder-open-inverse"
    menu_order = 150
    items = (
        IncidentViewSet,
        PersonViewSet,
        OrganisationViewSet,
        SourceViewSet,
        StatementViewSet,
        RiskViewSet,
    )
