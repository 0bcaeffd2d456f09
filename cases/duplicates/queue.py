"""The queue of likely pairs: what one person may decide, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from wagtail.log_actions import log

from cases.duplicates.judging import KINDS
from cases.duplicates.loading import MODELS
from cases.duplicates.reasons import Told, likeness, named_around, told
from cases.models import Decision, LikelyPair
from kb.models import Snooze
from kb.permissions import User, may_edit

SOURCE = "duplicates"


@dataclass
class Pair:
    """A likely pair as it is shown."""

    row: LikelyPair
    first: Any
    second: Any
    reasons: list[Told] = field(default_factory=list)

    @property
    def likeness(self) -> str:
        """How likely it is, in a word."""
        return likeness(self.row.score)

    @property
    def key(self) -> str:
        """What names it on the list of what needs attention: another when names have changed."""
        return key_of(self.row)


def key_of(row: Any) -> str:
    """Return what a row is called in the list of what needs attention."""
    return f"{row.kind}-{row.first}-{row.second}-{row.seen[:12]}"


def kinds_of(user: User) -> list[str]:
    """Return the kinds of records this person works on."""
    return [kind for kind in KINDS if may_edit(user, MODELS[kind])]


def mine(kind: str, user: User) -> Any:
    """Return, for use inside a query, the numbers of the records somebody may work on."""
    return MODELS[kind].objects.editable_by(user).filter(archived_at=None).values("pk")


def of_both(rows: Any, kind: str, user: User) -> Any:
    """Keep the rows of a kind of which this person may work on both records."""
    numbers = mine(kind, user)
    return rows.filter(kind=kind, first__in=numbers, second__in=numbers)


def waiting(kind: str, user: User) -> Any:
    """Return the pairs of a kind that this person may decide, the likeliest first."""
    rows = of_both(LikelyPair.objects.undecided(), kind, user)
    return rows.order_by("-score", "first", "second")


def without_put_off(rows: Any, user: Any) -> Any:
    """Leave out the pairs that this person has put off."""
    return rows.exclude(pk__in=put_off(rows, user))


def put_off(rows: Any, user: Any) -> list[int]:
    """Return the numbers of the rows that this person has put off."""
    keys = {key for source, key in Snooze.objects.keys_of(user) if source == SOURCE}
    wanted = [key.split("-") for key in keys if key.count("-") == 3]
    found = rows.filter(first__in=[parts[1] for parts in wanted]) if wanted else rows.none()
    return [row.pk for row in found if key_of(row) in keys]


def shown(rows: Iterable[Any], user: User) -> list[Pair]:
    """Return rows of one kind or several with their records and reasons; few queries a kind."""
    listed = list(rows)
    records: dict[str, dict[int, Any]] = {}
    for kind in dict.fromkeys(row.kind for row in listed):
        numbers = {n for row in listed if row.kind == kind for n in (row.first, row.second)}
        records[kind] = MODELS[kind].objects.editable_by(user).in_bulk(numbers)
    known = named_around((one for row in listed for one in row.reasons), user)
    return [
        Pair(row, there[row.first], there[row.second], told(row.reasons, known))
        for row in listed
        if row.first in (there := records[row.kind]) and row.second in there
    ]


def pair_or_404(kind: str, first: int, second: int, user: User) -> LikelyPair:
    """Return a pair; raises Http404 unless this person may work on both records."""
    if kind not in kinds_of(user):
        raise Http404
    row: LikelyPair | None = (
        of_both(LikelyPair.objects.all(), kind, user).filter(first=first, second=second).first()
    )
    if row is None:
        raise Http404
    return row


@transaction.atomic
def decide(row: Any, user: Any, why: str = "", action: str = "cases.not_same") -> Decision:
    """Keep that a pair is not the same, or that roles are right; it holds while they stay."""
    decision, _made = Decision.objects.update_or_create(
        kind=row.kind,
        first=row.first,
        second=row.second,
        defaults={"seen": row.seen, "by": user, "at": timezone.now(), "why": why.strip()[:300]},
    )
    _log(row, user, action)
    return decision


@transaction.atomic
def take_back(decision: Decision, user: Any, action: str = "cases.not_same.back") -> None:
    """Ask again about what was decided."""
    _log(decision, user, action)
    decision.delete()


def _log(row: Any, user: Any, action: str) -> None:
    """Write it into the history of both, each without the name of the other."""
    if row.kind not in MODELS:
        return
    if row.kind not in kinds_of(user):
        raise PermissionDenied
    for record in MODELS[row.kind]._base_manager.filter(pk__in=[row.first, row.second]):
        log(instance=record, action=action, user=user)


def decided(kind: str, user: User) -> Any:
    """Return what was decided about pairs of a kind that this person may work on."""
    rows = of_both(Decision.objects.select_related("by"), kind, user)
    return rows.order_by("-at", "pk")
