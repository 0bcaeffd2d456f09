"""Two records side by side: the facts by which a person tells whether they are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cases.duplicates.queue import Pair
from cases.models import Alias, Involvement, Organisation, Person, Role
from kb.permissions import User
from kb.records.spans import Span


@dataclass(frozen=True)
class Line:
    """One fact of both: texts, bilingual ones or times, any number on either side."""

    label: str
    ours: list[Any]
    theirs: list[Any]


def lines_of(pairs: list[Pair], user: User) -> list[list[Line]]:
    """Return the facts of each pair; pairs are of one kind, queries as many as for one."""
    if not pairs:
        return []
    kind = pairs[0].row.kind
    records = [record for pair in pairs for record in (pair.first, pair.second)]
    facts = {"person": _people, "organisation": _organisations, "source": _sources}.get(
        kind, _incidents
    )(records, user)
    return [_lines(facts[pair.first.pk], facts[pair.second.pk]) for pair in pairs]


def _lines(ours: dict[str, list[Any]], theirs: dict[str, list[Any]]) -> list[Line]:
    labels = dict.fromkeys([*ours, *theirs])
    lines = (Line(label, ours.get(label, []), theirs.get(label, [])) for label in labels)
    return [line for line in lines if any(line.ours) or any(line.theirs)]


def _aliases(kind: str, records: Iterable[Any]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Alias.objects.filter(**{f"{kind}__in": [record.pk for record in records]})
    for owner, text in rows.order_by("pk").values_list(f"{kind}_id", "text"):
        found[owner].append(text)
    return found


def _people(records: list[Any], user: User) -> dict[int, dict[str, list[Any]]]:
    roles: dict[int, list[Any]] = defaultdict(list)
    known = Organisation.objects.visible_to(user).in_bulk(
        Role.objects.filter(person__in=records).values_list("organisation_id", flat=True).distinct()
    )
    for role in Role.objects.filter(person__in=records).order_by("sort_order", "pk"):
        roles[role.person_id].append(role.title)
        if role.organisation_id in known:
            roles[role.person_id].append(known[role.organisation_id].name)
    aliases = _aliases("person", records)
    return {
        one.pk: {_("Other names"): aliases[one.pk], _("Roles"): roles[one.pk], **_common(one)}
        for one in records
    }


def _organisations(records: list[Any], user: User) -> dict[int, dict[str, list[Any]]]:
    aliases = _aliases("organisation", records)
    parents = Organisation.objects.visible_to(user).in_bulk(
        {one.parent_id for one in records if one.parent_id}
    )
    return {
        one.pk: {
            _("Kind"): [one.get_kind_display()],
            _("Part of"): [parents[one.parent_id].name] if one.parent_id in parents else [],
            _("Other names"): aliases[one.pk],
            **_common(one),
        }
        for one in records
    }


def _sources(records: list[Any], user: User) -> dict[int, dict[str, list[Any]]]:
    outlets = Organisation.objects.visible_to(user).in_bulk(
        {one.outlet_id for one in records if one.outlet_id}
    )
    return {
        one.pk: {
            _("Kind"): [one.get_kind_display()],
            _("Outlet"): [outlets[one.outlet_id].name] if one.outlet_id in outlets else [],
            _("Author"): [one.author],
            _("Published"): _time(one.published),
            _("Address"): [one.address],
            **_common(one),
        }
        for one in records
    }


def _incidents(records: list[Any], user: User) -> dict[int, dict[str, list[Any]]]:
    involved: dict[int, list[Any]] = defaultdict(list)
    rows = list(Involvement.objects.filter(incident__in=records).order_by("sort_order", "pk"))
    for model, name in ((Person, "person_id"), (Organisation, "organisation_id")):
        manager: Any = model.objects
        known = manager.visible_to(user).in_bulk({getattr(row, name) for row in rows} - {None})
        for row in rows:
            if (one := known.get(getattr(row, name))) and one.name not in involved[row.incident_id]:
                involved[row.incident_id].append(one.name)
    return {
        one.pk: {
            _("Began"): _time(one.began),
            _("One line"): [one.verdict],
            _("Who was involved"): involved[one.pk][:8],
            **_common(one),
        }
        for one in records
    }


def _time(span: Span) -> list[Span]:
    return [span] if span else []


def _common(record: Any) -> dict[str, list[Any]]:
    state = pgettext("state of a record", "Published") if record.live else _("Draft")
    return {_("Stands as"): [state]}
