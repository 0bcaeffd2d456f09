"""Profiles of stored records: a few queries, however many are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import F, Q

from cases.duplicates.profile import Profile
from cases.models import (
    Alias,
    Incident,
    IncidentLink,
    Involvement,
    Organisation,
    Person,
    Role,
    Source,
)
from kb.records.base import Audience

MODELS: dict[str, type[Any]] = {
    "person": Person,
    "organisation": Organisation,
    "source": Source,
    "incident": Incident,
}
_COLUMNS: dict[str, tuple[str, ...]] = {
    "person": ("name_en", "name_zh"),
    "organisation": ("name_en", "name_zh", "kind", "parent_id"),
    "source": (
        *("title_en", "title_zh", "kind", "address", "author", "outlet_id"),
        *("published_start", "published_end"),
    ),
    "incident": ("title_en", "title_zh", "began_start", "began_end"),
}
_MANY = 900


def not_archived(kind: str) -> Any:
    """Return the records of a kind that may be like another."""
    return MODELS[kind]._base_manager.filter(archived_at=None, merged_into=None)


def _known_to_all(name: str) -> Q:
    """Return what keeps rows whose person or organisation everybody may know of."""
    return Q(
        **{
            f"{name}__audience": Audience.ALL,
            f"{name}__live": True,
            f"{name}__archived_at": None,
        }
    )


def profiles(kind: str, ids: Collection[int]) -> dict[int, Profile]:
    """Return the profiles of these records of a kind by number, without archived ones.

    What is around a record names only people and organisations that everybody may know of, so
    that a score tells nobody of another.
    """
    found: dict[int, Profile] = {}
    listed = list(ids)
    for first in range(0, len(listed), _MANY):
        found |= _some(kind, listed[first : first + _MANY])
    return found


def _some(kind: str, ids: list[int]) -> dict[int, Profile]:
    rows = not_archived(kind).filter(pk__in=ids)
    values = list(rows.values("pk", "audience", *_COLUMNS[kind]))
    others, around, linked = _others(kind, ids), _around(kind, ids), _links(kind, ids)
    outlets = _outlets(kind, values)
    return {
        row["pk"]: Profile(
            kind,
            row["pk"],
            titles=tuple(
                text
                for text in (row.get("name_en", row.get("title_en")), _chinese(row))
                if text and text.strip()
            ),
            others=tuple(others.get(row["pk"], ())),
            sort=row.get("kind", ""),
            parent=row.get("parent_id"),
            address=row.get("address", ""),
            outlet=outlets.get(row.get("outlet_id"), ""),
            author=row.get("author", ""),
            start=row.get("published_start") or row.get("began_start"),
            end=row.get("published_end") or row.get("began_end"),
            around=frozenset(around.get(row["pk"], ())),
            linked=frozenset(linked.get(row["pk"], ())),
            open_to_all=row["audience"] == Audience.ALL,
        )
        for row in values
    }


def _chinese(row: dict[str, Any]) -> str:
    return str(row.get("name_zh", row.get("title_zh")) or "")


def _others(kind: str, ids: list[int]) -> dict[int, list[str]]:
    """Return the other names that mean one person or organisation alone."""
    found: dict[int, list[str]] = defaultdict(list)
    if kind in ("person", "organisation"):
        rows = Alias.objects.filter(matchable=True, **{f"{kind}__in": ids})
        for owner, text in rows.order_by("pk").values_list(f"{kind}_id", "text"):
            found[owner].append(text)
    return found


def _around(kind: str, ids: list[int]) -> dict[int, set[str]]:
    """Return who is around records: `organisation-5`."""
    pairs: Iterable[tuple[int, int]]
    found: dict[int, set[str]] = defaultdict(set)
    if kind in ("person", "organisation"):
        other = "organisation" if kind == "person" else "person"
        roles = Role.objects.filter(_known_to_all(other), **{f"{kind}__in": ids})
        pairs = roles.values_list(f"{kind}_id", f"{other}_id")
        for one, number in pairs:
            found[one].add(f"{other}-{number}")
    elif kind == "incident":
        for other in ("person", "organisation"):
            rows = Involvement.objects.filter(_known_to_all(other), incident__in=ids)
            for one, number in rows.values_list("incident_id", f"{other}_id"):
                found[one].add(f"{other}-{number}")
    return found


def _links(kind: str, ids: list[int]) -> dict[int, set[int]]:
    """Return the incidents that an editor has linked to each."""
    found: dict[int, set[int]] = defaultdict(set)
    if kind == "incident":
        rows = IncidentLink.objects.filter(Q(incident__in=ids) | Q(other__in=ids), other__gt=0)
        for one, other in rows.values_list("incident_id", "other_id"):
            found[one].add(other)
            found[other].add(one)
    return found


def _outlets(kind: str, values: list[dict[str, Any]]) -> dict[int | None, str]:
    """Return the names of outlets that everybody may know of."""
    if kind != "source":
        return {}
    wanted = {row["outlet_id"] for row in values if row["outlet_id"]}
    rows = Organisation.objects.filter(
        pk__in=wanted, audience=Audience.ALL, live=True, archived_at=None
    ).annotate(number=F("pk"))
    return {number: en or zh for number, en, zh in rows.values_list("number", "name_en", "name_zh")}
