"""How the factories write texts and publish: by the doors editors use, never by setting `live`."""

from collections.abc import Iterable
from contextlib import nullcontext
from typing import Any, TypeVar

from django.contrib.auth.models import Group
from django.utils import timezone

from kb.editing.indexing import indexed_later, references_kept
from kb.records.base import Audience, Record
from kb.records.bilingual import Bilingual
from kb.records.spans import Span, parse_typed
from kb.starter.people import LEGAL

Kind = TypeVar("Kind", bound=Record)


def both(text: str | Bilingual) -> Bilingual:
    """Read `"A quarrel · 一场争吵"` as its two halves; one half alone goes where its script says."""
    if isinstance(text, Bilingual):
        return text
    en, _dot, zh = text.partition(" · ")
    if zh:
        return Bilingual(en, zh)
    is_chinese = any("一" <= character <= "鿿" for character in text)
    return Bilingual(zh=text) if is_chinese else Bilingual(en=text)


def span(when: str | Span) -> Span:
    """Read a time as editors type it."""
    return when if isinstance(when, Span) else parse_typed(when)


def legal_group() -> Group:
    """Return the audience group of `legal` and `legal_editor`."""
    return Group.objects.get(name=LEGAL)


def publish(
    record: Kind, *, groups: Iterable[Group] = (), live: bool = True, archived: bool = False
) -> Kind:
    """Save a new record as a draft with its audience, publish it, and return it fresh.

    With `groups` only they may know of it; `live=False` leaves the draft; `archived` hides it.
    """
    named = list(groups)
    record.audience = Audience.GROUPS if named else Audience.ALL
    record.archived_at = timezone.now() if archived else None
    # Publishing writes the indexes; that they were written before changes nothing.
    with (
        indexed_later(record) if live else nullcontext(),
        references_kept() if live else nullcontext(),
    ):
        record.save()
        record.audience_groups.set(named)
    revision = record.save_revision()
    if live:
        revision.publish()
    return fresh(record)


def fresh(record: Kind) -> Kind:
    """Return the row as it is in the database now."""
    row: Kind = type(record)._base_manager.get(pk=record.pk)
    return row


def fill(instance: Any, fields: dict[str, Any]) -> Any:
    """Set attributes by name: texts in both writings and times may be plain strings."""
    for name, value in fields.items():
        current = getattr(type(instance), name, None)
        kind = type(current).__name__
        if kind == "BilingualText":
            setattr(instance, name, both(value))
        elif kind == "HonestTime":
            setattr(instance, name, span(value))
        else:
            setattr(instance, name, value)
    return instance
