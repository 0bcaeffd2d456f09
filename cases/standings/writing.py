"""Writing what incidents stand under: by whoever saves, in the same transaction, or all anew."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from django.db import transaction
from django.db.models import Exists, OuterRef

from cases.choices import Kept
from cases.models import Incident, Standing
from cases.standings.admissions import keys_of
from cases.standings.work_out import work_out

# Every published incident stands under its status; so whether a row is there says that it is kept.
_ALWAYS = Kept.STATUS

NOT_WHOLE = -1


@transaction.atomic
def write(incidents: Collection[int]) -> None:
    """Write what these incidents stand under; rows that would not change are not touched."""
    stands = work_out(incidents)
    keys = keys_of(set(stands.values()))
    wanted: dict[int, set[tuple[int, int, int]]] = defaultdict(set)
    for (facet, choice, incident), admitted in stands.items():
        wanted[incident].add((facet, choice, keys[admitted]))
    kept: dict[int, set[tuple[int, int, int]]] = defaultdict(set)
    rows = Standing.objects.filter(incident__in=incidents)
    for incident, facet, choice, admission in rows.values_list(
        "incident", "facet", "choice", "admission"
    ):
        kept[incident].add((facet, choice, admission))
    changed = [one for one in incidents if wanted[one] != kept[one]]
    if not changed:
        return
    Standing.objects.filter(incident__in=[one for one in changed if kept[one]]).delete()
    Standing.objects.bulk_create(
        [
            Standing(facet=facet, choice=choice, incident=incident, admission=admission)
            for incident in changed
            for facet, choice, admission in sorted(wanted[incident])
        ],
        batch_size=2_000,
    )


def forget(incidents: Collection[int]) -> None:
    """Take out what is kept of incidents that are gone."""
    Standing.objects.filter(incident__in=incidents).delete()


def due() -> Iterator[int]:
    """Yield the published incidents of which nothing is kept, and what is left of others."""
    published = Incident._base_manager.filter(live=True, archived_at=None)
    kept = Standing.objects.filter(facet=_ALWAYS)
    yield from (
        published.exclude(Exists(kept.filter(incident=OuterRef("pk"))))
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    yield from kept.exclude(Exists(published.filter(pk=OuterRef("incident")))).values_list(
        "incident", flat=True
    )


def number_kept() -> int:
    """Return of how many incidents something is kept; NOT_WHOLE if more or fewer are published.

    That is so when rows were made behind the site's back; then everything is asked as it is.
    """
    published: int = Incident._base_manager.filter(live=True, archived_at=None).count()
    kept = Standing.objects.filter(facet=_ALWAYS).count()
    return kept if kept == published else NOT_WHOLE
