"""A report as a source: made once, as a draft, and used again wherever it is cited."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.importing.decisions import SOURCE
from cases.importing.sources import make_drafts
from cases.models import AffairStep, Citation, Incident, ProposalDecision, Source
from kb.editing.held_row import hold
from kb.models import RawDocument
from kb.permissions import User

_FACTS_OF_INCIDENTS = ("event", "response", "outcome", "involvement")


def sources_of(reports: Iterable[Any], user: User) -> dict[int, Any]:
    """Return the sources that were made of reports, by the report, as far as somebody may know."""
    listed = list(reports)
    made = _decisions().filter(document__in={report.document_id for report in listed})
    keys = {
        (document, place): made_id
        for document, place, made_id in made.values_list("document", "proposal", "made_id")
    }
    known = Source.objects.editable_by(user).in_bulk(set(keys.values()))
    return {
        report.pk: known[key]
        for report in listed
        if (key := keys.get((report.document_id, report.place))) in known
    }


def incidents_citing(sources: Iterable[Any], user: User) -> dict[int, list[Any]]:
    """Return the incidents that cite each of these sources, as far as somebody works on them.

    Counted are what is published, drafts that were never published, and what affairs have added.
    """
    keys = {source.pk for source in sources}
    pairs: set[tuple[int, int]] = set()
    facts = ("incident", *(f"{name}__incident" for name in _FACTS_OF_INCIDENTS))
    for source, *incidents in Citation.objects.filter(source__in=keys).values_list(
        "source", *facts
    ):
        pairs |= {(source, incident) for incident in incidents if incident}
    added = AffairStep.objects.standing().filter(incident__isnull=False)
    for incident, detail in added.values_list("incident", "detail"):
        pairs |= {(source, incident) for source in keys & set(detail.get("cited", ()))}
    mine = Incident.objects.editable_by(user).in_bulk({incident for _source, incident in pairs})
    found: dict[int, list[Any]] = {key: [] for key in keys}
    for source, incident in sorted(pairs):
        if incident in mine:
            found[source].append(mine[incident])
    return found


def _decisions() -> Any:
    return ProposalDecision.objects.standing().filter(
        kind=SOURCE,
        answer=ProposalDecision.Answer.ACCEPTED,
        made_type=ContentType.objects.get_for_model(Source),
    )


@transaction.atomic
def sources_for(reports: Iterable[Any], user: Any) -> tuple[dict[int, Source], list[Source]]:
    """Return the source of each report, by the report's number, and which of them are new drafts.

    A source that was refused before is made: ticking it now decides anew. Raises PermissionDenied
    for those who may not add sources; ValidationError where a document was repaired meanwhile.
    """
    listed = list(reports)
    documents = {report.document_id: report.document for report in listed}
    for pk in sorted(documents):  # always in one order, so that two people do not wait in a ring
        hold(RawDocument, pk)
    there = sources_of(listed, user)
    missing = [report for report in listed if report.pk not in there]
    made: list[Source] = []
    for pk in sorted({report.document_id for report in missing}):
        keys = [report.place for report in missing if report.document_id == pk]
        ProposalDecision.objects.standing().filter(
            document=pk, kind=SOURCE, proposal__in=keys
        ).update(undone_at=timezone.now(), undone_by=user)
        made += make_drafts(documents[pk], user, keys)
    there |= sources_of(missing, user)
    if any(report.pk not in there for report in listed):
        raise ValidationError(
            _("A document was repaired meanwhile: wait a minute, then open this page anew.")
        )
    return there, made
