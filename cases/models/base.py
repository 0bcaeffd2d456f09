"""What parts and facts share: who is meant, how sure it is, which sources hold it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from cases.choices import Certainty
from cases.querysets.facts import FactQuerySet
from kb.records.bilingual import Bilingual, BilingualText
from kb.records.parts import Part


class ActorFields(models.Model):
    """Who is meant: a person, an organisation, or a described group; at most one of them."""

    person = models.ForeignKey(
        "cases.Person",
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
    )
    organisation = models.ForeignKey(
        "cases.Organisation",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
    )
    group = BilingualText(_("described group"), max_length=120)

    class Meta:
        abstract = True
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=(
                    Q(person=None, organisation=None)
                    | Q(person=None, group_en="", group_zh="")
                    | Q(organisation=None, group_en="", group_zh="")
                ),
                name="%(class)s_at_most_one_actor",
                violation_error_message=_(
                    "Choose a person, an organisation or a described group, only one of them."
                ),
            )
        ]

    @property
    def actor(self) -> Any:
        """The Person, the Organisation, the group's Bilingual label, or None.

        Lists that prefetch `person` through `visible_to` get None for one the reader may not see.
        """
        return self.person or self.organisation or self.group or None

    @property
    def actor_name(self) -> Bilingual | None:
        """The actor's name in both writings."""
        actor = self.actor
        if isinstance(actor, Bilingual) or actor is None:
            return actor
        name: Bilingual = actor.name
        return name


class Fact(Part, ClusterableModel):
    """A part that states something: it has a certainty and citations of its own."""

    certainty = models.CharField(
        _("certainty"), max_length=10, choices=Certainty.choices, default=Certainty.REPORTED
    )
    remark = BilingualText(_("remark"), max_length=500)

    objects: ClassVar[Any] = FactQuerySet.as_manager()

    class Meta(Part.Meta):
        abstract = True
