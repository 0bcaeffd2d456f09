"""Questions about incidents."""

from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from wagtail.models import Page

from cases.choices import Certainty, IncidentStatus
from kb.models.closed_pages import open_to
from kb.permissions import User, is_administrator
from kb.records.base import RecordQuerySet
from kb.records.spans import days

# When an incident was over, as far as it is known.
LAST = Coalesce("ended_end", "began_end")


class IncidentQuerySet(RecordQuerySet):
    """Incidents by who may read them and how they stand."""

    def visible_to(self, user: User) -> Self:
        """Keep what this person may read: of their audience, with a citation they may open."""
        kept = super().visible_to(user)
        if is_administrator(user):
            return kept
        citation: Any = apps.get_model("cases", "Citation")
        # Said although it follows: only so is the index of an incident's own citations read.
        own = citation.objects.filter(incident=OuterRef("pk"), incident__isnull=False).that_carry()
        return kept.filter(Exists(own.visible_to(user)))

    def open(self) -> Self:
        """Keep the incidents that are not over."""
        return self.exclude(status=IncidentStatus.CLOSED)

    def past(self) -> Self:
        """Keep the incidents that are contained or over: what one may practise with."""
        return self.exclude(status=IncidentStatus.OPEN).filter(merged_into=None)

    def to_confirm(self) -> Self:
        """Keep what was published in haste, whole or an event of it, and waits for a reviewer."""
        event: Any = apps.get_model("cases", "Event")
        hasty = event.objects.filter(incident=OuterRef("pk"), certainty=Certainty.UNVERIFIED)
        return self.filter(Q(certainty=Certainty.UNVERIFIED) | Exists(hasty))

    def most_linked(self, user: User) -> Self:
        """Order by how much that this person may see leads here: pages, statements, incidents.

        What nothing leads to is left out.
        """
        link, statement, write_up = (
            apps.get_model("cases", name) for name in ("IncidentLink", "Statement", "WriteUp")
        )
        # Asked for the page of each write-up, however many pages there are.
        page = open_to(Page.objects.live(), user).filter(translation_key=OuterRef("page_key"))
        linked: Any = 0
        for rows, key in (
            (link.objects.filter(incident__in=self.model.objects.visible_to(user)), "other"),
            (statement.objects.visible_to(user), "incident"),
            (write_up.objects.filter(Exists(page)), "incident"),
        ):
            of_one = rows.filter(**{key: OuterRef("pk")}).order_by().values(key)
            linked += Coalesce(Subquery(of_one.annotate(number=Count("pk")).values("number")), 0)
        found = self.visible_to(user).annotate(linked=linked).filter(linked__gt=0)
        return found.order_by("-linked", F("began_start").desc(nulls_last=True), "pk")

    def latest_first(self) -> Self:
        """Order by when it began, newest first; unknown times last."""
        return self.order_by(F("began_start").desc(nulls_last=True), "pk")

    def earliest_first(self) -> Self:
        """Order by when it began, oldest first; unknown times last."""
        return self.order_by(F("began_start").asc(nulls_last=True), "pk")

    def gravest_first(self) -> Self:
        """Order by severity, gravest first, then newest first; unrated ones last."""
        return self.order_by(
            F("severity").desc(nulls_last=True), F("began_start").desc(nulls_last=True), "pk"
        )

    def within(self, since: date | None, until: date | None) -> Self:
        """Keep the incidents that went on at some time between two local days, both inclusive."""
        kept = self.alias(last_known=LAST)
        if since:
            kept = kept.filter(last_known__gt=days(since, since)[0])
        if until:
            kept = kept.filter(began_start__lt=days(until, until)[1])
        return kept
