"""Pictures among what came in: recognised by how they begin, checked as evidence is."""

from pathlib import PurePosixPath

from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images.fields import WagtailImageField

from kb.importing.failures import CannotRead

_ENDINGS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".gif": "gif", ".webp": "webp"}
_BEGINNINGS = ((b"\x89PNG\r\n", "png"), (b"\xff\xd8\xff", "jpeg"), (b"GIF8", "gif"))


def picture_kind(data: bytes) -> str:
    """Return png, jpeg, gif or webp, empty for what does not begin like one of them."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((kind for begins, kind in _BEGINNINGS if data.startswith(begins)), "")


def demand_picture(data: bytes, name: str) -> None:
    """Raise CannotRead for a picture that Wagtail would not take as evidence."""
    kind = picture_kind(data)
    # It is judged by what it is: a screenshot that was pasted may be called anything.
    ending = PurePosixPath(name).suffix.lower()
    called = f"picture{ending}" if _ENDINGS.get(ending) == kind else f"picture.{kind}"
    try:
        WagtailImageField().clean(SimpleUploadedFile(called, data, f"image/{kind}"))
    except Exception as error:  # Pillow raises what it happens to meet in a damaged file
        raise CannotRead("broken_picture", name) from error
