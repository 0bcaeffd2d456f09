"""The stored contradictions of roles: kept up to date, and shown to whoever may work on both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy

from cases.duplicates.tenures import (
    DATES,
    LEFT,
    ORDER,
    SHARED,
    TWICE,
    Clash,
    Tenure,
    Turn,
    clashes,
)
from cases.models import (
    Alias,
    Citation,
    Decision,
    Milestone,
    Organisation,
    Person,
    Role,
    RoleConflict,
)
from kb.permissions import User, may_edit

SENTENCES = {
    ORDER: gettext_lazy("The role ends before it begins."),
    TWICE: gettext_lazy("The same role stands here twice, in overlapping times."),
    SHARED: gettext_lazy("Two people hold an office of one at the same time."),
    DATES: gettext_lazy("The role lies outside the known dates of the person or organisation."),
    LEFT: gettext_lazy("The role goes on after the person has left."),
}
QUESTIONS = {
    TWICE: gettext_lazy("The same role stands here twice, both without an end."),
    SHARED: gettext_lazy("No end is stated of the first; has it ended when the other began?"),
    LEFT: gettext_lazy("No end is stated of the role, though the person has left."),
}
_CHUNK = 400


# --- Finding them -------------------------------------------------------------------------------


def _tenures(roles: Any) -> list[Tenure]:
    return [
        Tenure(
            role.pk,
            role.person_id,
            role.organisation_id,
            (role.title_en, role.title_zh),
            role.began,
            role.ended,
        )
        for role in roles.order_by("pk")
    ]


def _turns(milestones: Any) -> list[Turn]:
    return [
        Turn(one.pk, (one.what_en, one.what_zh), one.when, one.person_id, one.organisation_id)
        for one in milestones.order_by("pk")
    ]


def _names(organisations: Any) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for pk, en, zh in organisations.values_list("pk", "name_en", "name_zh"):
        found[pk] = [name for name in (en, zh) if name]
    rows = Alias.objects.filter(organisation__in=organisations.values("pk"), matchable=True)
    for pk, text in rows.values_list("organisation", "text"):
        found[pk].append(text)
    return found


def _current(roles: Any) -> Any:
    """Leave out the roles of what is archived, as what was merged into another is."""
    return roles.filter(person__archived_at=None).filter(
        Q(organisation=None) | Q(organisation__archived_at=None)
    )


def refresh_person(pk: int) -> None:
    """Find anew what contradicts the roles of one person."""
    own = Role.objects.filter(person=pk)
    places = own.values("organisation")
    roles = _current(Role.objects.filter(Q(person=pk) | Q(organisation__in=places)))
    turns = Milestone.objects.filter(Q(person=pk) | Q(organisation__in=places))
    found = clashes(
        _tenures(roles), _turns(turns), _names(Organisation.objects.filter(pk__in=places))
    )
    about = Q(person=pk) | Q(other_person=pk)
    _replace(about, (one for one in found if pk in (one.person, one.other_person)))


def refresh_organisation(pk: int) -> None:
    """Find anew what contradicts the roles at one organisation."""
    roles = _current(Role.objects.filter(organisation=pk))
    people = roles.values("person")
    turns = Milestone.objects.filter(Q(organisation=pk) | Q(person__in=people))
    found = clashes(_tenures(roles), _turns(turns), _names(Organisation.objects.filter(pk=pk)))
    _replace(Q(organisation=pk), found)


def find_all_conflicts() -> tuple[int, int]:
    """Find all contradictions anew; return how many roles were looked at, and what was found."""
    tenures = _tenures(_current(Role.objects.all()))
    found = list(
        clashes(tenures, _turns(Milestone.objects.all()), _names(Organisation.objects.all()))
    )
    _replace(Q(), found)
    return len(tenures), len(found)


@transaction.atomic
def _replace(about: Q, found: Iterable[Clash]) -> None:
    stored = {(row.kind, row.first, row.second): row for row in RoleConflict.objects.filter(about)}
    new = []
    for clash in found:
        told = asdict(clash)
        row = stored.pop((clash.code, clash.first, clash.second), None)
        told["kind"] = told.pop("code")
        if row is not None and row.seen == clash.seen:
            continue
        if row is not None:
            row.delete()
        new.append(RoleConflict(**told))
    gone = [row.pk for row in stored.values()]
    for first in range(0, len(gone), _CHUNK):
        RoleConflict.objects.filter(pk__in=gone[first : first + _CHUNK]).delete()
    RoleConflict.objects.bulk_create(new, batch_size=_CHUNK, ignore_conflicts=True)


# --- Showing them -------------------------------------------------------------------------------


@dataclass
class Conflict:
    """A contradiction as it is shown, both facts with the sources this person may open."""

    row: RoleConflict
    person: Any
    first: Any
    second: Any = None
    other_person: Any = None
    organisation: Any = None
    citations: list[Any] = field(default_factory=list)
    other_citations: list[Any] = field(default_factory=list)
    decision: Decision | None = None

    @property
    def sentence(self) -> str:
        """What contradicts what, or what has to be asked."""
        sentences = SENTENCES if self.row.is_certain else QUESTIONS
        return str(sentences.get(self.row.kind, SENTENCES[self.row.kind]))

    @property
    def key(self) -> str:
        """What names it on the list of what needs attention."""
        return f"{self.row.kind}-{self.row.first}-{self.row.second}-{self.row.seen[:12]}"


def of_user(user: User) -> Any:
    """Return the contradictions of roles of which this person works on all sides, certain first."""
    if not (may_edit(user, Person) and may_edit(user, Organisation)):
        return RoleConflict.objects.none()
    people = Person.objects.editable_by(user).filter(archived_at=None).values("pk")
    places = Organisation.objects.editable_by(user).filter(archived_at=None).values("pk")
    rows = RoleConflict.objects.filter(
        Q(other_person=None) | Q(other_person__in=people),
        Q(organisation=None) | Q(organisation__in=places),
        person__in=people,
    )
    return rows.order_by("-is_certain", "pk")


def decided(rows: Any) -> Any:
    """Keep what somebody has said to be right."""
    return rows.exclude(pk__in=rows.undecided().values("pk"))


def about(record: Any, user: User) -> Any:
    """Return the undecided contradictions about a person or organisation."""
    rows = of_user(user).undecided()
    if isinstance(record, Person):
        return rows.filter(Q(person=record.pk) | Q(other_person=record.pk))
    return rows.filter(organisation=record.pk)


def shown(rows: Iterable[Any], user: User) -> list[Conflict]:
    """Return contradictions with what they are about; as many queries for many as for one."""
    listed = list(rows)
    roles = Role.objects.select_related("organisation").in_bulk(
        {row.first for row in listed}
        | {row.second for row in listed if row.kind in (TWICE, SHARED)}
    )
    turns = Milestone.objects.in_bulk({row.second for row in listed if row.kind in (DATES, LEFT)})
    numbers = {n for row in listed for n in (row.person, row.other_person)} - {None}
    people = Person.objects.editable_by(user).in_bulk(numbers)
    cited = _citations(roles, turns, user)
    decisions = {
        (one.kind, one.first, one.second): one
        for one in Decision.objects.filter(first__in=roles, kind__in=SENTENCES).select_related("by")
    }
    found = []
    for row in listed:
        first = roles.get(row.first)
        second = (roles if row.kind in (TWICE, SHARED) else turns).get(row.second)
        if first is None or row.person not in people or (row.second and second is None):
            continue
        found.append(
            Conflict(
                row,
                people[row.person],
                first,
                second,
                people.get(row.other_person),
                first.organisation,
                cited.get(("role", row.first), []),
                cited.get((_kind(second), row.second), []),
                decisions.get((row.kind, row.first, row.second)),
            )
        )
    return found


def _kind(fact: Any) -> str:
    return "role" if isinstance(fact, Role) else "milestone"


def _citations(
    roles: dict[int, Any], turns: dict[int, Any], user: User
) -> dict[tuple[str, int], list[Any]]:
    found: dict[tuple[str, int], list[Any]] = {}
    rows = Citation.objects.visible_to(user).filter(Q(role__in=roles) | Q(milestone__in=turns))
    for one in rows.select_related("source").order_by("sort_order", "pk"):
        key = ("role", one.role_id) if one.role_id else ("milestone", one.milestone_id)
        found.setdefault(key, []).append(one)
    return found
