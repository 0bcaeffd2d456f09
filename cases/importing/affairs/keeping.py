"""Affairs kept up to date: what was read is compared with everything that was read before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from cases.importing.affairs.reports import keep_reports, unkept
from cases.models import Affair, ImportedReport
from kb.importing.affairs.growing import Audience as Readers
from kb.importing.affairs.growing import Placed, grown
from kb.importing.affairs.report import Report
from kb.models import Import, RawDocument
from kb.records.base import Audience

Progress = Callable[[str, int, int], None]
# So many documents at a time: a worker that is stopped has lost little.
_AT_ONCE = 50


def catch_up() -> bool:
    """Keep the reports of some documents that wait, then find their affairs; for the worker.

    Returns whether anything was done.
    """
    waiting = list(unkept()[:_AT_ONCE])
    for document in waiting:
        keep_reports(document)
    alone = ImportedReport.objects.filter(affair=None).exists()
    if alone:
        place_new()
    return bool(waiting) or alone


def find_all(told: Progress = lambda what, done, whole: None, *, again: bool = False) -> None:
    """Keep what is not kept yet and find the affairs of all of it.

    With `again` all is compared anew, but for what people have settled. `told` hears of the
    progress: what is done, how much of it, of how much.
    """
    waiting = list(unkept().values_list("pk", flat=True))
    for number, pk in enumerate(waiting, 1):
        keep_reports(RawDocument.objects.get(pk=pk))
        told("read", number, len(waiting))
    if again:
        loose = ImportedReport.objects.filter(placed=False).exclude(affair__settled=True)
        loose.update(affair=None)
    place_new(lambda done, whole: told("compare", done, whole))


@transaction.atomic
def place_new(told: Callable[[int, int], None] = lambda done, whole: None) -> None:
    """Put each report that is of no affair into one, and forget affairs without reports."""
    # Whoever comes second waits here, and finds them placed.
    list(ImportedReport.objects.select_for_update().filter(affair=None).values_list("pk"))
    rows = list(
        ImportedReport.objects.order_by("pk").values_list(
            "pk", "words", "affair", "document__file__batch"
        )
    )
    readers = _readers()
    settled = set(Affair.objects.filter(settled=True).values_list("pk", flat=True))
    placed = [
        Placed(frozenset(words), readers[batch], affair, affair in settled, affair is None)
        for _pk, words, affair, batch in rows
    ]
    texts = ImportedReport.objects.values_list("title", "text")

    def normalised(number: int) -> str:
        return Report(*texts.get(pk=rows[number][0])).normalised

    for group in grown(placed, normalised, told):
        _keep_group([(rows[n][0], rows[n][2]) for n in group], settled)
    Affair.objects.filter(reports=None, steps=None).delete()


def _keep_group(members: Iterable[tuple[int, int | None]], settled: set[int]) -> None:
    """Give the reports of one affair the same: the one that people have settled, else the first."""
    known = list(members)
    affairs = {affair for _pk, affair in known if affair is not None}
    chosen = min(affairs, key=lambda pk: (pk not in settled, pk), default=None)
    moving = [pk for pk, affair in known if affair is None or affair != chosen]
    if moving:
        target = Affair.objects.create().pk if chosen is None else chosen
        ImportedReport.objects.filter(pk__in=moving).update(affair=target)


def _readers() -> dict[int, Readers]:
    """Return who may work on each import."""
    through = Import.audience_groups.through.objects.filter(group__in=Group.objects.all())
    groups: dict[int, set[int]] = {}
    for batch, group in through.values_list("import_id", "group_id"):
        groups.setdefault(batch, set()).add(group)
    rows: Any = Import.objects.values_list("pk", "audience")
    return {
        pk: None if audience == Audience.ALL else frozenset(groups.get(pk, ()))
        for pk, audience in rows
    }
