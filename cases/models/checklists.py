"""Checklists: a playbook used in an incident, what was ticked by whom, and the look back.

A checklist is in nobody's draft: each step changes at once, by one action with an entry of its
own log (`cases/actions/checklists.py`).
"""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.choices import ChecklistStep, ItemState
from cases.models.incidents import Incident
from cases.querysets.checklists import ChecklistItemQuerySet, ChecklistQuerySet
from kb.records.bilingual import Bilingual, BilingualText


class Checklist(models.Model):
    """The measures of one playbook that were chosen for one incident."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    # Held: what was done stays with the incident, which is archived and not deleted.
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="checklists")
    playbook_key = models.UUIDField(_("playbook, in all its translations"), db_index=True)
    # The title as it was; the page may change.
    title = BilingualText(_("title"), max_length=255)
    started_at = models.DateTimeField(_("started"))
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # The look back, as somebody typed it in either language; shown with its name and date.
    planned = BilingualText(_("what was planned"))
    happened = BilingualText(_("what happened"))
    worked = BilingualText(_("what worked"))
    failed = BilingualText(_("what did not"))
    reviewed_at = models.DateTimeField(_("looked back on"), null=True, blank=True)
    reviewed_by = models.CharField(_("looked back by"), max_length=150, blank=True)
    review_version = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = ChecklistQuerySet.as_manager()

    class Meta:
        verbose_name = _("checklist")
        verbose_name_plural = _("checklists")

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        """Return the address of the checklist's page."""
        return reverse("checklist", args=[self.key])


class ChecklistItem(models.Model):
    """One thing to be done: by whom, until when, and how it stands."""

    checklist = models.ForeignKey(Checklist, on_delete=models.CASCADE, related_name="items")
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    # The measure it comes from, none for what somebody added; its words as they were.
    measure_key = models.UUIDField(_("playbook measure"), null=True, blank=True, db_index=True)
    phase = BilingualText(_("phase"), max_length=200)
    title = BilingualText(_("what is to be done"), max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="checklist_items",
    )
    # A department, somebody without an account, or the name of an owner who was deleted since.
    owner_name = BilingualText(_("owner by name"), max_length=150)
    due = models.DateTimeField(_("due"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ItemState.choices, default=ItemState.OPEN
    )
    state_at = models.DateTimeField(_("since"), null=True, blank=True)
    state_by = models.CharField(_("by"), max_length=150, blank=True)
    reason = BilingualText(_("why it is not needed"), max_length=500)
    note = BilingualText(_("note"), max_length=1000)
    # The event that was put into the incident's draft for it.
    event_key = models.UUIDField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    sort_order = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = ChecklistItemQuerySet.as_manager()

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("item of a checklist")
        verbose_name_plural = _("items of checklists")

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        """Return where it stands in its checklist."""
        return f"{self.checklist.get_absolute_url()}#item-{self.key}"

    @property
    def is_late(self) -> bool:
        """Whether it is still to be done although its time is past."""
        return self.state == ItemState.OPEN and self.due is not None and self.due < timezone.now()

    @property
    def was_late(self) -> bool:
        """Whether it was done after its time."""
        if self.state != ItemState.DONE or self.due is None or self.state_at is None:
            return False
        return self.state_at > self.due

    @property
    def whose(self) -> Any:
        """Who does it: the name of a person with an account, or a name in both writings."""
        if self.owner is not None:
            return self.owner.get_full_name() or self.owner.get_username()
        return self.owner_name


class ChecklistEntry(models.Model):
    """One line of a checklist's log; never changed, never taken away."""

    checklist = models.ForeignKey(Checklist, on_delete=models.CASCADE, related_name="entries")
    item = models.ForeignKey(
        ChecklistItem, null=True, on_delete=models.CASCADE, related_name="entries"
    )
    step = models.CharField(_("step"), max_length=12, choices=ChecklistStep.choices)
    # The name stays when the account is deleted.
    by_name = models.CharField(_("by"), max_length=150)
    at = models.DateTimeField(_("when"), default=timezone.now)
    told = BilingualText(_("what was said"), max_length=1000)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("entry of a checklist")
        verbose_name_plural = _("entries of checklists")

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.told or Bilingual()}"


class ReviewLesson(models.Model):
    """A lesson that looking back ended in; the lesson itself is a part of the incident."""

    checklist = models.ForeignKey(Checklist, on_delete=models.CASCADE, related_name="lessons")
    lesson_key = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["checklist", "lesson_key"], name="lesson_once")
        ]

    def __str__(self) -> str:
        return str(self.lesson_key)
