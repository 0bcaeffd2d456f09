"""Facts as a reader may see them: each with a citation they may open."""

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from cases.choices import Stance
from kb.permissions import User


def _visible_sources(user: User) -> Any:
    source: Any = apps.get_model("cases", "Source")
    return source.objects.visible_to(user)


class CitationQuerySet(models.QuerySet[Any]):
    """Citations by what their source allows."""

    def visible_to(self, user: User) -> Self:
        """Keep the citations whose source this person may open."""
        return self.filter(source__in=_visible_sources(user).values("pk"))

    def that_carry(self) -> Self:
        """Keep the citations that hold a fact up, not those that only contradict it."""
        return self.exclude(stance=Stance.CONTRADICTS)


class FactQuerySet(models.QuerySet[Any]):
    """Facts of one kind; `parent` is the name of the citation's key to them."""

    # Facts that need no citation are hidden only when they have some, none of them open.
    needs_citation = True

    def supported_for(self, user: User) -> Self:
        """Keep the facts that this person could check: with a citation they may open.

        The root's own audience is not asked here: start from its `visible_to`.
        """
        citation: Any = apps.get_model("cases", "Citation")
        name = str(self.model._meta.model_name)
        cited = citation.objects.filter(**{name: OuterRef("pk")}).that_carry()
        supported = Q(Exists(cited.visible_to(user)))
        if hasattr(self.model, "own_knowledge"):
            supported |= Q(own_knowledge=True)
        if not self.needs_citation:
            supported |= ~Q(Exists(cited))
        return self.filter(supported)


class LooseFactQuerySet(FactQuerySet):
    """Facts that need no citation (who was involved)."""

    needs_citation = False
