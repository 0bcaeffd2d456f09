"""The doors of uploaded files: documents by number and name, and everything by its path.

All other answers are the same 404, so nobody learns whether a file they may not read exists.
No answer carries a validator, so none can be asked for with a guessed one.
"""

from mimetypes import guess_type
from pathlib import PurePosixPath
from typing import Any, TypeVar

from django.core.files.base import File
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.users.models import UserProfile

from kb.file_access import readable

FileOrBytes = TypeVar("FileOrBytes", HttpResponse, FileResponse)

# What a browser may show by itself; everything else is downloaded.
SHOWN = ("application/pdf", "image/avif", "image/gif", "image/jpeg", "image/png", "image/webp")


@require_safe
def document(request: HttpRequest, pk: int, name: str) -> HttpResponse | FileResponse:
    """A document, under the number and name that pages link to it by."""
    found = readable(get_document_model().objects, request.user).filter(pk=pk).first()
    if found is None or found.filename != name:
        raise Http404
    return _answer(found.file)


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponse | FileResponse:
    """An uploaded file by the path it is stored under: only paths the database knows are read."""
    file = None if "\0" in path else _stored(path, request.user)
    if file is None:
        raise Http404
    return _answer(file)


@require_safe
def nothing(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """Not here: closes what Wagtail would answer below an address of ours."""
    raise Http404


def _stored(path: str, user: Any) -> Any:
    """Return the readable file stored under a path, None when there is none."""
    image = get_image_model()
    images = readable(image.objects, user)
    documents = readable(get_document_model().objects, user)
    renditions = image.get_rendition_model().objects.filter(image__in=images.values("pk"))
    for rows in (renditions, images, documents):
        if found := rows.filter(file=path).first():
            return found.file
    if user.has_perm("wagtailadmin.access_admin"):
        profile = UserProfile.objects.filter(avatar=path).exclude(avatar="").first()
        return profile.avatar if profile else None
    return None


def _answer(file: Any) -> FileResponse:
    try:
        opened: File[bytes] = file.open("rb")
    except OSError as error:
        raise Http404 from error
    name = PurePosixPath(file.name).name
    kind, _encoding = guess_type(name)
    return guarded(FileResponse(opened, as_attachment=kind not in SHOWN, filename=name))


def guarded(response: FileOrBytes) -> FileOrBytes:
    """Return an answer that no cache keeps and no browser takes for a page of this site."""
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
