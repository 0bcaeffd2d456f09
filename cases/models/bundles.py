"""What of a case is to be published together: at a time, or when somebody has reviewed it."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.choices import BundleState
from cases.models.incidents import Incident
from kb.permissions import User

UNDER_WAY = (BundleState.REVIEW, BundleState.SCHEDULED)
ANSWERED = (BundleState.SENT_BACK, BundleState.FAILED)


def _who() -> Any:
    """Return a key to an account that may go while the row stays."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )


class BundleQuerySet(models.QuerySet[Any]):
    """Bundles by who may know of them, and by what has to be done."""

    def visible_to(self, user: User) -> Self:
        """Keep those of incidents that this person may work on; what is in them is asked after."""
        return self.filter(incident__in=Incident.objects.editable_by(user))

    def open(self) -> Self:
        """Keep what is under way, or waits for whoever put it together."""
        return self.filter(state__in=(*UNDER_WAY, *ANSWERED))

    def due(self) -> Self:
        """Keep what should be out by now."""
        return self.filter(state=BundleState.SCHEDULED, at__lte=timezone.now())

    def answered_for(self, user: User) -> Self:
        """Keep what came back to whoever put it together, or is responsible for its time."""
        mine = Q(asked_by=user.pk) | Q(state=BundleState.FAILED, decided_by=user.pk)
        return self.filter(mine, state__in=ANSWERED)


class Bundle(models.Model):
    """Pages and records of one case that go out in one step, and how far that has come.

    `decided_by` is on whose behalf it is published: who has set its time, or approved it. `read`
    are the codes of what was read and left open; `problems` what was in the way at its time, each
    with the thing it is about and the sentence in every language of the site.
    """

    # Nothing counts or names it beside its incident, so nothing indexes what it refers to.
    wagtail_reference_index_ignore = True

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="bundles")
    state = models.CharField(max_length=9, choices=BundleState.choices)
    at = models.DateTimeField(_("when it is published"), null=True)
    note = models.CharField(_("for whoever reviews it"), max_length=1000, blank=True)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    read = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    asked_by = _who()
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = _who()
    decided_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = BundleQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication of a case")
        verbose_name_plural = _("publications of cases")
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "at"], name="bundles_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.incident}: {self.get_state_display()}"

    @property
    def is_under_way(self) -> bool:
        """Whether it waits for a review or for its time."""
        return self.state in UNDER_WAY

    @property
    def is_for_later(self) -> bool:
        """Whether it has a time that is not past."""
        return self.at is not None and self.at > timezone.now()


class BundleItem(models.Model):
    """One page or record of a bundle."""

    wagtail_reference_index_ignore = True

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="items")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("thing that is published along")
        verbose_name_plural = _("things that are published along")
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["bundle", "content_type", "object_id"], name="once_in_a_bundle"
            )
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id}:{self.object_id}"
