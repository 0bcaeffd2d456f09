"""What an import made of its files, as one object for each document, as a dry run would tell it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cases.importing.dry_run import empty_object, object_of
from kb.importing.failures import CannotRead
from kb.importing.mentions import NameFinder
from kb.imports.taking_apart import apart
from kb.models import Import, RawDocument
from kb.permissions import User


def objects_of(
    batch: Import, user: User, finder: NameFinder, *, again: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield an object for each document: as a dry run gives it, with what is stored of it.

    `document` is its key, `came_before` the key of the document in which the same bytes came
    first: the document itself when the whole import came `again`.
    """
    documents = RawDocument.objects.filter(file__batch=batch).order_by("file__number", "number")
    visible = RawDocument.objects.visible_to(user)
    for document in documents.iterator(50):
        earlier = visible.filter(pk=document.first_id).first() if document.first_id else None
        yield {
            **_told(document, earlier, finder),
            "import": batch.pk,
            "document": document.pk,
            "came_before": document.pk if again else document.first_id,
            "picture": document.is_picture,
        }


def _told(document: RawDocument, earlier: RawDocument | None, finder: NameFinder) -> dict[str, Any]:
    if document.problem is not None:
        values = dict(document.problem["values"])
        failure = CannotRead(document.problem["key"], values.pop("name"), **values)
        return empty_object(document.name, errors=[str(failure)])
    read = earlier or document
    if read.is_picture or not read.text:
        return empty_object(document.name)
    return object_of(document.name, apart(read), finder)
