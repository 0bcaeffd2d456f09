"""Raw documents, read as the worker would."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group

from cases.importing.affairs.keeping import place_new
from cases.importing.affairs.reports import keep_reports
from cases.models import ImportedReport
from kb.imports.reading import read_file
from kb.imports.storing import start_import
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


def reports(document: RawDocument) -> list[ImportedReport]:
    """Return the reports of a raw document, with the affairs that the worker would find."""
    keep_reports(document)
    place_new()
    return list(ImportedReport.objects.filter(document=document).select_related("affair"))
