"""Which incident a document belongs to: said by an editor, for whoever may work on the incident."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cases.models import Incident, ProposalDecision
from kb.editing.held_row import hold
from kb.models import Import, RawDocument
from kb.permissions import User
from kb.records.base import Audience

KIND = "incident"


def fits(record: Any, batch: Import) -> bool:
    """Return whether nobody reads a record whom what was imported is kept from."""
    return bool(fitting(type(record)._base_manager.filter(pk=record.pk), batch).exists())


def fitting(records: Any, batch: Import) -> Any:
    """Keep the records of a queryset that nobody reads whom what was imported is kept from."""
    if batch.audience == Audience.ALL:
        return records
    groups = batch.audience_groups.values("pk")
    through = records.model.audience_groups.through
    outside = through._base_manager.exclude(group__in=groups)
    name = f"{records.model._meta.model_name}_id"
    return records.filter(audience=Audience.GROUPS).exclude(pk__in=outside.values(name))


def choosable(document: RawDocument, user: User) -> Any:
    """Return the incidents a document may be said to belong to, those this person works on."""
    mine = Incident.objects.editable_by(user).filter(archived_at=None, merged_into=None)
    return fitting(mine, document.file.batch)


def _said(document: RawDocument, user: User) -> Any:
    """Return what was said of the document, as far as this person may know the incidents."""
    return ProposalDecision.objects.standing().filter(
        document=document,
        kind=KIND,
        made_id__in=Incident.objects.editable_by(user).values("pk"),
    )


def incident_of(document: RawDocument, user: User) -> Incident | None:
    """Return the incident a document was last said to belong to, None without one."""
    number = _said(document, user).order_by("-at", "-pk").values_list("made_id", flat=True).first()
    found: Incident | None = choosable(document, user).filter(pk=number).first()
    return found


@transaction.atomic
def say_incident(document: RawDocument, incident: Incident | None, user: Any) -> None:
    """Say which incident a document belongs to, or with None that it is of none.

    The last word counts, of what one may know: who may not know of this incident keeps the one
    that was said before. Raises PermissionDenied for an incident this person may not work on, or
    that more people read than the document.
    """
    hold(RawDocument, document.pk)
    if incident and not choosable(document, user).filter(pk=incident.pk).exists():
        raise PermissionDenied
    said = _said(document, user)
    if incident is not None:
        said = said.filter(made_id=incident.pk)
    said.update(undone_by=user, undone_at=timezone.now())
    if incident is not None:
        ProposalDecision.objects.create(
            document=document,
            kind=KIND,
            proposal=f"whole@{incident.pk}",
            answer=ProposalDecision.Answer.ACCEPTED,
            made_type=ContentType.objects.get_for_model(Incident),
            made_id=incident.pk,
            by=user,
        )
