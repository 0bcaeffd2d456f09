"""Documents and images, and the collections they lie in."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction

from cases.models import Attachment


def collection(name: str = "Shelf", groups: Iterable[Group] = ()) -> Collection:
    """Make a collection, private to groups if any are named."""
    made: Collection = Collection.get_first_root_node().add_child(name=name)
    if named := list(groups):
        restriction = CollectionViewRestriction.objects.create(
            collection=made, restriction_type=CollectionViewRestriction.GROUPS
        )
        restriction.groups.set(named)
    return made


def document(title: str = "A letter", content: bytes = b"Dear all", **fields: Any) -> Any:
    """Keep a document; its file's name comes from the title."""
    name = f"{title.lower().replace(' ', '_')}.txt"
    return get_document_model().objects.create(
        title=title, file=ContentFile(content, name), file_size=len(content), **fields
    )


def picture(colour: str = "red") -> bytes:
    """Return a small PNG of one colour."""
    data = BytesIO()
    Picture.new("RGB", (40, 30), colour).save(data, "PNG")
    return data.getvalue()


def image(title: str = "A picture", colour: str = "red", **fields: Any) -> Any:
    """Keep an image of one colour."""
    data = picture(colour)
    name = f"{title.lower().replace(' ', '_')}.png"
    fields |= {"width": 40, "height": 30, "file_size": len(data)}
    return get_image_model().objects.create(title=title, file=ContentFile(data, name), **fields)


def attachment(document: Any) -> Attachment:
    """Return an attachment, not saved: hand it to the factory of its source."""
    return Attachment(document=document)
