"""Imports, files and documents with what lists say of them, in few statements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from kb.importing.structure.languages import languages, passages
from kb.imports.names import first_line
from kb.imports.saying import reason
from kb.models.imports import Import, ImportedFile, RawDocument
from kb.permissions import User

# What lists look at of a text: its first line, and what it is written in.
_BEGINNING = 2_000
_LONGEST_TITLE = 120
_CAME, _REFUSED = Q(first__isnull=False), Q(problem__isnull=False)
# What came of a document: read, a picture, there before, or refused.
_STATES = {
    "read": Q(is_picture=False) & ~_CAME & ~_REFUSED,
    "picture": Q(is_picture=True) & ~_CAME & ~_REFUSED,
    "before": _CAME,
    "refused": _REFUSED,
}


def found_imports(user: User, words: str) -> QuerySet[Any]:
    """Return the imports this person may see whose title, or the name of a file, has these words.

    Newest first; each word must stand in the title or in one name.
    """
    found: QuerySet[Any] = Import.objects.visible_to(user).select_related("made_by")
    for word in words.split():
        named = ImportedFile.objects.filter(batch=OuterRef("pk"), name__icontains=word)
        inside = RawDocument.objects.filter(file__batch=OuterRef("pk"), name__icontains=word)
        found = found.filter(Q(title__icontains=word) | Exists(named) | Exists(inside))
    return found.order_by("-made_at", "-pk")


@dataclass(frozen=True)
class Numbers:
    """How far an import is, and what came of it."""

    files: int = 0
    files_read: int = 0
    read: int = 0
    picture: int = 0
    before: int = 0
    refused: int = 0

    @property
    def documents(self) -> int:
        """How many documents there are so far."""
        return self.read + self.picture + self.before + self.refused


def with_numbers(imports: Iterable[Any]) -> list[tuple[Any, Numbers]]:
    """Return imports with their numbers; two statements for however many."""
    shown = list(imports)
    keys = [one.pk for one in shown]
    files = ImportedFile.objects.filter(batch__in=keys).order_by().values("batch")
    documents = RawDocument.objects.filter(file__batch__in=keys).order_by().values("file__batch")
    told: dict[int, dict[str, int]] = {}
    for row in files.annotate(files=Count("pk"), files_read=Count("read_at")):
        told[row.pop("batch")] = row
    for row in documents.annotate(
        **{state: Count("pk", filter=kept) for state, kept in _STATES.items()}
    ):
        told[row.pop("file__batch")] |= row
    return [(one, Numbers(**told.get(one.pk, {}))) for one in shown]


@dataclass(frozen=True)
class ShownDocument:
    """A document as a list shows it: what it is, or why it is nothing."""

    document: Any
    title: str = ""
    languages: tuple[str, ...] = ()
    reason: str = ""
    # The earlier document of the same bytes, for who may see it.
    earlier: Any = None

    @property
    def state(self) -> str:
        """Return refused, before, picture or read."""
        if self.reason:
            return "refused"
        if self.document.first_id:
            return "before"
        return "picture" if self.document.is_picture else "read"


def of_state(documents: Any, state: str) -> Any:
    """Keep the documents of a state as `ShownDocument` has it; an unknown one keeps all."""
    return documents.filter(_STATES[state]) if state in _STATES else documents


def shown_documents(documents: Iterable[Any], user: User) -> list[ShownDocument]:
    """Return documents as a list shows them; each has `begins`, the beginning of its text."""
    rows = list(documents)
    keys = {row.first_id for row in rows if row.first_id}
    earlier = RawDocument.objects.visible_to(user).filter(pk__in=keys)
    before = {one.pk: one for one in earlier.select_related("file__batch").defer("text")}
    return [_shown(row, before) for row in rows]


def beginnings(documents: QuerySet[Any]) -> QuerySet[Any]:
    """Return documents in their order with the beginning of their texts, and without the texts."""
    begins: Any = documents.annotate(begins=Substr("text", 1, _BEGINNING)).defer("text")
    found: QuerySet[Any] = begins.order_by("file__number", "number")
    return found


def _shown(row: Any, before: dict[int, Any]) -> ShownDocument:
    if row.problem is not None:
        return ShownDocument(row, reason=reason(row))
    if row.first_id:
        return ShownDocument(row, earlier=before.get(row.first_id))
    line = first_line(row.begins)
    tags = tuple(language.label for language in languages(passages(row.begins)))
    return ShownDocument(row, (row.said.get("title") or line)[:_LONGEST_TITLE], tags)
