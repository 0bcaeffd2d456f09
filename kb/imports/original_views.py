"""The doors of what came in: bytes as they were, for those who may see the import."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from kb.file_views import guarded
from kb.imports.pictures import picture_kind
from kb.models.imports import ImportedFile, RawDocument


@require_safe
def raw_document_original(request: HttpRequest, pk: int) -> HttpResponse:
    """A document's bytes; of a member of an archive its own."""
    documents = RawDocument.objects.visible_to(request.user).select_related("content")
    found = get_object_or_404(documents.defer("text"), pk=pk)
    return _answer(bytes(found.content.data), found.name)


@require_safe
def raw_document_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """A picture to be shown; what is none is not here."""
    pictures = RawDocument.objects.visible_to(request.user).filter(is_picture=True)
    found = get_object_or_404(
        pictures.filter(problem__isnull=True).select_related("content"), pk=pk
    )
    data = bytes(found.content.data)
    return _answer(data, found.name, f"image/{picture_kind(data)}")


@require_safe
def imported_file_original(request: HttpRequest, pk: int) -> HttpResponse:
    """A file's bytes as it came, an archive as a whole."""
    files = ImportedFile.objects.visible_to(request.user).select_related("content")
    found = get_object_or_404(files, pk=pk)
    return _answer(bytes(found.content.data), found.name)


def _answer(data: bytes, name: str, shown_as: str = "") -> HttpResponse:
    response = HttpResponse(data, content_type=shown_as or "application/octet-stream")
    named = PurePosixPath(name).name or "file"
    if disposition := content_disposition_header(not shown_as, named):
        response["Content-Disposition"] = disposition
    return guarded(response)
