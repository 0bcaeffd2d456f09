"""What an editor writes over the title, outlet, author, date and address of a part."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.importing.decisions import SOURCE, held_document, standing
from cases.importing.parts import FIELDS, Part, parts_as_found, parts_of
from kb.models import RawDocument
from kb.records.spans import as_typed


def head_of(part: Part) -> dict[str, str]:
    """Return the head of a part as it is typed."""
    typed = {name: getattr(part, name) for name in FIELDS}
    return typed | {"published": as_typed(part.published)}


def state_of(document: RawDocument, key: str) -> str:
    """Return a text that changes whenever somebody mends this part."""
    return str(document.mended.get(key, {}).get("at", ""))


@transaction.atomic
def mend(document: RawDocument, user: Any, key: str, typed: dict[str, str], seen: str) -> None:
    """Keep what differs from what a part says itself; nothing does when it is all alike.

    Raises ValidationError when somebody else was first, or a draft was made of it.
    """
    now = held_document(document, user)
    if state_of(now, key) != seen:
        raise ValidationError(
            _("Somebody else has changed this meanwhile: look at it again, then save."), "meanwhile"
        )
    if key in standing(now, SOURCE):
        raise ValidationError(_("It was decided about already: take that back first."))
    found = {part.key: part for part in parts_as_found(now)}.get(key)
    if found is None:
        raise ValidationError(_("The document has no such part any more."))
    said = head_of(found)
    written = {name: typed[name] for name in FIELDS if typed[name] != said[name]}
    mended = {**now.mended}
    mended.pop(key, None)
    if written or seen:
        mended[key] = {**written, "by": user.pk, "at": timezone.now().isoformat()}
    now.mended = mended
    now.save(update_fields=["mended"])


def part_of(document: RawDocument, key: str) -> Part | None:
    """Return one part of a document, None when it has none of this key."""
    return next((part for part in parts_of(document) if part.key == key), None)
