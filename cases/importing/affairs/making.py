"""An affair becomes an incident: sources, moments and people, as one draft, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cases.actions.amend import draft
from cases.choices import Certainty
from cases.importing.affairs.moment_words import MOMENTS
from cases.importing.affairs.proposal import quote_of
from cases.importing.affairs.readers import demand_fits, narrowest
from cases.importing.affairs.report_sources import sources_for
from cases.importing.proposals.belonging import fits, say_incident
from cases.models import Affair, AffairStep, Citation, Event, Incident, Involvement
from kb.permissions import may, may_edit
from kb.records.bilingual import Bilingual
from kb.records.spans import Span


@dataclass(frozen=True)
class ChosenMoment:
    """A moment as an editor has left it; `quotes` are the words of each report, by its number."""

    key: str
    what: Bilingual
    when: Span
    quotes: dict[int, str]


@dataclass(frozen=True)
class Chosen:
    """What an editor has ticked of an affair."""

    title: Bilingual
    began: Span
    reports: Sequence[Any]
    moments: Sequence[ChosenMoment] = ()
    # Pairs of a person or organisation and a role.
    actors: Sequence[tuple[Any, str]] = ()
    into: Incident | None = None


@dataclass
class _Parts:
    """What was added to an incident, as undoing names it."""

    sources: dict[int, Any] = field(default_factory=dict)
    new_sources: list[int] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    involvements: list[str] = field(default_factory=list)
    citations: list[str] = field(default_factory=list)


@transaction.atomic
def make_incident(affair: Affair, user: Any, chosen: Chosen) -> AffairStep:
    """Make an incident of an affair, or add to the newest draft of one; return what was done.

    Raises PermissionDenied for those who may not draft incidents; ValidationError with a sentence
    when nothing is ticked, an event would be told by no source, or readers would see too much.
    """
    may_do = may_edit(user, Incident) if chosen.into else may(user, "add", Incident)
    if not may_do:
        raise PermissionDenied
    _demand_told(chosen)
    batch = narrowest(chosen.reports)
    if chosen.into is not None:
        demand_fits(chosen.into, chosen.reports)
    sources, new = sources_for(chosen.reports, user)
    parts = _Parts(sources=sources, new_sources=[source.pk for source in new])
    if chosen.into is None:
        incident = Incident(
            title=chosen.title,
            began=chosen.began,
            certainty=Certainty.REPORTED,
            audience=batch.audience,
        )
        _add(incident, chosen, parts)
        incident.save()
        incident.audience_groups.set(batch.audience_groups.all())
        incident.save_revision(user=user)
        log(instance=incident, action="wagtail.create", user=user, data={"affair": str(affair.key)})
    else:
        incident = chosen.into
        draft(incident, user, "wagtail.edit", lambda version: _add(version, chosen, parts))
        incident.refresh_from_db()
    step: AffairStep = AffairStep.objects.create(
        affair=affair,
        act=AffairStep.Act.ADDED if chosen.into else AffairStep.Act.INCIDENT,
        incident=incident,
        by=user,
        detail={
            "revision": incident.latest_revision_id,
            "sources": parts.new_sources,
            "cited": [source.pk for source in parts.sources.values()],
            "events": parts.events,
            "involvements": parts.involvements,
            "citations": parts.citations,
        },
    )
    step.reports.set(chosen.reports)
    _say_where_they_belong(chosen.reports, incident, user)
    Affair.objects.filter(pk=affair.pk).update(settled=True)
    return step


def _say_where_they_belong(reports: Sequence[Any], incident: Incident, user: Any) -> None:
    """Say of documents most of which went into an incident that their proposals are for it."""
    for document in {report.document for report in reports}:
        inside = sum(report.document_id == document.pk for report in reports)
        if 2 * inside > document.reports.count() and fits(incident, document.file.batch):
            say_incident(document, incident, user)


def _demand_told(chosen: Chosen) -> None:
    if not chosen.reports:
        raise ValidationError(_("Tick at least one report: an incident needs a source."))
    ticked = {report.pk for report in chosen.reports}
    for moment in chosen.moments:
        if not ticked & moment.quotes.keys():
            raise ValidationError(
                _("No report is ticked that tells “%(moment)s”: tick one, or leave it out.")
                % {"moment": MOMENTS[moment.key].label}
            )
    if chosen.into is None and not chosen.title:
        raise ValidationError(_("Give the incident a title, in English or Chinese."))


def _add(version: Any, chosen: Chosen, parts: _Parts) -> None:
    """Add everything ticked to a version of an incident; what it has already stays as it is."""
    cited = {one.source_id for one in version.citations.all()}
    for report in chosen.reports:
        if parts.sources[report.pk].pk not in cited:
            cited.add(parts.sources[report.pk].pk)
            citation = _citation(parts, report.pk, quote_of(report.text))
            parts.citations.append(str(citation.key))
            version.citations.add(citation)
    last = max((event.sort_order or 0 for event in version.events.all()), default=-1)
    for place, moment in enumerate(chosen.moments, last + 1):
        told = [pk for pk in parts.sources if pk in moment.quotes]
        event = Event(
            what=moment.what,
            when=moment.when,
            kind=MOMENTS[moment.key].kind,
            certainty=Certainty.REPORTED,
            sort_order=place,
            citations=[_citation(parts, pk, moment.quotes[pk]) for pk in told],
        )
        parts.events.append(str(event.key))
        version.events.add(event)
    there = {(one.person_id, one.organisation_id) for one in version.involvements.all()}
    for record, role in chosen.actors:
        involved = Involvement(**{str(record._meta.model_name): record, "role": role})
        if (involved.person_id, involved.organisation_id) not in there:
            parts.involvements.append(str(involved.key))
            version.involvements.add(involved)


def _citation(parts: _Parts, report: int, quote: str) -> Citation:
    return Citation(source=parts.sources[report], quote=quote)
