"""How grave a thing is: one scale for incidents, risks, and what a playbook is meant for."""

from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _


class Severity(IntegerChoices):
    """How grave an incident is for the organisation, in the team's reading."""

    MINOR = 1, _("1 minor")
    LIMITED = 2, _("2 limited")
    SERIOUS = 3, _("3 serious")
    MAJOR = 4, _("4 major")
    EXISTENTIAL = 5, _("5 existential")
