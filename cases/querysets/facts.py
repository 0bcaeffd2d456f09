"""Facts as a reader may see them: each with a citation they may open."""

from collections.abc import Sequence
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from cases.choices import Stance
from kb.permissions import User
from kb.records.base import Audience


def _facts(name: str) -> Any:
    model: Any = apps.get_model("cases", name)
    return model.objects.all()


def _visible(name: str, user: User) -> Any:
    return _facts(name).visible_to(user)


class CitationQuerySet(models.QuerySet[Any]):
    """Citations by what their source allows."""

    def visible_to(self, user: User) -> Self:
        """Keep the citations whose source this person may open."""
        # Asked of each citation's own source: given a list of all sources, SQLite looks every one
        # of them up in the index of each fact.
        return self.filter(Exists(_visible("Source", user).filter(pk=OuterRef("source_id"))))

    def that_carry(self) -> Self:
        """Keep the citations that hold a fact up, not those that only contradict it."""
        return self.exclude(stance=Stance.CONTRADICTS)

    def open_to_all_readers_of(self, root: str) -> Self:
        """Keep the citations whose source everybody may open who may read the record of the fact.

        `root` leads from a citation to that record, such as `event__incident`.
        """
        source: Any = apps.get_model("cases", "Source")
        record: Any = self.model
        for step in root.split("__"):
            record = record._meta.get_field(step).related_model
        groups = record.audience_groups.through._base_manager
        admitted = source.audience_groups.through._base_manager.filter(
            source_id=OuterRef(OuterRef("source_id")), group_id=OuterRef("group_id")
        )
        left_out = groups.filter(
            **{f"{record._meta.model_name}_id": OuterRef(f"{root}__pk")}
        ).exclude(Exists(admitted))
        same_groups = Q(**{f"{root}__audience": Audience.GROUPS}) & ~Q(Exists(left_out))
        return self.filter(
            Q(source__audience=Audience.ALL) | same_groups,
            source__live=True,
            source__archived_at=None,
        )

    def of_facts_shown_to(self, user: User) -> Self:
        """Keep the citations of facts that this person may know of, whatever their own source."""
        people, organisations = _visible("Person", user), _visible("Organisation", user)
        involvements = _facts("Involvement").shown_to(user).of_known_actors(user)
        roles = _facts("Role").supported_for(user)
        milestones = _facts("Milestone").supported_for(user)
        condition = Q(incident__in=_visible("Incident", user)) | Q(involvement__in=involvements)
        for name in ("event", "response", "outcome"):
            condition |= Q(**{f"{name}__in": _facts(name).shown_to(user)})
        condition |= Q(role__in=roles.filter(person__in=people, organisation__in=organisations))
        condition |= Q(milestone__in=milestones.filter(person__in=people))
        condition |= Q(milestone__in=milestones.filter(organisation__in=organisations))
        return self.filter(condition)

    def with_facts(self) -> Self:
        """Fetch the facts and their records along, in a stable order."""
        return self.select_related(
            "incident",
            "event__incident",
            "response__incident",
            "outcome__incident",
            "involvement__incident",
            "involvement__person",
            "involvement__organisation",
            "role__person",
            "role__organisation",
            "milestone__person",
            "milestone__organisation",
        ).order_by("pk")


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
        # Said although it follows: only so is the index of this kind of fact read.
        cited = citation.objects.filter(**{name: OuterRef("pk"), f"{name}__isnull": False})
        cited = cited.that_carry()
        supported = Q(Exists(cited.visible_to(user)))
        if hasattr(self.model, "own_knowledge"):
            supported |= Q(own_knowledge=True)
        if not self.needs_citation:
            supported |= ~Q(Exists(cited))
        return self.filter(supported)

    def of(self, incident: models.Model, user: User) -> Self:
        """Keep the facts of one incident that this person could check."""
        return self.of_any([incident], user)

    def of_any(self, incidents: Sequence[models.Model], user: User) -> Self:
        """Keep the facts of some incidents that this person could check."""
        return self.filter(incident__in=incidents).supported_for(user)

    def shown_to(self, user: User) -> Self:
        """Keep the facts of all incidents this person may read that they could check."""
        incident: Any = apps.get_model("cases", "Incident")
        return self.filter(incident__in=incident.objects.visible_to(user)).supported_for(user)

    def of_known_actors(self, user: User) -> Self:
        """Leave out the parts of somebody this person may not know of."""
        person: Any = apps.get_model("cases", "Person")
        organisation: Any = apps.get_model("cases", "Organisation")
        return self.filter(
            Q(person=None) | Q(person__in=person.objects.visible_to(user)),
            Q(organisation=None) | Q(organisation__in=organisation.objects.visible_to(user)),
        )

    def by_time(self) -> Self:
        """Order by when it was, earliest first; unknown times last, as their editor placed them."""
        return self.order_by(F("when_start").asc(nulls_last=True), "sort_order", "pk")

    def latest_first(self) -> Self:
        """Order by when it was, latest first; unknown times last."""
        return self.order_by(F("when_start").desc(nulls_last=True), "pk")


class LooseFactQuerySet(FactQuerySet):
    """Facts that need no citation (who was involved)."""

    needs_citation = False
