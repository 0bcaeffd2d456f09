"""Questions about checklists: who may see one, and what is still to be done."""

from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, F, Q
from wagtail.models import Page

from cases.choices import ItemState
from kb.models.closed_pages import open_to
from kb.permissions import User


class ChecklistQuerySet(models.QuerySet[Any]):
    """Checklists by who may see them, and how far they are."""

    def visible_to(self, user: User) -> Self:
        """Keep the checklists of incidents this person may read, from playbooks open to them.

        A playbook that was archived since still counts; one closed to the person hides what was
        made of it, as its measures are named there.
        """
        incidents: Any = apps.get_model("cases", "Incident").objects
        return self._of(incidents.visible_to(user), user)

    def editable_by(self, user: User) -> Self:
        """Keep what may be named at the desk: of incidents and playbooks one may know of there."""
        incidents: Any = apps.get_model("cases", "Incident").objects
        return self._of(incidents.editable_by(user), user)

    def _of(self, incidents: Any, user: User) -> Self:
        pages = open_to(Page.objects.all(), user)
        return self.filter(incident__in=incidents, playbook_key__in=pages.values("translation_key"))

    def latest_first(self) -> Self:
        """Order by when they were started, latest first."""
        return self.order_by("-started_at", "pk")

    def with_progress(self, now: datetime) -> Self:
        """Count the items of each: `total`, `done`, `left_out`, and `late` ones at a moment."""
        is_open = Q(items__state=ItemState.OPEN)
        return self.annotate(
            total=Count("items"),
            done=Count("items", filter=Q(items__state=ItemState.DONE)),
            left_out=Count("items", filter=Q(items__state=ItemState.NOT_NEEDED)),
            late=Count("items", filter=is_open & Q(items__due__lt=now)),
        )


class ChecklistItemQuerySet(models.QuerySet[Any]):
    """Items of checklists."""

    def visible_to(self, user: User) -> Self:
        """Keep the items of checklists this person may see."""
        checklists: Any = apps.get_model("cases", "Checklist").objects
        return self.filter(checklist__in=checklists.visible_to(user))

    def waiting(self) -> Self:
        """Keep what is still to be done, in checklists that were not looked back on yet."""
        return self.filter(state=ItemState.OPEN, checklist__reviewed_at=None)

    def done(self) -> Self:
        """Keep what was done."""
        return self.filter(state=ItemState.DONE)

    def due_first(self) -> Self:
        """Order by when it is due, what has no time last."""
        return self.order_by(F("due").asc(nulls_last=True), "sort_order", "pk")
