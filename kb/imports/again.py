"""Whether the same files came already, in the same order and for the same people."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group

from kb.imports.names import kept_name
from kb.models.imports import Import


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file, read piece by piece; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def came_already(
    user: Any,
    title: str,
    files: Iterable[tuple[str, str]],
    audience: str,
    groups: Sequence[Group],
) -> Import | None:
    """Return somebody's newest import of these files (name and SHA-256) that was not cancelled."""
    wanted = [(kept_name(name, 300), sha256) for name, sha256 in files]
    same = Import.objects.visible_to(user).filter(title=title, audience=audience, made_by=user)
    for batch in same.exclude(state=Import.State.CANCELLED).order_by("-pk"):
        if set(batch.audience_groups.all()) != set(groups):
            continue
        if list(batch.files.order_by("number").values_list("name", "content_id")) == wanted:
            found: Import = batch
            return found
    return None
