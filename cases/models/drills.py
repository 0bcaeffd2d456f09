"""Drills: a group practises with a past incident; nothing of it is a record or counts as one."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models.incidents import Incident
from kb.permissions import User, group_ids, is_administrator, is_signed_in


class DrillQuerySet(models.QuerySet[Any]):
    """The two questions every list of drills starts from; whether its case is open comes after."""

    def visible_to(self, user: User) -> Self:
        """Keep the drills this person leads or takes part in."""
        if is_administrator(user):
            return self
        if not is_signed_in(user):
            return self.none()
        return self.filter(Q(facilitator=user.pk) | self._invites(user))

    def taken_part_by(self, user: User) -> Self:
        """Keep the drills this person was invited to, by name or with a group."""
        return self.filter(self._invites(user)) if is_signed_in(user) else self.none()

    def _invites(self, user: User) -> Q:
        through: Any = Drill.invited.through
        named = through.objects.filter(user_id=user.pk).values("drill_id")
        return Q(audience=Drill.Audience.PEOPLE, pk__in=named) | Q(
            audience=Drill.Audience.GROUP, group_id__in=group_ids(user)
        )

    def editable_by(self, user: User) -> Self:
        """Keep the drills this person leads; an administrator leads any."""
        if is_administrator(user):
            return self
        return self.filter(facilitator=user.pk) if is_signed_in(user) else self.none()

    def running(self) -> Self:
        """Keep those that have not ended."""
        return self.filter(ended_at=None)


class Drill(models.Model):
    """One incident, practised by one person or group, under a title that does not tell it."""

    class Audience(models.TextChoices):
        """Who takes part beside the person who leads it."""

        ME = "me", _("Only me, at my own pace")
        GROUP = "group", _("A group")
        PEOPLE = "people", _("Those I invite by name")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # A drill never holds a record: it goes when its incident is deleted.
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("cover title"), max_length=120)
    audience = models.CharField(max_length=6, choices=Audience.choices, default=Audience.ME)
    group = models.ForeignKey(Group, null=True, on_delete=models.SET_NULL, related_name="+")
    invited = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    begun_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    summary = models.TextField(blank=True)

    objects: ClassVar[Any] = DrillQuerySet.as_manager()

    # Wagtail would count drills among what uses an incident.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("drill")
        verbose_name_plural = _("drills")
        ordering = ["-begun_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the drill, which names nothing of its incident."""
        return reverse("drill", args=[self.key])


class DrillStep(models.Model):
    """One moment of the story: an event by its key, and since when the participants see it."""

    drill = models.ForeignKey(Drill, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    event = models.UUIDField()
    unfolded_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("moment of a drill")
        verbose_name_plural = _("moments of a drill")
        ordering = ["number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["drill", "number"], name="unique_step_of_drill")
        ]

    def __str__(self) -> str:
        return f"{self.drill_id}: {self.number}"


class DrillChoice(models.Model):
    """What one participant would have done at a moment; `found` is what the checker gave then.

    Strategies and channel are keys, so that no drill holds or counts under a vocabulary.
    """

    step = models.ForeignKey(DrillStep, on_delete=models.CASCADE, related_name="choices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    waits = models.BooleanField(default=False)
    strategies = models.JSONField(default=list)
    speaker = models.CharField(max_length=12, blank=True)
    channel = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)
    found = models.JSONField(default=list)
    rules_asked = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer in a drill")
        verbose_name_plural = _("answers in drills")
        ordering = ["made_at", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["step", "person"], name="unique_choice_of_person")
        ]

    def __str__(self) -> str:
        return f"{self.step_id}: {self.person_id}"


class DrillNote(models.Model):
    """What a participant wants the group to keep from a drill."""

    drill = models.ForeignKey(Drill, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("note on a drill")
        verbose_name_plural = _("notes on drills")
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
