"""Keeping what came in, and recognising what came before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from kb.imports.names import kept_name
from kb.models.imports import Import, RawContent, RawDocument
from kb.permissions import may_edit
from kb.records.actions import audience_groups_of
from kb.records.base import Audience


@transaction.atomic
def start_import(
    user: Any,
    files: Iterable[tuple[str, bytes]],
    *,
    title: str,
    audience: str = Audience.ALL,
    groups: Sequence[Group] = (),
) -> Import:
    """Keep named files as an import that waits to be read.

    Raises PermissionDenied for those who may not import, or not for these groups.
    """
    chosen = list(groups) if audience == Audience.GROUPS else []
    allowed = set(audience_groups_of(user).values_list("pk", flat=True))
    if not may_edit(user, Import) or {group.pk for group in chosen} - allowed:
        raise PermissionDenied
    batch: Import = Import.objects.create(title=title[:200], audience=audience, made_by=user)
    batch.audience_groups.set(chosen)
    for number, (name, data) in enumerate(files, 1):
        batch.files.create(
            number=number, name=kept_name(name, 300), size=len(data), content=RawContent.kept(data)
        )
    return batch


def came_before(batch: Import, sha256: str) -> RawDocument | None:
    """Return the first document of the same bytes that all who see this import may see."""
    groups = list(batch.audience_groups.values_list("pk", flat=True))
    wide_enough = Q(file__batch__audience=Audience.ALL)
    if batch.audience == Audience.GROUPS:
        # Each of the groups must be among those of the other import.
        same = Import.objects.filter(audience=Audience.GROUPS)
        for group in groups:
            same = same.filter(audience_groups=group)
        wide_enough |= Q(file__batch__in=same.values("pk"))
    found: RawDocument | None = (
        RawDocument.objects.original()
        .filter(wide_enough | Q(file__batch=batch), content=sha256)
        .order_by("pk")
        .first()
    )
    return found
