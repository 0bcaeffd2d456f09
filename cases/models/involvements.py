"""Involvements: who is part of an incident, and as what."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from cases.choices import InvolvementRole
from cases.models.base import ActorFields, Fact
from cases.models.incidents import Incident
from cases.querysets.facts import LooseFactQuerySet


class Involvement(ActorFields, Fact):
    """Somebody's part in an incident."""

    incident = ParentalKey(Incident, on_delete=models.CASCADE, related_name="involvements")
    role = models.CharField(_("as what"), max_length=14, choices=InvolvementRole.choices)

    objects: ClassVar[Any] = LooseFactQuerySet.as_manager()

    class Meta(ActorFields.Meta, Fact.Meta):
        verbose_name = _("involvement")
        verbose_name_plural = _("involvements")

    def __str__(self) -> str:
        return f"{self.actor_name or ''} ({self.get_role_display()})"
