"""What was made of an affair is taken back, as long as nobody has gone on with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex, Revision

from cases.actions.amend import draft
from cases.importing.proposals.belonging import KIND
from cases.models import AffairStep, Citation, Incident, ProposalDecision, Source
from kb.editing.held_row import hold
from kb.holding import demand_unheld
from kb.permissions import User


def may_take_back(step: AffairStep, user: User) -> bool:
    """Return whether somebody may take back what was made, as it stands now."""
    return not _obstacle(step, user)


def _obstacle(step: AffairStep, user: User) -> str:
    if step.undone_at is not None:
        return _("It was taken back before.")
    incident = Incident.objects.editable_by(user).filter(pk=step.incident_id).first()
    if incident is None:
        return _("There is no such incident any more.")
    if incident.first_published_at and step.act == AffairStep.Act.INCIDENT:
        return _("The incident was published: archive it instead.")
    if incident.latest_revision_id != step.detail["revision"]:
        return _("Somebody has gone on with the incident since: change it by hand.")
    if incident.live and not incident.has_unpublished_changes:
        return _("The incident was published since: change it by hand.")
    return ""


@transaction.atomic
def take_back(step: AffairStep, user: Any) -> None:
    """Take back what was made of an affair: the incident or what was added, and new sources.

    Sources stay that were changed, published, or are cited by something else. Raises
    ValidationError with the reason when somebody has gone on with it.
    """
    hold(Incident, step.incident_id)
    held = AffairStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if obstacle := _obstacle(held, user):
        raise ValidationError(obstacle)
    incident = Incident.objects.editable_by(user).filter(pk=held.incident_id).first()
    if incident is None:
        raise PermissionDenied
    if held.act == AffairStep.Act.INCIDENT:
        try:
            demand_unheld(incident)
            _belongs_no_more(held, user)
            log(instance=incident, action="wagtail.delete", user=user, deleted=True)
            incident.delete()
        except ProtectedError as refusal:
            raise ValidationError(
                _("Something names the incident by now: change it by hand.")
            ) from refusal
    else:
        draft(incident, user, "wagtail.edit", lambda version: _take_out(version, held.detail))
    for pk in held.detail["sources"]:
        _remove_source(pk, user)
    held.undone_at, held.undone_by = timezone.now(), user
    held.save(update_fields=["undone_at", "undone_by"])


def _belongs_no_more(step: AffairStep, user: Any) -> None:
    """Take back that documents belong to an incident that goes."""
    ProposalDecision.objects.standing().filter(
        kind=KIND,
        made_type=ContentType.objects.get_for_model(Incident),
        made_id=step.incident_id,
        document__reports__steps=step,
    ).update(undone_at=timezone.now(), undone_by=user)


def _take_out(version: Any, detail: dict[str, list[str]]) -> None:
    for name in ("events", "involvements", "citations"):
        parts = getattr(version, name)
        parts.set([part for part in parts.all() if str(part.key) not in detail[name]])


def _remove_source(pk: int, user: Any) -> None:
    """Delete a source that is still as it was made and that nothing else cites."""
    source = Source.objects.editable_by(user).filter(pk=pk).first()
    if source is None or source.live or source.first_published_at:
        return
    decisions = ProposalDecision.objects.standing().filter(
        made_type=ContentType.objects.get_for_model(Source), made_id=pk
    )
    made_as = decisions.values_list("detail", flat=True).first() or {}
    if source.latest_revision_id != made_as.get("revision") or is_used(source):
        return
    decisions.update(undone_at=timezone.now(), undone_by=user)
    log(instance=source, action="wagtail.delete", user=user, deleted=True)
    source.delete()


def is_used(source: Source) -> bool:
    """Return whether anything published or any draft cites a source."""
    if ReferenceIndex.get_references_to(source).exists():
        return True
    if Citation.objects.filter(source=source).exists():
        return True
    # Citations of later drafts have no rows. A draft that cites it was saved after it was made.
    drafts = Revision.objects.filter(
        created_at__gte=source.created_at,
        pk__in=Incident.objects.filter(has_unpublished_changes=True).values("latest_revision"),
    )
    contents = drafts.values_list("content", flat=True).iterator()
    return any(source.pk in _sources_in(content) for content in contents)


def _sources_in(content: Any) -> Iterator[Any]:
    """Yield the keys of the sources that the content of a version names."""
    if isinstance(content, dict):
        if "source" in content:
            yield content["source"]
        for value in content.values():
            yield from _sources_in(value)
    elif isinstance(content, list):
        for value in content:
            yield from _sources_in(value)
