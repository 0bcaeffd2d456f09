"""Keeping what came in, and reading it: each file once as a whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kb.importing.failures import CannotRead
from kb.importing.raw_document import parts, read_part
from kb.importing.read_text import ReadText
from kb.importing.readers.archive import Member
from kb.models.imports import Import, ImportedFile, RawContent, RawDocument
from kb.permissions import may_edit
from kb.records.actions import audience_groups_of
from kb.records.base import Audience

SAID = ("title", "outlet", "author", "published", "url")


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
            number=number, name=name[-300:], size=len(data), content=RawContent.kept(data)
        )
    return batch


@transaction.atomic
def read_file(file: ImportedFile) -> bool:
    """Read a waiting file into its raw documents; return False when somebody else has.

    What one member of an archive brings down is told with that member, and the others are read.
    """
    held = ImportedFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if held.read_at is not None:
        return False
    for number, part in enumerate(parts(bytes(held.content.data), held.name), 1):
        _keep(held, number, part)
    held.read_at = timezone.now()
    held.save(update_fields=["read_at"])
    return True


def _keep(file: ImportedFile, number: int, part: Member | CannotRead) -> None:
    document = RawDocument(file=file, number=number, content_id=file.content_id)
    found: ReadText | CannotRead
    if isinstance(part, Member):
        document.content = RawContent.kept(part.data)
        found = read_part(part)
    else:
        found = part
    if isinstance(found, CannotRead):
        document.name = str(found.values["name"])[-400:]
        document.problem = {"key": found.key, "values": found.values}
    else:
        document.name, document.encoding = found.name[-400:], found.encoding
        document.first = came_before(file.batch, document.content_id)
        if document.first is None:
            document.text = found.text
            document.said = {key: getattr(found, key) for key in SAID}
    document.save()


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
        RawDocument.objects.readable()
        .filter(wide_enough, content=sha256)
        .exclude(file__batch=batch)
        .order_by("pk")
        .first()
    )
    return found
