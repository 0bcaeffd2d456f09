"""Who may know what several records hold together, as text that is equal for the same people.

A record admits everybody, or the members of any of some groups. What rests on several records asks
to be admitted by each; what rests on any of several, by one. Both come to a set of sets of groups:
whoever is in all groups of one of these sets may know. Only the smallest sets are kept.
"""

from collections.abc import Collection, Iterable
from itertools import product

from cases.models import Admission
from kb.permissions import User, group_ids, is_administrator, is_signed_in

# The groups a record admits; None for everybody who is signed in.
Groups = frozenset[int] | None
Admitted = frozenset[frozenset[int]]

EVERYBODY: Admitted = frozenset([frozenset()])
ADMINISTRATORS: Admitted = frozenset()
_ONLY_ADMINISTRATORS = "-"


def any_of(groups: Iterable[Groups]) -> Groups:
    """Return whom any of several records admits."""
    found: set[int] = set()
    for one in groups:
        if one is None:
            return None
        found |= one
    return frozenset(found)


def all_of(*groups: Groups) -> Admitted:
    """Return who is admitted by each of several records."""
    asked = {one for one in groups if one is not None}
    return smallest(frozenset(one) for one in product(*asked)) if asked else EVERYBODY


def smallest(sets: Iterable[frozenset[int]]) -> Admitted:
    """Return the sets that contain no other."""
    every = set(sets)
    return frozenset(one for one in every if not any(other < one for other in every))


def written(admitted: Admitted) -> str:
    """Return who is admitted as text: sets separated by bars, groups by blanks."""
    if not admitted:
        return _ONLY_ADMINISTRATORS
    return "|".join(sorted(" ".join(map(str, sorted(one))) for one in admitted))


def _read(text: str) -> Admitted:
    if text == _ONLY_ADMINISTRATORS:
        return ADMINISTRATORS
    return frozenset(frozenset(map(int, one.split())) for one in text.split("|"))


def keys_of(admissions: Collection[Admitted]) -> dict[Admitted, int]:
    """Return the keys of admissions, those that are new among them."""
    texts = {written(one): one for one in admissions}
    known = dict(Admission.objects.filter(groups__in=texts).values_list("groups", "pk"))
    if missing := texts.keys() - known.keys():
        Admission.objects.bulk_create(
            [Admission(groups=one) for one in sorted(missing)], ignore_conflicts=True
        )
        known = dict(Admission.objects.filter(groups__in=texts).values_list("groups", "pk"))
    return {one: known[text] for text, one in texts.items()}


def passed_by(user: User) -> list[int]:
    """Return the keys of all admissions by which this person may know something."""
    if not is_signed_in(user):
        return []
    known = Admission.objects.order_by("pk").values_list("pk", "groups")
    if is_administrator(user):
        return [pk for pk, _text in known]
    own = group_ids(user)
    return [pk for pk, text in known if any(one <= own for one in _read(text))]
