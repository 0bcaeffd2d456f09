"""What happened to one person or organisation: their latest moments, and every turn among all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cases.models import Organisation, Person, Role
from cases.timeline.kinds import KINDS, TURNS
from cases.timeline.moments import FEW, Moment, Moments
from kb.permissions import User

# The first and the last moment at which something may have begun; None for unknown.
Span = tuple[datetime | None, datetime | None]
# So many of the latest are shown, and so many of what began, ended or changed before.
LATEST, MOST_TURNS = 20, 60
# Of more incidents that may have been the first, none is worth a mark.
MOST_FIRST = 3


@dataclass(frozen=True)
class Lived:
    """One moment of somebody; `turn` says which turn it is, `ways` as what they are part of it."""

    moment: Moment
    turn: str = ""
    before: Any = None
    ways: Sequence[str] = ()

    @property
    def is_milestone(self) -> bool:
        """Whether this is the place where it is told."""
        return self.moment.kind.name == "milestone"


@dataclass
class Life:
    """The moments of somebody, latest first, and how many there are in all."""

    lived: list[Lived] = field(default_factory=list)
    total: int = 0

    @property
    def is_cut(self) -> bool:
        """Whether some moments are left out."""
        return self.total > len(self.lived)

    @property
    def facts(self) -> list[Any]:
        """The facts behind the moments."""
        return [one.moment.fact for one in self.lived]


def life(
    record: Person | Organisation,
    ways: Mapping[int, Sequence[str]],
    begins: Mapping[int, Span],
    there: Sequence[Any],
    user: User,
) -> Life:
    """Return what happened to somebody whom this person may see.

    `ways` says as what somebody is part of incidents, `begins` when those they may read began, both
    by the key of the incident; `there` are facts of theirs that have been fetched already, all
    their roles among them. Not yet completed: see `cases/shown_moments.py`.
    """
    kind = "person" if isinstance(record, Person) else "organisation"
    moments = Moments(user).under(kind, [record.slug])
    keys = moments.few
    total = len(keys) if len(keys) < FEW else moments.count()
    if total > len(keys):
        earlier = moments.of_kinds([*TURNS, "incident"]).in_order(newest=False).few
        keys = keys + [key for key in earlier if key not in set(keys)]
    firsts = _first(begins)
    turns = [
        key
        for key in keys[LATEST:]
        if KINDS[key[0]].name in TURNS or (KINDS[key[0]].name == "incident" and key[1] in firsts)
    ]
    shown = moments.fetched([*keys[:LATEST], *turns[:MOST_TURNS]], there)
    roles = [fact for fact in there if isinstance(fact, Role)]
    return Life([_lived(one, roles, firsts, ways) for one in shown], total)


def _first(begins: Mapping[int, Span]) -> set[int]:
    """Return the incidents that may have been the first; none where too many may."""
    ends = [end for _start, end in begins.values() if end]
    if not ends:
        return set()
    earliest = min(ends)
    first = {pk for pk, (start, _end) in begins.items() if not start or start < earliest}
    return first if len(first) <= MOST_FIRST else set()


def _lived(
    moment: Moment, roles: Sequence[Any], firsts: set[int], ways: Mapping[int, Sequence[str]]
) -> Lived:
    if moment.kind.name == "incident":
        turn = ""
        if moment.fact.pk in firsts:
            sure = len(firsts) == 1
            turn = (
                _("First incident on record") if sure else _("May be the first incident on record")
            )
        return Lived(moment, turn, ways=ways.get(moment.fact.pk, ()))
    if moment.kind.name == "begins":
        if before := next((one for one in roles if _led_to(one, moment.fact)), None):
            return Lived(moment, _("Change of role"), before.title)
        return Lived(moment, _("Role begins"))
    if moment.kind.name == "ends":
        return Lived(moment, _("Role ends"))
    return Lived(moment)


def _led_to(one: Any, other: Any) -> bool:
    """Return whether a role may have ended when another of the same person, there, began."""
    if one.pk == other.pk or (one.person_id, one.organisation_id) != (
        other.person_id,
        other.organisation_id,
    ):
        return False
    ended, began = one.ended, other.began
    return bool(ended and began and ended.start <= began.end and began.start <= ended.end)
