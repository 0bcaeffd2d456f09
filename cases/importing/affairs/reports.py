"""The reports of a raw document, kept so that thousands can be compared without reading again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone, translation

from cases.importing.affairs.times import kept_date, kept_span, span_of
from cases.models import ImportedReport, ReportsKept
from kb.importing.affairs.report import Report
from kb.importing.document import Document, taken_apart
from kb.language.detection import language_of
from kb.models import RawDocument
from kb.records.spans import Precision, parse_typed

WHOLE = "whole"
# What of a report may change when repairs are refused.
_TOLD = ("number", "title", "text", "outlet", "author", "url", "language", "words", "dates")
_TOLD_TIMES = (
    "written_from",
    *(f"published_{part}" for part in ("start", "end", "precision", "inferred")),
)
# Dates that tell the day: a month that is named may go on after the text was written.
_TO_THE_DAY = (Precision.MINUTE, Precision.HOUR, Precision.PART_OF_DAY, Precision.DAY)


def unkept() -> Any:
    """Return the readable documents whose reports are not kept as they are repaired now."""
    kept = ReportsKept.objects.filter(
        document=OuterRef("pk"), refused=OuterRef("refused"), mended=OuterRef("mended")
    )
    return RawDocument.objects.readable().exclude(Exists(kept)).order_by("pk")


@transaction.atomic
def keep_reports(document: RawDocument) -> list[ImportedReport]:
    """Keep the reports of a document anew and return them; those that changed are of no affair.

    What somebody has placed, and what is of an affair that people have settled, stays there.
    """
    held = RawDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    before = {report.place: report for report in held.reports.select_related("affair")}
    kept = []
    # Reasons of dates are kept in words; those of another language would be nobody's.
    with translation.override("en"):
        found = list(reports_in(held))
    for report in found:
        known = before.pop(report.place, None)
        if known is None:
            report.save()
        else:
            changed = (known.title, known.text) != (report.title, report.text)
            for name in (*_TOLD, *_TOLD_TIMES):
                setattr(known, name, getattr(report, name))
            if changed and not known.placed and not (known.affair and known.affair.settled):
                known.affair = None
            known.save()
        kept.append(known or report)
    for gone in before.values():
        gone.delete()
    as_it_is = {"refused": held.refused, "mended": held.mended}
    ReportsKept.objects.update_or_create(document=held, defaults=as_it_is)
    return kept


def reports_in(document: RawDocument) -> Iterator[ImportedReport]:
    """Yield the reports of a document, unsaved: its items, or itself; a plan reports nothing."""
    apart = taken_apart(document.as_read(), frozenset(document.refused))
    if apart.items:
        for number, item in enumerate(apart.items, 1):
            yield _report(
                document,
                apart,
                place=f"item:{apart.cleaned.pieces.raw_start(item.start)}",
                number=number,
                origin=item,
                text=item.text,
                start=item.start,
                published=span_of(apart.published_of(item)),
            )
    elif not apart.plan.measures:
        yield _report(
            document,
            apart,
            place=WHOLE,
            number=1,
            origin=apart.head,
            text=apart.text,
            start=0,
            published=span_of(apart.published),
        )


def _report(
    document: RawDocument, apart: Document, *, origin: Any, text: str, start: int, **told: Any
) -> ImportedReport:
    language = language_of(text)
    end = start + len(text)
    report = ImportedReport(
        document=document,
        title=origin.title[:500],
        outlet=origin.outlet[:200],
        author=origin.author[:200],
        url=origin.url[:500],
        text=text,
        language=language.tag if language else "",
        dates=[
            kept_date(date, date.start - start, date.end - start)
            for date in apart.dates
            if start <= date.start and date.end <= end
        ],
        **told,
    )
    _mend(report, document.mended.get(report.place, {}))
    report.words = sorted(Report(report.title, text).words)
    report.written_from = _written_from(report)
    return report


def _mend(report: ImportedReport, mended: dict[str, str]) -> None:
    """Write over what the document says of itself with what editors know better."""
    for name in ("title", "outlet", "author", "url"):
        if name in mended:
            setattr(report, name, mended[name])
    if "published" in mended:
        try:
            report.published = parse_typed(mended["published"])
        except ValueError:
            return


def _written_from(report: ImportedReport) -> datetime | None:
    if report.published:
        start: datetime | None = report.published.start
        return start
    named = [kept_span(date) for date in report.dates]
    now = timezone.now()
    days = [one.start for one in named if one.precision in _TO_THE_DAY and one.start]
    return max((day for day in days if day <= now), default=None)
