"""Kept checks: what a draft crossed on a day, for whoever kept it and those they share it with."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kb.permissions import User, group_ids, is_administrator, is_signed_in


class DraftCheckQuerySet(models.QuerySet[Any]):
    """The two questions every list of kept checks starts from."""

    def visible_to(self, user: User) -> Self:
        """Keep what this person kept, and what others share with them."""
        if is_administrator(user):
            return self
        if not is_signed_in(user):
            return self.none()
        shared = DraftCheck.groups.through.objects.filter(group_id__in=group_ids(user))
        of_groups = Q(audience=Sharing.GROUPS, pk__in=shared.values("draftcheck_id"))
        return self.filter(Q(made_by=user.pk) | Q(audience=Sharing.ALL) | of_groups)

    def removable_by(self, user: User) -> Self:
        """Keep what this person kept; an administrator removes any."""
        if is_administrator(user):
            return self
        return self.filter(made_by=user.pk) if is_signed_in(user) else self.none()


class Sharing(models.TextChoices):
    """Who may see a kept check."""

    MAKER = "maker", _("Only me")
    ALL = "all", _("Everybody who is signed in")
    GROUPS = "groups", _("Only the groups named")


class DraftCheck(models.Model):
    """A draft with what it crossed, and where there was one, the draft before it.

    `found` and `found_before` are findings as the checker gave them, by the rules its maker saw.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=120, blank=True)
    text = models.TextField(_("draft"))
    before = models.TextField(_("first draft"), blank=True)
    speaker = models.CharField(_("speaker"), max_length=12, blank=True)
    channel = models.CharField(_("channel"), max_length=60, blank=True)
    topics = models.JSONField(_("topics"), default=list)
    denied = models.JSONField(default=list)
    found = models.JSONField(default=list)
    found_before = models.JSONField(default=list)
    rules_asked = models.PositiveIntegerField(default=0)
    audience = models.CharField(
        _("audience"), max_length=6, choices=Sharing.choices, default=Sharing.MAKER
    )
    groups = models.ManyToManyField(Group, blank=True, related_name="+")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="draft_checks"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = DraftCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept check")
        verbose_name_plural = _("kept checks")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.title or self.text[:60]

    def get_absolute_url(self) -> str:
        """Return the address of the check."""
        return reverse("kept_check", args=[self.key])
