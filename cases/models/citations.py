"""Citations: which words of which source hold a fact."""

from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from cases.choices import Stance
from cases.models.events import Event
from cases.models.incidents import Incident
from cases.models.involvements import Involvement
from cases.models.organisations import Milestone, Role
from cases.models.outcomes import Outcome
from cases.models.responses import Response
from cases.models.sources import Source
from cases.querysets.facts import CitationQuerySet
from kb.records.bilingual import BilingualText
from kb.records.parts import Part

# The kinds of fact a citation may hold, each by the key of the same name.
CITED = ("incident", "event", "response", "outcome", "role", "involvement", "milestone")

# Django's own way of naming a choice makes them anew each time, and a page has hundreds of markers.
_STANCES = dict(Stance.choices)


def _key(model: type[models.Model]) -> Any:
    return ParentalKey(
        model, null=True, blank=True, on_delete=models.CASCADE, related_name="citations"
    )


def _carrying(name: str) -> models.Index:
    """Return the index by which facts of one kind are asked for what holds them up."""
    condition = Q(**{f"{name}__isnull": False}) & ~Q(stance=Stance.CONTRADICTS)
    return models.Index(fields=[name, "source"], name=f"citation_of_{name}", condition=condition)


def _only(name: str) -> Q:
    return Q(**{f"{other}__isnull": other != name for other in CITED})


class Citation(Part):
    """Ties one fact to one source; one table for all kinds of fact."""

    incident = _key(Incident)
    event = _key(Event)
    response = _key(Response)
    outcome = _key(Outcome)
    role = _key(Role)
    involvement = _key(Involvement)
    milestone = _key(Milestone)

    # Empty only in a draft that is still being typed: publication asks for it.
    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        null=True,
        on_delete=models.PROTECT,
        related_name="citations",
    )
    quote = models.CharField(_("quote"), max_length=100, blank=True)
    place = models.CharField(_("place in the source"), max_length=100, blank=True)
    stance = models.CharField(
        _("stance"), max_length=11, choices=Stance.choices, default=Stance.SUPPORTS
    )
    view = BilingualText(_("what it says, where accounts differ"), max_length=300)

    objects: ClassVar[Any] = CitationQuerySet.as_manager()

    class Meta(Part.Meta):
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = [
            models.CheckConstraint(
                condition=reduce(or_, map(_only, CITED)), name="citation_exactly_one_fact"
            )
        ]
        indexes = [_carrying(name) for name in CITED]

    def __str__(self) -> str:
        return f"{self.source or '?'}: {self.quote}"

    def get_stance_display(self) -> str:
        """Return the stance in words."""
        return str(_STANCES.get(self.stance, self.stance))

    @property
    def fact(self) -> Any:
        """The fact this citation is about."""
        return next(
            getattr(self, name) for name in CITED if getattr(self, f"{name}_id") is not None
        )
