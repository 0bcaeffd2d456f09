"""The pictures that came with a raw document, as evidence of the source that is made of it."""

from pathlib import PurePosixPath
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex

from cases.models import Source
from kb.imports.pictures import picture_kind
from kb.models import RawDocument


def pictures_of(document: RawDocument) -> list[Any]:
    """Return the pictures of a document's import, without their bytes."""
    found = RawDocument.objects.filter(
        file__batch=document.file.batch_id, is_picture=True, problem__isnull=True
    )
    return list(found.order_by("file__number", "number"))


def as_file(picture: RawDocument) -> SimpleUploadedFile:
    """Return a picture as a file that somebody adds, named by what it is."""
    data = bytes(picture.content.data)
    kind = picture_kind(data)
    stem = PurePosixPath(picture.name).stem or "picture"
    return SimpleUploadedFile(f"{stem}.{kind}", data, f"image/{kind}")


def uploaded_to(source: Source) -> list[Any]:
    """Return the files that were added to a source as evidence."""
    return [upload.image or upload.document for upload in source.uploads.all()]


def forget(files: list[Any]) -> None:
    """Delete those of these files that nothing names any more: left behind, nobody guards them."""
    models = (get_image_model(), get_document_model())
    for file in files:
        if isinstance(file, models) and not ReferenceIndex.get_references_to(file).exists():
            file.delete()
