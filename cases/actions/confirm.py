"""A reviewer says how sure what was written down in haste has become."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from cases.actions.amend import amend
from cases.choices import Certainty
from cases.models import Incident
from kb.permissions import User, may

# What a reviewer may say; all else is a matter for the editor with its citations.
ANSWERS = (Certainty.REPORTED, Certainty.CONFIRMED)


def may_confirm(user: User) -> bool:
    """Return whether somebody confirms what others wrote down: reviewers."""
    return may(user, "publish", Incident)


def confirm(incident: Incident, user: Any, certainty: str) -> None:
    """Give an incident and those of its events that are unverified another certainty, at once.

    Raises PermissionDenied for those who do not publish or do not see it.
    """
    visible = Incident.objects.visible_to(user).filter(pk=incident.pk).exists()
    if not may_confirm(user) or not visible:
        raise PermissionDenied
    if certainty not in ANSWERS:
        raise ValidationError(_("Choose reported or confirmed."))

    def change(version: Incident) -> None:
        events = list(version.events.all())
        for fact in (version, *events):
            if fact.certainty == Certainty.UNVERIFIED:
                fact.certainty = certainty
        # Rows read from the database are saved with the incident only once they are set.
        version.events.set(events)

    amend(incident, user, "cases.confirm", change)
