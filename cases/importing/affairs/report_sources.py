"""A report as a source: made once, as a draft, and used again wherever it is cited."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from cases.actions.report import in_its_half
from cases.choices import OrganisationKind, SourceKind, SourceLanguage
from cases.importing.affairs.times import in_words
from cases.models import (
    AffairStep,
    Citation,
    ImportedReport,
    Incident,
    Organisation,
    ProposalDecision,
    Source,
)
from kb.editing.held_row import hold
from kb.permissions import User, may
from kb.records.bilingual import Bilingual

KIND = "source"
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
        kind=KIND,
        answer=ProposalDecision.Answer.ACCEPTED,
        made_type=ContentType.objects.get_for_model(Source),
    )


@transaction.atomic
def source_for(report: ImportedReport, user: Any) -> tuple[Source, bool]:
    """Return the source of a report, and whether it is new: a draft for whom the import is for.

    Raises PermissionDenied for those who may not add sources or do not see the report.
    """
    visible = ImportedReport.objects.visible_to(user).filter(pk=report.pk)
    if not may(user, "add", Source) or not visible.exists():
        raise PermissionDenied
    # Two people at once make one source.
    hold(type(report.document), report.document_id)
    there = sources_of([report], user).get(report.pk)
    if there is not None:
        return there, False
    standing = ProposalDecision.objects.standing().filter(
        document=report.document_id, kind=KIND, proposal=report.place
    )
    # Refused before, or what came of it is gone: ticking it now decides anew.
    standing.update(undone_at=timezone.now(), undone_by=user)
    made = _draft(report, user)
    ProposalDecision.objects.create(
        document_id=report.document_id,
        kind=KIND,
        proposal=report.place,
        answer=ProposalDecision.Answer.ACCEPTED,
        made=made,
        detail={"revision": made.latest_revision_id},
        by=user,
    )
    return made, True


def _draft(report: ImportedReport, user: Any) -> Source:
    batch = report.document.file.batch
    outlet = outlet_of(report, user)
    title = report.title or report.text.strip()[:120]
    source = Source(
        kind=SourceKind.WEB if _address(report) else SourceKind.DOCUMENT,
        title=in_its_half(title[:300]),
        outlet=outlet,
        author=report.author[:120],
        published=in_words(report.published),
        address=_address(report),
        language=_language(report),
        description=Bilingual() if outlet else in_its_half(report.outlet),
        text=report.text,
        audience=batch.audience,
    )
    source.save()
    source.audience_groups.set(batch.audience_groups.all())
    source.save_revision(user=user)
    log(instance=source, action="wagtail.create", user=user, data={"document": report.document_id})
    return source


def outlet_of(report: ImportedReport, user: User) -> Organisation | None:
    """Return the outlet of the records that a report names, None where none bears just its name."""
    name = report.outlet.strip()
    if not name:
        return None
    outlets = Organisation.objects.visible_to(user).filter(kind=OrganisationKind.OUTLET)
    found = {one.pk: one for one in outlets if name in (one.name.en, one.name.zh)}
    return next(iter(found.values())) if len(found) == 1 else None


def _address(report: ImportedReport) -> str:
    try:
        URLValidator(["http", "https"])(report.url)
    except ValidationError:
        return ""
    return report.url


def _language(report: ImportedReport) -> str:
    code = report.language.lower()
    return next((one for one in SourceLanguage.values if code.startswith(one)), "")
