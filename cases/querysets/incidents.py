"""Questions about incidents."""

from typing import Any, Self

from django.apps import apps
from django.db.models import Exists, F, OuterRef

from cases.choices import Certainty, IncidentStatus
from kb.permissions import User, is_administrator
from kb.records.base import RecordQuerySet


class IncidentQuerySet(RecordQuerySet):
    """Incidents by who may read them and how they stand."""

    def visible_to(self, user: User) -> Self:
        """Keep what this person may read: of their audience, with a citation they may open."""
        kept = super().visible_to(user)
        if is_administrator(user):
            return kept
        citation: Any = apps.get_model("cases", "Citation")
        own = citation.objects.filter(incident=OuterRef("pk")).that_carry()
        return kept.filter(Exists(own.visible_to(user)))

    def open(self) -> Self:
        """Keep the incidents that are not over."""
        return self.exclude(status=IncidentStatus.CLOSED)

    def to_confirm(self) -> Self:
        """Keep what was published in haste and waits for a reviewer."""
        return self.filter(certainty=Certainty.UNVERIFIED)

    def latest_first(self) -> Self:
        """Order by when it began, newest first; unknown times last."""
        return self.order_by(F("began_start").desc(nulls_last=True), "pk")
