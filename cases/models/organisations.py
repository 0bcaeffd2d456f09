"""Organisations, and what people and organisations share: other names and milestones."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.search import index

from cases.choices import AliasKind, OrganisationKind
from cases.models.base import Fact
from cases.models.people import Person
from kb.records.base import Record
from kb.records.bilingual import BilingualText
from kb.records.parts import Part
from kb.records.time import HonestTime

EXACTLY_ONE_OWNER = Q(person=None, organisation__isnull=False) | Q(
    person__isnull=False, organisation=None
)


class Organisation(Record):
    """A company, product line, department, outlet, authority, community or team."""

    naming = "name"

    name = BilingualText(_("name"), max_length=120)
    romanised = models.BooleanField(_("English name is our own romanisation"), default=False)
    kind = models.CharField(_("kind"), max_length=12, choices=OrganisationKind.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="divisions",
    )
    note = BilingualText(_("note"))

    search_fields: ClassVar[list[Any]] = [
        *Record.search_fields,
        index.SearchField("name_en", boost=2),
        index.SearchField("name_zh", boost=2),
        index.AutocompleteField("name_en"),
        index.AutocompleteField("name_zh"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def get_absolute_url(self) -> str:
        """Return the address of the organisation's page."""
        return reverse("organisation", args=[self.slug])


class Alias(Part):
    """Another name of a person or organisation."""

    person = ParentalKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="aliases"
    )
    organisation = ParentalKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="aliases"
    )
    text = models.CharField(_("text"), max_length=120)
    language = models.CharField(
        _("language"), max_length=2, choices=[("en", _("English")), ("zh", _("Chinese"))]
    )
    kind = models.CharField(
        _("kind"), max_length=9, choices=AliasKind.choices, default=AliasKind.NAME
    )
    matchable = models.BooleanField(
        _("found in texts"),
        default=True,
        help_text=_("Off for a word too common to mean only this name."),
    )

    class Meta(Part.Meta):
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [
            models.CheckConstraint(condition=EXACTLY_ONE_OWNER, name="alias_exactly_one_owner")
        ]

    def __str__(self) -> str:
        return self.text


class Milestone(Fact):
    """A dated fact of a person or organisation outside any incident."""

    person = ParentalKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="milestones"
    )
    organisation = ParentalKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="milestones"
    )
    what = BilingualText(_("what"), max_length=500)
    when = HonestTime(_("when"))

    class Meta(Fact.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [
            models.CheckConstraint(condition=EXACTLY_ONE_OWNER, name="milestone_exactly_one_owner")
        ]

    def __str__(self) -> str:
        return str(self.what)


class Role(Fact):
    """What a person is or was in an organisation."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="roles")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        on_delete=models.PROTECT,
        related_name="roles",
    )
    title = BilingualText(_("title"), max_length=120)
    began = HonestTime(_("from"))
    ended = HonestTime(_("to"))
    own_knowledge = models.BooleanField(
        _("the editor's own knowledge"), default=False, help_text=_("Then it needs no citation.")
    )

    class Meta(Fact.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")

    def __str__(self) -> str:
        return str(self.title)
