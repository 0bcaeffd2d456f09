"""Reading what waits: each file once as a whole, or not at all, whenever a process ends."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kb.importing.bounded import read_bounded
from kb.importing.failures import CannotRead
from kb.importing.raw_document import parts, read_part
from kb.importing.read_text import ReadText
from kb.importing.readers.archive import Member
from kb.imports.claims import claimed
from kb.imports.names import kept_name
from kb.imports.pictures import demand_picture, picture_kind
from kb.imports.storing import came_before
from kb.models.imports import Import, ImportedFile, RawContent, RawDocument

logger = logging.getLogger(__name__)

SAID = ("title", "outlet", "author", "published", "url")
# A file that a process began to read so often, and never ended, is refused. It is more than two,
# since a process may be ended for other reasons; what a file does to its reader is bounded anyway.
MOST_ATTEMPTS = 3
# Of one file: after so many documents that had to be stopped the others are not tried, and so many
# characters are kept.
_MOST_STOPPED = 3
_MOST_CHARACTERS = 20_000_000
# Plain text of so few bytes is read by this process itself.
_SIMPLE = 200_000
_STOPPED = {"took_too_long", "needs_too_much", "stopped"}


@dataclass(frozen=True)
class Found:
    """What came of one part of a file; its bytes are None where they are the file's own."""

    told: ReadText | CannotRead
    data: bytes | None = None
    is_picture: bool = False


def read_file(file: ImportedFile, between: Callable[[], object] = lambda: None) -> bool:
    """Read a waiting file into its raw documents; False when it waits no more, or another reads it.

    What one member of an archive brings down is told with that member, and the others are read.
    `between` is called after each.
    """
    with claimed(file.pk) as mine:
        if not mine:
            return False
        begun = _begin(file)
        if begun is None:
            return False
        if begun.attempts > MOST_ATTEMPTS:
            return _keep(begun, [Found(CannotRead("stopped", begun.name))])
        # Outside of a transaction: reading takes time, and others write meanwhile.
        found = []
        for one in _documents(bytes(begun.content.data), begun.name):
            found.append(one)
            between()
        return _keep(begun, found)


def read_waiting(
    seconds: float, batch: Import | None = None, between: Callable[[], object] = lambda: None
) -> int:
    """Read what waits for so long, of each import a file in turn; return how many files were read.

    A file whose reading was cut off before comes after the others. One that fails by a fault of
    ours is logged and tried again.
    """
    until, read = time.monotonic() + seconds, 0
    passed: set[int] = set()
    while time.monotonic() < until:
        waiting = ImportedFile.objects.waiting().exclude(pk__in=passed)
        if batch is not None:
            waiting = waiting.filter(batch=batch)
        file = waiting.order_by("attempts", "number", "batch_id").first()
        if file is None:
            break
        passed.add(file.pk)
        try:
            read += read_file(file, between)
        except Exception:
            logger.exception("%r of import %s could not be read", file.name, file.batch_id)
    return read


@transaction.atomic
def _begin(file: ImportedFile) -> Any:
    """Write down that a file is about to be read, and return it; None when it does not wait."""
    waiting = ImportedFile.objects.waiting().filter(pk=file.pk)
    if not waiting.update(attempts=F("attempts") + 1):
        return None
    return ImportedFile.objects.select_related("content", "batch").get(pk=file.pk)


@transaction.atomic
def _keep(file: ImportedFile, found: list[Found]) -> bool:
    """Keep all that came of a file, unless it was read, cancelled or removed meanwhile."""
    batch = Import.objects.select_for_update(of=("self",)).filter(pk=file.batch_id).first()
    if batch is None or not batch.files.waiting().filter(pk=file.pk).exists():
        return False
    for number, one in enumerate(found, 1):
        _document(file, number, one).save()
    batch.files.filter(pk=file.pk).update(read_at=timezone.now())
    if not batch.files.waiting().exists():
        batch.state = Import.State.DONE
        batch.save(update_fields=["state"])
    return True


def _document(file: ImportedFile, number: int, found: Found) -> RawDocument:
    document = RawDocument(file=file, number=number, content_id=file.content_id)
    if found.data is not None:
        document.content = RawContent.kept(found.data)
    told = found.told
    if isinstance(told, CannotRead):
        document.name = kept_name(str(told.values["name"]), 400)
        document.problem = {"key": told.key, "values": told.values | {"name": document.name}}
        return document
    document.name, document.encoding = kept_name(told.name, 400), told.encoding
    document.is_picture = found.is_picture
    document.first = came_before(file.batch, document.content_id)
    if document.first is None:
        document.text = told.text
        document.said = {key: getattr(told, key) for key in SAID}
    return document


def _documents(data: bytes, name: str) -> Iterator[Found]:
    stopped, room = 0, _MOST_CHARACTERS
    for part in parts(data, name):
        if isinstance(part, CannotRead):
            yield Found(part)
            continue
        own = None if part.data is data else part.data
        if picture_kind(part.data):
            yield Found(_picture(part), own, is_picture=True)
            continue
        told = _text(part) if stopped < _MOST_STOPPED else CannotRead("took_too_long", part.name)
        if isinstance(told, CannotRead):
            stopped += told.key in _STOPPED
        else:
            room -= len(told.text)
            if room < 0:
                limit = f"{_MOST_CHARACTERS:,}"
                told = CannotRead("too_long_together", part.name, limit=limit)
        yield Found(told, own)


def _text(part: Member) -> ReadText | CannotRead:
    if _is_simple(part):
        return read_part(part)
    return read_bounded(part.data, part.name, alone=True)[0]


def _is_simple(part: Member) -> bool:
    """Return whether a part is so little plain text that reading it can cost nothing."""
    data = part.data
    if len(data) > _SIMPLE or not part.name.endswith(".txt"):
        return False
    if data.lstrip().startswith((b"<", b"%", b"PK")):
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _picture(part: Member) -> ReadText | CannotRead:
    try:
        demand_picture(part.data, part.name)
    except CannotRead as failure:
        return failure
    return ReadText(name=part.name, text="", encoding="")
