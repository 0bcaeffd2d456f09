"""Raw documents, read as the worker would."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group

from kb.imports.storing import read_file, start_import
from kb.models import RawDocument
from kb.records.base import Audience
from tests.cast import persona


def raw_document(
    text: str | bytes,
    name: str = "note.txt",
    by: str = "legal_editor",
    groups: Iterable[Group] = (),
) -> RawDocument:
    """Import one text and return its raw document; `groups` keeps it to them."""
    named = list(groups)
    how: dict[str, Any] = {"audience": Audience.GROUPS, "groups": named} if named else {}
    data = text.encode() if isinstance(text, str) else text
    batch = start_import(persona(by), [(name, data)], title=name, **how)
    assert read_file(batch.files.get())
    found: RawDocument = RawDocument.objects.get(file__batch=batch)
    return found
